/** Makes marks for links that nobody else can make. */
export interface LinkSigner {
  /** 43 characters that are safe in an address. */
  sign(text: string): string;
  /** Takes the same time for whatever is wrong. */
  isGenuine(text: string, mark: string): boolean;
}
