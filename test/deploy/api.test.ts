import { readFileSync } from 'node:fs';
import { API_DOC, withRoutes } from '../../scripts/apiReference';

/** Prettier pads tables; the words are what counts. */
const words = (text: string) => text.replace(/ +/g, ' ').replace(/-{2,}/g, '--');

it('docs/api.md lists the routes that there are (else: node scripts/run.mjs scripts/apiReference.ts)', () => {
  const text = readFileSync(API_DOC, 'utf8');
  expect(words(withRoutes(text))).toBe(words(text));
});
