import { connect } from '../../functions/src/deliver/connect';
import { readRequest } from '../../scripts/cli/connect';
import { MANIFESTS } from '../../functions/src/providers/manifests';
import { createLoyverse } from '../simulators/loyverse';
import * as seed from '../simulators/loyverse/seed';
import { MemoryWorld } from '../support/memoryWorld';
import { simHttp } from '../support/simHttp';
import { givenFiles } from './given';

const file = givenFiles();
const where = ['--tenant', 't1', '--location', 'main', '--provider', 'loyverse'];
const token = file('token', `${seed.ACCESS_TOKEN}\n`);
const withToken = [...where, '--credentials', token];

async function refusal(argv: string[]): Promise<string> {
  return readRequest(argv).then(
    () => 'accepted',
    (thrown: Error) => thrown.message,
  );
}

describe('npm run connect refuses', () => {
  it.each<[string, string[], string]>([
    ['nothing at all', [], 'Missing: --tenant, --location, --provider, --credentials.'],
    ['an option that it does not know', [...withToken, '--token', 'x'], "Unknown option '--token'"],
    ['a provider that it does not have', [...withToken, '--provider', 'till'], 'no provider "till": '],
    ['a tenant that is a path', [...withToken, '--tenant', 'a/b'], '--tenant is "a/b"'],
    ['a location with a space', [...withToken, '--location', 'Main Street'], '--location is "Main Street"'],
    [
      'a connection id with a slash',
      [...withToken, '--connection', 'a/b'],
      '"a/b" cannot be a connection id',
    ],
    ['a file that is not there', [...where, '--credentials', '/nowhere'], 'cannot read /nowhere (ENOENT)'],
  ])('%s', async (_, argv, words) => expect(await refusal(argv)).toContain(words));

  it('credentials that lack a field, and names where to find it', async () => {
    const empty = file('empty.json', '{"token": "x"}');
    const said = await refusal([...where, '--credentials', empty]);
    expect(said).toContain('accessToken: Access token.');
    expect(said).toContain('Back Office');
  });

  const withFields = (provider: string, fields: Record<string, string>) => [
    ...['--tenant', 't1', '--location', 'main', '--provider', provider],
    ...['--credentials', file(`${provider}-${Object.keys(fields).join('-')}.json`, JSON.stringify(fields))],
  ];

  const typed = (fields: readonly { name: string }[]) =>
    Object.fromEntries(fields.map(({ name }) => [name, 'x'] as const));

  it.each(MANIFESTS.map(({ id, name, signIn }) => [name, id, signIn.fields] as const))(
    'a sign-in of %s that lacks any field which every merchant has, and asks for no other',
    async (_, id, fields) => {
      const required = fields.filter(({ optional }) => !optional);
      for (const { name } of required) {
        const others = fields.filter((field) => field.name !== name);
        const said = await refusal(withFields(id, { ...typed(others), more: 'x' }));
        expect(said).toContain(`  ${name}: `);
        for (const other of others) expect(said).not.toContain(`  ${other.name}: `);
      }
      const enough = required.length > 0 ? required : fields.slice(0, 1);
      expect(await refusal(withFields(id, typed(enough)))).toBe('accepted');
    },
  );

  it('a sign-in without any field where none is needed always, and names them all', async () => {
    const said = await refusal(withFields('dine', { token: 'x' }));
    expect(said).toContain('holds nothing that Dine asks for');
    for (const name of ['apiKey', 'apiSecret', 'accessToken']) expect(said).toContain(`  ${name}: `);
  });

  it('no sign-in to Alleaves without a PIN, none to Zoho Inventory with a token alone', async () => {
    expect(await refusal(withFields('alleaves', { username: 'a', password: 'b' }))).toBe('accepted');
    expect(await refusal(withFields('zoho', { accessToken: 'a' }))).toBe('accepted');
  });

  it('broken credentials without quoting them', async () => {
    const broken = file('broken.json', '{"accessToken": "s3cret"');
    expect(await refusal([...where, '--credentials', broken])).toBe('--credentials does not hold JSON.');
  });

  it('settings that the POS cannot use, field by field', async () => {
    const settings = file('settings.json', '{"pos": {"taxes": [{"id": "a", "type": "MAYBE", "rate": 5}]}}');
    expect(await refusal([...withToken, '--settings', settings])).toContain('pos.taxes.0.type');
  });

  it('settings that are a list', async () =>
    expect(await refusal([...withToken, '--settings', file('list.json', '[]')])).toContain(
      'must hold a JSON object',
    ));
});

describe('npm run connect', () => {
  it('takes a bare token where a token is all that is asked for, and names the connection', async () => {
    const { request } = await readRequest(withToken);
    expect(request).toMatchObject({
      connectionId: 'loyverse-main',
      environment: 'production',
      credentials: { accessToken: seed.ACCESS_TOKEN },
    });
  });

  it('makes a request that connects: the sign-in is tried, the location found', async () => {
    const world = new MemoryWorld(simHttp({ loyverse: createLoyverse() }));
    const { request } = await readRequest([...withToken, '--external-location', seed.STORE_ID]);
    await connect(world, request);
    expect(world.connectionRows.get('loyverse-main')).toMatchObject({
      status: 'active',
      locationId: 'main',
      externalLocationId: seed.STORE_ID,
    });
  });
});
