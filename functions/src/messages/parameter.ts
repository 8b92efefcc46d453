/**
 * A template's body may have 1,024 characters with everything filled in; the operator's own words need some of them.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components
 */
const MOST_TOGETHER = 800;
/** Stands where there is nothing to say: an empty parameter is refused. */
const NOTHING = '–';

/** Controls, what turns the direction of writing round, and what takes no room: none of it is for a till's messages. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu;

/** Line breaks, tabs and runs of spaces are refused in parameters: all become one space. */
const flat = (text: string) =>
  text.replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim() || NOTHING;

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Never half a character: high surrogates are left out with what they begin.
  return `${text.slice(0, Math.max(most - 1, 0)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Parameters as a template takes them; where they are too long together, the longest give way. */
export function fitted(parameters: readonly string[]): string[] {
  const clean = parameters.map(flat);
  const byLength = [...clean].sort((a, b) => a.length - b.length);
  let room = MOST_TOGETHER;
  let most = MOST_TOGETHER;
  for (const [index, text] of byLength.entries()) {
    most = Math.floor(room / (byLength.length - index));
    if (text.length > most) break;
    room -= text.length;
  }
  return clean.map((text) => shortened(text, Math.max(most, NOTHING.length)));
}
