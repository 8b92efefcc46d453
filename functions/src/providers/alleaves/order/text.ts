/** Nobody has published a limit: this stays below the common 255. */
const MAX_LENGTH = 250;

/** One line of text, cut where it is too long, never within a character. */
export const fitted = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .replace(/[\ud800-\udbff]$/, '');
