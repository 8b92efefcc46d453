/** What nobody sees: controls, what turns the direction of writing round. Not the two joiners, which some scripts need. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]+/gu;

/** Somebody else's text on one line: a shopper's words cannot look like a line of ours. */
export const flat = (text: string): string => text.replace(/\s+/gu, ' ').replace(UNSEEN, '').trim();

/** At most so many characters, never half of one. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
