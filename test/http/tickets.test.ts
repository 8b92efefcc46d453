import { Limits } from '../../functions/src/entry/http/limits';
import { TICKET_RATES } from '../../functions/src/entry/http/tickets/routes';
import { POLICY } from '../../functions/src/entry/http/tickets/view';
import { lookAt, sayYes } from '../../functions/src/deliver/tickets/page';
import { tokenFor, type Opened } from '../../functions/src/deliver/tickets/link';
import { jobIdOf } from '../../functions/src/model/job';
import { orderNews } from '../../functions/src/plan/events';
import { linkSigner } from '../../functions/src/records/linkSigner';
import { kitchen, linkIn } from '../support/kitchen';
import { anOrder } from '../support/orders';
import { ORDER } from '../support/shop';

const DAY_MS = 24 * 3_600_000;

/** A ticket that was sent, and the token of its link. */
async function aTicket(order = anOrder()) {
  const shop = await kitchen();
  shop.world.put(ORDER, order);
  await shop.world.settle();
  const path = linkIn(shop.messages.mails[0]?.text ?? '');
  const token = path.slice('/tickets/'.length);
  const { accountId } = shop.channel();
  const jobId = shop.world.jobOf(ORDER, 'pushOrder', 'k1')?.id ?? '';
  const good: Opened = { what: 'ticket', tenantId: 'demo', id: jobId, accountId };
  const made = (link: Partial<Opened>, expiresAt = shop.world.clock + DAY_MS) =>
    tokenFor(shop.world, { ...good, ...link }, expiresAt);
  const badge = () => shop.world.badge(ORDER, 'k1');
  return { ...shop, path, token, jobId, made, badge };
}
type Ticket = Awaited<ReturnType<typeof aTicket>>;

describe('the page behind a ticket’s link', () => {
  it('shows the order and a button, and looking at it acknowledges nothing', async () => {
    const { open, path, badge } = await aTicket();
    for (let preview = 0; preview < 3; preview += 1) {
      const { status, text } = await open(path);
      expect(status).toBe(200);
      for (const words of ['Order 1042', '2 x Lentil soup', 'Extra spicy', '32.00 USD', 'I have this order'])
        expect(text).toContain(words);
    }
    expect(badge()?.acknowledgedAt).toBeUndefined();
  });

  it('acknowledges by its button, once: the second time says when it was', async () => {
    const { open, path, badge, world } = await aTicket();
    const before = badge();
    const first = await open(path, 'POST');
    expect(first.text).toContain('Thank you. Acknowledged Thu 15 Jan, 07:00.');
    const at = world.clock;
    expect(badge()).toEqual({ ...before, acknowledgedAt: at });
    world.clock += 3_600_000;
    const second = await open(path, 'POST');
    expect(second.text).toContain('Acknowledged before, Thu 15 Jan, 07:00.');
    expect((await open(path)).text).not.toContain('<button');
    expect(badge()?.acknowledgedAt).toBe(at);
  });

  it('is news for storefronts, the same however often it is reported', async () => {
    const { open, path, world } = await aTicket();
    const before = world.orderDocs.get(ORDER);
    await open(path, 'POST');
    const change = { tenantId: 'demo', path: ORDER, before, after: world.orderDocs.get(ORDER) };
    const [news, ...more] = orderNews(change);
    expect([news?.type, news?.data.connectionId, more]).toEqual(['order.acknowledged', 'k1', []]);
    expect(orderNews(change)[0]?.id).toBe(news?.id);
    expect(orderNews({ ...change, before: change.after })).toEqual([]);
  });

  it('acknowledges before it is on record that it was sent', async () => {
    const shop = await aTicket();
    const { pos: _pos, ...bare } = shop.world.orderDocs.get(ORDER) ?? {};
    shop.world.orderDocs.set(ORDER, bare);
    await shop.open(shop.path, 'POST');
    expect(shop.badge()).toMatchObject({ status: 'pending', acknowledgedAt: shop.world.clock });
  });

  it('runs and fetches nothing, is kept and listed nowhere, and tells no other page its address', async () => {
    const { open, path } = await aTicket();
    for (const where of [path, '/tickets/nonsense'])
      expect((await open(where)).headers).toMatchObject({
        'content-security-policy': POLICY,
        'x-robots-tag': 'noindex, nofollow',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-type': 'text/html; charset=utf-8',
      });
    expect(POLICY).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self';/);
    expect((await open(path)).text).not.toMatch(/<script|<img|<link|style=|\son\w+=|https?:/i);
  });

  it('shows hostile names as the text that they are', async () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
    const bent = 'Sam\u202Egnp.exe\nTOTAL: 0.00\u2028x';
    const line = { id: 'l1', productId: 'p', name: evil, quantity: 1, unitPrice: 500, note: evil };
    const modifiers = [{ id: 'm', name: evil, quantity: 1, unitPrice: 0 }];
    const shop = await aTicket(
      anOrder({
        ...{
          number: evil.slice(0, 60),
          lines: [{ ...line, modifiers }],
          fees: [],
          tip: 0,
          tax: null,
          total: 500,
        },
        ...{ note: evil, customer: { name: bent, phone: evil.slice(0, 30) } },
        fulfillment: { type: 'delivery', table: evil.slice(0, 40), address: evil },
      }),
    );
    const [mail] = shop.messages.mails;
    for (const html of [(await shop.open(shop.path)).text, mail?.html ?? '']) {
      expect(html).not.toMatch(/<script|<img|onerror=alert\(2\)>(?!&)/i);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img');
    }
    expect(mail?.subject).not.toMatch(/[\r\n]/);
    expect(mail?.text).toContain('Name: Samgnp.exe TOTAL: 0.00 x\n');
  });

  it('asks a guesser to slow down', async () => {
    const { world } = await aTicket();
    const limits = new Limits(world.rateLimits, world.now, TICKET_RATES);
    const guess = () => limits.checkAddress('198.51.100.7');
    for (let tried = 0; tried < 60; tried += 1) guess();
    expect(guess).toThrow('Too many requests');
  });
});

/** Nobody who holds one of these gets anywhere: what is wrong, and a token of the kind. */
const WRONG: Record<string, (ticket: Ticket) => string | Promise<string>> = {
  'expired a moment ago': ({ made, world }) => made({}, world.clock),
  'of another tenant': ({ made }) => made({ tenantId: 'other' }),
  'of no job': ({ made }) => made({ id: 'nothing' }),
  'of the job that goes to the POS': ({ made }) =>
    made({ id: jobIdOf({ tenantId: 'demo', connectionId: 'c1', kind: 'pushOrder', subject: ORDER }) }),
  'of a connection to a POS, as an invitation': ({ made }) => made({ what: 'invitation', id: 'c1' }),
  'of a job, as an invitation': ({ made }) => made({ what: 'invitation' }),
  'made for who had the connection before': ({ made }) => made({ accountId: 'somebody-else' }),
  'whose connection is disconnected': async ({ token, world }) => {
    await world.connections.setStatus('demo', 'k1', 'disconnected', 'Gone.');
    return token;
  },
  'whose order is deleted': ({ token, world }) => {
    world.orderDocs.delete(ORDER);
    return token;
  },
  'signed with another key': ({ token }) => {
    const [payload = ''] = token.split('.');
    return `${payload}.${linkSigner(() => [Buffer.alloc(32, 7).toString('base64')]).sign(payload)}`;
  },
  'signed by the master key itself': ({ token }) => `${token.split('.')[0]}.${'A'.repeat(43)}`,
  'that is no ticket, well signed': ({ world }) => {
    const payload = Buffer.from(JSON.stringify({ what: 'ticket' })).toString('base64url');
    return `${payload}.${world.links.sign(payload)}`;
  },
  'with the mark in front': ({ token }) => token.split('.').reverse().join('.'),
  'with padding': ({ token }) => `${token}=`,
  'with a mark twice': ({ token }) => `${token}.${token.split('.')[1]}`,
  'in capitals': ({ token }) => token.toUpperCase(),
  empty: () => '.',
};

describe('a link that is no good', () => {
  it.each(Object.keys(WRONG))('%s: the same page as for any other, and nothing happens', async (what) => {
    const ticket = await aTicket();
    const token = (await WRONG[what]?.(ticket)) ?? '';
    const nonsense = await ticket.open('/tickets/nonsense');
    expect(nonsense.status).toBe(404);
    for (const method of ['GET', 'POST'])
      expect(await ticket.open(`/tickets/${token}`, method)).toEqual(nonsense);
    expect(ticket.badge()?.acknowledgedAt).toBeUndefined();
  });

  it('is one with any one character changed, left out or doubled', async () => {
    const { token, world, badge } = await aTicket();
    const other = (character: string) => (character === 'A' ? 'B' : 'A');
    let tried = 0;
    for (let at = 0; at < token.length; at += 1) {
      const [before, here, after] = [token.slice(0, at), token.charAt(at), token.slice(at + 1)];
      for (const forged of [
        before + other(here) + after,
        before + after,
        before + here + here + after,
        before,
      ]) {
        // Of equal neighbours it does not matter which one is left out.
        if (forged === token) continue;
        tried += 1;
        expect([at, await sayYes(world, forged)]).toEqual([at, undefined]);
      }
    }
    expect(tried).toBeGreaterThan(600);
    expect(badge()?.acknowledgedAt).toBeUndefined();
    expect(await lookAt(world, token)).toMatchObject({ is: 'ticket' });
  });

  it('is one of which the last character stands for the same bytes', async () => {
    const { token, world } = await aTicket();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const good = [...alphabet].filter((last) => token.endsWith(last));
    const passed = await Promise.all(
      [...alphabet].map(async (last) => ((await lookAt(world, token.slice(0, -1) + last)) ? last : '')),
    );
    expect(passed.filter(Boolean)).toEqual(good);
  });

  it('stays good for a week, and under a key that is no longer the first', async () => {
    const { token, world } = await aTicket();
    const [old, next] = [
      Buffer.alloc(32, 'memory').toString('base64'),
      Buffer.alloc(32, 9).toString('base64'),
    ];
    world.links = linkSigner(() => [next, old]);
    world.clock += 7 * DAY_MS - 1;
    expect(await lookAt(world, token)).toBeDefined();
    world.clock += 1;
    expect(await lookAt(world, token)).toBeUndefined();
    world.clock -= DAY_MS;
    world.links = linkSigner(() => [next]);
    expect(await lookAt(world, token)).toBeUndefined();
  });
});
