import { connect } from '../../functions/src/deliver/connect';
import { readRequest } from '../../scripts/cli/connect';
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
