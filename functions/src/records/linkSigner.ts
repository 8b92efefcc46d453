import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const PURPOSE = 'tillbridge links 1';
const KEY_BYTES = 32;

/** A key of its own: what it signs says nothing about the master key, and opens nothing. */
function derived(base64: string): Buffer {
  const master = Buffer.from(base64, 'base64');
  if (master.length !== KEY_BYTES) throw new Error('A master key must be 32 bytes in base64.');
  return Buffer.from(hkdfSync('sha256', master, '', PURPOSE, KEY_BYTES));
}

/** Signs with the first of the master keys; what the others have signed stays good until they are taken away. */
export function linkSigner(masterKeys: () => readonly string[]) {
  let keys: Buffer[] | undefined;
  const known = () => (keys ??= masterKeys().map(derived));
  const markOf = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    sign(text: string): string {
      const [first] = known();
      if (!first) throw new Error('There is no master key.');
      return markOf(first, text);
    },

    isGenuine(text: string, mark: string): boolean {
      // As text: of the last character of a mark several would decode to the same bytes.
      const given = Buffer.from(mark);
      const matches = known().map((key) => {
        const right = Buffer.from(markOf(key, text));
        return given.length === right.length && timingSafeEqual(given, right);
      });
      return matches.includes(true);
    },
  };
}
