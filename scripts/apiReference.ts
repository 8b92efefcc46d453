import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_ROUTES } from '../functions/src/entry/http/api/routes';
import { BESIDE_API } from '../functions/src/entry/http/beside';
import type { Audience, Route } from '../functions/src/entry/http/route';

const START = '<!-- routes: written by scripts/apiReference.ts -->';
const END = '<!-- end of routes -->';
export const API_DOC = join(__dirname, '../docs/api.md');

const whoIn = (who: Audience) =>
  typeof who === 'string' ? who : who.length === 4 ? 'every member' : who.join(', ');
const row = ({ method, path, who, summary }: Route) =>
  `| \`${method} ${path}\` | ${whoIn(who)} | ${summary} |`;

/** A line for every route of all functions. */
export const routeTable = (): string =>
  ['| Call | Who | What it does |', '| --- | --- | --- |', ...[...API_ROUTES, ...BESIDE_API].map(row)].join(
    '\n',
  );

/** The document with the table as the routes are now. @throws Error when it has lost its marks */
export function withRoutes(text: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error('docs/api.md has lost its marks.');
  return `${text.slice(0, start + START.length)}\n\n${routeTable()}\n\n${text.slice(end)}`;
}

/** As the formatter of this project wants it, so that nothing is left to do after it. */
async function write(): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  const text = withRoutes(readFileSync(API_DOC, 'utf8'));
  writeFileSync(API_DOC, await format(text, { ...(await resolveConfig(API_DOC)), filepath: API_DOC }));
}

if (require.main === module) void write();
