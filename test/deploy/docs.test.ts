import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JOB_REASONS } from '../../functions/src/model/job';
import { MANIFESTS } from '../../functions/src/providers/manifests';
import { acceptOrder } from '../../functions/src/plan/orderEvent';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const DOCS = [
  'README.md',
  'docs/storefront.md',
  'docs/api.md',
  'docs/mapping.md',
  'docs/menu.md',
  'docs/operating.md',
  'docs/webhooks.md',
  'docs/events.md',
  'docs/tickets.md',
  'docs/oauth.md',
  'docs/security.md',
  'docs/security/asvs.md',
  'docs/providers.md',
  'docs/benchmarks.md',
];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('docs/storefront.md', () => {
  const text = read('docs/storefront.md');

  it('shows an order that is accepted', () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(text) ?? [];
    expect(acceptOrder(JSON.parse(example)).issues).toEqual([]);
  });

  it.each(JOB_REASONS)('explains the code %s', (reason) => expect(text).toContain(`\`${reason}\``));
});

describe('docs/operating.md', () => {
  const params = [...read('functions/src/entry/params.ts').matchAll(/define\w+\('(\w+)'/g)].map(
    ([, name]) => name,
  );

  it.each(params)('explains the parameter or secret %s', (name) =>
    expect(read('docs/operating.md')).toContain(`\`${name}\``),
  );
});

describe('docs/oauth.md', () => {
  const text = read('docs/oauth.md');
  const asking = MANIFESTS.flatMap(({ id, signIn }) => (signIn.oauthScopes ? [[id, signIn] as const] : []));

  it.each(asking)('names the scopes that the bridge asks %s for, and no other', (id, { oauthScopes }) => {
    const [, block = ''] = text.split(`<!-- scopes: ${id} -->`)[1]?.split('```', 2) ?? [];
    expect(block.replace(/^text/, '').trim().split(/\s+/).sort()).toEqual([...(oauthScopes ?? [])].sort());
  });

  it.each(asking)('names the address that %s sends browsers back to', (id) =>
    expect(text).toContain(`https://pos.example.com/oauth/${id}/callback`),
  );

  it('shows a secret that the functions take', () => {
    const [, example = '{}'] = /```json\n(.*?)```/s.exec(text) ?? [];
    const apps = JSON.parse(example) as Record<string, { clientId: string; clientSecret: string }>;
    expect(Object.keys(apps).sort()).toEqual(asking.map(([id]) => id).sort());
    for (const app of Object.values(apps)) expect(app.clientId && app.clientSecret).toBeTruthy();
  });
});

describe.each(DOCS)('%s', (file) => {
  const text = read(file);

  it('names only npm scripts that there are', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([a-z-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links only to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    const missing = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(file), link)),
    );
    expect(missing).toEqual([]);
  });
});
