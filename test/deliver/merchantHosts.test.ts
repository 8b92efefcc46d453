import { connect } from '../../functions/src/deliver/connect';
import { toolsFor } from '../../functions/src/deliver/tools';
import type { Http } from '../../functions/src/providers/http';
import { loadProvider } from '../../functions/src/providers/load';
import { MANIFESTS, manifestOf } from '../../functions/src/providers/manifests';
import { MemoryWorld } from '../support/memoryWorld';

/** The deployed bridge: real addresses, and a network that only notes what it is asked for. */
function deployed(...hosts: string[]) {
  const sent: { url: string; pin?: unknown }[] = [];
  const http: Http = async ({ url, pin }) => {
    sent.push({ url, pin });
    return { status: 200, headers: {}, text: '[]' };
  };
  const world = new MemoryWorld(http);
  world.baseUrl = async (provider) => manifestOf(provider)?.hosts.production ?? '';
  world.hosts = hosts;
  return { world, sent };
}

const get = (url: string) => ({ method: 'GET', url, headers: {}, effect: false, timeoutMs: 1_000 }) as const;
const httpOf = async (world: MemoryWorld, id: string) =>
  (await toolsFor(world, await loadProvider(id), 'production', world.http)).http;

const INSIDE = [
  'http://shop.example.com/',
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::1]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://metadata.google.internal/computeMetadata/v1/',
  'https://10.0.0.5/',
  'https://8.8.8.8:8443/',
];

describe('requests to hosts that merchants name', () => {
  const guarded = MANIFESTS.filter(({ merchantHosts }) => merchantHosts).map(({ id }) => id);
  const vendors = MANIFESTS.filter(({ merchantHosts }) => !merchantHosts).map(({ id }) => id);

  it('are those of the POS systems that have no address of their own', () => {
    expect(guarded).toEqual(['dine', 'odoo']);
  });

  it.each(guarded)('go to public addresses only, over TLS, at %s', async (id) => {
    const { world, sent } = deployed();
    const http = await httpOf(world, id);
    for (const url of INSIDE) await expect(http(get(url))).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toEqual([]);
    await http(get('https://8.8.8.8/'));
    expect(sent).toEqual([{ url: 'https://8.8.8.8/', pin: { address: '8.8.8.8', family: 4 } }]);
  });

  it('reach another port where the operator names it', async () => {
    const { world, sent } = deployed('8.8.8.8:8443');
    const http = await httpOf(world, 'dine');
    await http(get('https://8.8.8.8:8443/'));
    await expect(http(get('https://8.8.8.8:9000/'))).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toHaveLength(1);
  });

  it.each(vendors)('are no concern of %s, whose host is the vendor’s', async (id) => {
    const { world } = deployed();
    expect(await httpOf(world, id)).toBe(world.http);
  });

  it('are not held up where the emulator puts a stand-in on loopback', async () => {
    const { world } = deployed();
    world.baseUrl = async () => 'http://127.0.0.1:8069';
    expect(await httpOf(world, 'odoo')).toBe(world.http);
  });

  it('tell the adapter which hosts the operator allows', async () => {
    const { world } = deployed('pos.example.com');
    const tools = await toolsFor(world, await loadProvider('dine'), 'production', world.http);
    expect(tools.hosts).toEqual(['pos.example.com']);
  });

  it.each(['https://127.0.0.1', 'localhost:8069', 'http://shop.odoo.com', 'https://169.254.169.254'])(
    'are not even made to connect: %s',
    async (host) => {
      const { world, sent } = deployed();
      const request = {
        ...{ tenantId: 't', connectionId: 'c', provider: 'odoo', locationId: 'main' },
        credentials: { host, database: 'd', login: 'l', apiKey: 'k' },
      };
      await expect(connect(world, request)).rejects.toMatchObject({
        kind: 'rejected',
        detail: { advice: expect.stringMatching(/https/) as string },
      });
      expect([sent, world.connectionRows.size, world.vaultRows.size]).toEqual([[], 0, 0]);
    },
  );
});
