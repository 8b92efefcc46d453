import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the files that a test hands to a command; gone after the suite. */
export function givenFiles(): (name: string, content: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
}
