import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINE = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function valueOf(text: string): string {
  const quoted = /^(['"])(.*)\1(?:\s+#.*)?$/.exec(text);
  if (!quoted) return text.replace(/(^|\s+)#.*$/, '');
  const [, quote, inner = ''] = quoted;
  return quote === '"' ? inner.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char) : inner;
}

/**
 * The variables of a dotenv text: KEY=value, one a line. Quotes are taken off, `\n` works inside double ones, `#`
 * starts a comment. Of two lines with one key the later wins.
 */
export function parseEnv(text: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, key, value = ''] = LINE.exec(line) ?? [];
    if (key !== undefined) env[key] = valueOf(value);
  }
  return env;
}

/**
 * Params and secrets for a local run: `.env`, `.env.<project>` and `.secret.local` of the functions folder, as the
 * official emulator reads them. Later files win, missing ones are skipped.
 * https://firebase.google.com/docs/functions/config-env
 */
export function readEnv(functionsDir: string, projectId: string): Record<string, string> {
  const files = ['.env', `.env.${projectId}`, '.secret.local'].map((name) => join(functionsDir, name));
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  return Object.assign({}, ...texts.map(parseEnv)) as Record<string, string>;
}

/** Sets environment variables; the result puts back what was there. */
export function applyEnv(env: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(env).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [key, value] of before)
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
  };
}
