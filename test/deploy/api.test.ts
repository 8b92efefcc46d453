import { readFileSync } from 'node:fs';
import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { BESIDE_API } from '../../functions/src/entry/http/beside';
import { API_DOC, withRoutes } from '../../scripts/apiReference';

/** Prettier pads tables; the words are what counts. */
const words = (text: string) => text.replace(/ +/g, ' ').replace(/-{2,}/g, '--');

it('docs/api.md lists the routes that there are (else: npm run api-reference)', () => {
  const text = readFileSync(API_DOC, 'utf8');
  expect(words(withRoutes(text))).toBe(words(text));
});

describe('the table from names of other plans to ours', () => {
  const [, table = ''] = readFileSync(API_DOC, 'utf8').split('## Names in other plans', 2);
  const rows = table.split('\n').flatMap((line): [string, string][] => {
    const [, name = '', ours = ''] = line.split('|');
    return name.includes('`') ? [[name.replace(/[`\s]/g, ''), ours]] : [];
  });
  const routes = [...API_ROUTES, ...BESIDE_API].map(({ method, path }) => `${method} ${path}`);

  it.each([
    '/pos/connect',
    '/pos/disconnect',
    '/pos/status',
    '/pos/sync/:orderId',
    '/pos/retry/:jobId',
    '/pos/history',
    '/pos/stats',
    '/pos/items',
    '/pos/mapping',
    'menu/preview',
    'sync/trigger',
    '/api/cron/pos-sync',
    '/api/pos/sync',
    '/api/pos/callback',
    '/webhooks/:provider',
  ])('has %s', (name) => expect(rows.map(([one]) => one)).toContain(name));

  it.each(rows)('leads from %s to calls that there are', (_, ours) => {
    const calls = [...ours.matchAll(/`([A-Z]+ [^`]+)`/g)].map(([, call]) => call);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !routes.includes(call ?? ''))).toEqual([]);
  });
});
