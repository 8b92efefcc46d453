import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionsDir } from '../demo/built';

/** A module of `fixtures/` in a folder where it finds the packages of the functions; `remove` takes the folder away. */
export function placed(name: string): { file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-bench-'));
  symlinkSync(join(functionsDir, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, name);
  copyFileSync(join(__dirname, 'fixtures', name), file);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
