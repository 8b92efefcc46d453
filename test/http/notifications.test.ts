import { routes } from '../../functions/src/entry/http/api/notifications';
import { routes as members } from '../../functions/src/entry/http/api/members';
import { Failure } from '../../functions/src/model/failure';
import type { Notice } from '../../functions/src/model/notice';
import { MemoryMessages } from '../support/memoryMessages';
import { memorySite } from '../support/memorySite';
import { MemoryWorld } from '../support/memoryWorld';

const BASE = '/v1/tenants/joes';
const NOTICE: Notice = {
  ...{ cause: 'needs_mapping:main', connectionId: 'main', severity: 'error', action: 'map_items' },
  ...{ title: 'Products need a POS item', message: 'Link “Soup”.' },
};

function aSite() {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  const messages = new MemoryMessages();
  world.messages = messages;
  const site = memorySite('api', [...routes, ...members], world);
  for (const role of ['owner', 'staff', 'viewer'] as const) world.memberRows.set(`joes/${role}`, role);
  const as = (uid: string) => {
    const token = site.identities.add(uid);
    return (method: string, path: string, body?: unknown) =>
      site.call({ method, path: `${BASE}${path}`, body, token });
  };
  return { world, messages, as };
}

describe('notices', () => {
  async function raised(count: number) {
    const site = aSite();
    for (let i = 0; i < count; i += 1) {
      await site.world.notices.tell(
        'joes',
        { ...NOTICE, cause: `order:${i}` },
        site.world.clock + Math.floor(i / 2),
      );
      await site.world.notices.tell('other', NOTICE, site.world.clock);
    }
    return site;
  }

  it('come page by page, the last raised first, each once', async () => {
    const { as } = await raised(7);
    const ask = as('viewer');
    const seen: string[] = [];
    let cursor = '';
    do {
      const { status, body } = await ask('GET', `/notifications?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      seen.push(...(body.notices as { id: string }[]).map(({ id }) => id));
      cursor = (body.next as string | undefined) ?? '';
    } while (cursor !== '');
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
  });

  it('take no cursor of another list', async () => {
    const { as } = await raised(7);
    const { body } = await as('viewer')('GET', '/notifications?limit=3');
    const other = await as('viewer')('GET', `/notifications?status=settled&cursor=${String(body.next)}`);
    expect([other.status, other.body.code]).toEqual([400, 'invalid_request']);
  });

  it('are settled by staff, and gone from the open ones then', async () => {
    const { as } = await raised(1);
    const { body } = await as('staff')('GET', '/notifications');
    const [{ id } = { id: '' }] = body.notices as { id: string }[];
    expect((await as('viewer')('POST', `/notifications/${id}/settle`)).status).toBe(403);
    const settled = await as('staff')('POST', `/notifications/${id}/settle`);
    expect(settled.body).toMatchObject({ id, kind: 'orders', status: 'settled' });
    expect((await as('staff')('POST', `/notifications/${id}/settle`)).body.status).toBe('settled');
    expect((await as('staff')('GET', '/notifications')).body.notices).toEqual([]);
    expect((await as('staff')('GET', '/notifications?status=settled')).body.notices).toHaveLength(1);
  });

  it('that there are not, or that are another tenant’s, cannot be settled', async () => {
    const { as } = await raised(1);
    expect((await as('owner')('POST', `/notifications/${'0'.repeat(32)}/settle`)).status).toBe(404);
  });
});

describe('preferences', () => {
  const WISHES = { email: 'jane.doe@example.com', whatsapp: '+491701234567', notices: { pulls: 'off' } };

  it('are one’s own, on top of the tenant’s, on top of ours', async () => {
    const { as } = aSite();
    const defaults = { timeZone: 'Europe/Berlin', notices: { prices: 'now' } };
    expect((await as('owner')('PUT', '/preferences/defaults', defaults)).status).toBe(200);
    await as('staff')('PUT', '/preferences', WISHES);
    const { body } = await as('staff')('GET', '/preferences');
    expect(body).toMatchObject({
      own: WISHES,
      effective: { timeZone: 'Europe/Berlin', notices: { orders: 'now', prices: 'now', pulls: 'off' } },
    });
    expect((await as('viewer')('GET', '/preferences')).body.own).toEqual({});
  });

  it('show an owner that somebody has an address, and not which; staff not even that', async () => {
    const { as } = aSite();
    await as('staff')('PUT', '/preferences', WISHES);
    const { body, text } = await as('owner')('GET', '/preferences/people');
    expect(body.people).toEqual([{ uid: 'staff', email: 'j***@example.com', whatsapp: '+49***67' }]);
    expect(text).not.toMatch(/jane|1701/);
    expect((await as('staff')('GET', '/preferences/people')).status).toBe(403);
  });

  it('leave with the member', async () => {
    const { as, world } = aSite();
    await as('staff')('PUT', '/preferences', WISHES);
    await as('owner')('DELETE', '/members/staff');
    expect([...world.messaging.own.keys()]).toEqual([]);
  });

  it('with something wrong are refused by name, and the value is not repeated', async () => {
    const { as } = aSite();
    const wrong = { email: 'jane@example.com\nBcc: all@example.com', whatsapp: '0170', timeZone: 'Moon' };
    const { status, text, body } = await as('staff')('PUT', '/preferences', wrong);
    expect(status).toBe(400);
    expect((body.errors as { path: string }[]).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['email', 'whatsapp', 'timeZone']),
    );
    expect(text).not.toMatch(/all@|0170|Moon/);
  });
});

describe('a test message', () => {
  it('goes to oneself on every channel', async () => {
    const { as, messages } = aSite();
    await as('viewer')('PUT', '/preferences', { email: 'v@example.com', whatsapp: '+491701234567' });
    const { body } = await as('viewer')('POST', '/preferences/test');
    expect(body.results).toEqual([
      { channel: 'email', outcome: 'sent' },
      { channel: 'whatsapp', outcome: 'sent' },
    ]);
    expect(messages.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['v@example.com', 'This is a test (joes)'],
    ]);
    expect(messages.texts).toHaveLength(1);
  });

  it('says what went wrong, channel by channel', async () => {
    const { as, world } = aSite();
    await as('viewer')('PUT', '/preferences', { email: 'v@example.com', whatsapp: '+491701234567' });
    world.messages = {
      mail: async () => {
        throw new Failure('unavailable', 'No sign-in.', { sent: false, advice: 'Ask the operator.' });
      },
    };
    expect((await as('viewer')('POST', '/preferences/test')).body.results).toEqual([
      { channel: 'email', outcome: 'not_sent', message: 'No sign-in. Ask the operator.' },
      { channel: 'whatsapp', outcome: 'refused', message: 'The operator has not set this up.' },
    ]);
  });

  it('takes an address first, and is sent no more often than other messages', async () => {
    const { as, world, messages } = aSite();
    expect((await as('viewer')('POST', '/preferences/test')).body.code).toBe('refused');
    await as('viewer')('PUT', '/preferences', { email: 'v@example.com' });
    const statuses: number[] = [];
    for (let minute = 0; minute < 25; minute += 1) {
      world.clock += 60_000;
      statuses.push((await as('viewer')('POST', '/preferences/test')).status);
    }
    expect([messages.mails.length, statuses.at(-1)]).toEqual([20, 429]);
  });
});
