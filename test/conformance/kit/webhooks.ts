import type { Delivery, Webhook } from '../../../functions/src/providers/webhook';
import { unless, type Group } from './group';
import { stage } from './stage';
import type { WebhookFacts } from './shelf';
import type { Subject } from './subject';

const SECRET = 'WebhookSecretOfTheKit0123456789abcdef';
const OLD_SECRET = 'WebhookSecretOfLastYear0123456789abc';

/** What may arrive in place of a body. */
const RUBBISH: readonly unknown[] = [
  undefined,
  null,
  7,
  true,
  '',
  'not json',
  [],
  [null],
  {},
  { type: null },
  { type: 7, data: [] },
  { type: '__proto__' },
  { event: 'constructor' },
  { type: 'toString', merchant_id: {} },
  { data: { object: { order: 'x' } }, type: 'order.created' },
];

interface Hook {
  webhook: Webhook;
  facts: WebhookFacts;
  at: number;
  /** As it comes from the vendor. */
  genuine: (event?: string, secret?: string) => Delivery & { text: string };
}

async function hookOf(subject: Subject): Promise<Hook> {
  const here = await stage(subject);
  const { webhook } = here.provider;
  const facts = subject.webhook;
  if (!webhook || !facts) throw new Error('The adapter or its subject knows no webhooks.');
  const at = here.world.clock;
  const [first = ''] = Object.keys(facts.events);
  const genuine = (event = first, secret = SECRET) => {
    const { headers, body, url } = facts.deliver({ secret, at, event });
    return { headers, rawBody: Buffer.from(body), url, receivedAt: at, text: body };
  };
  return { webhook, facts, at, genuine };
}

/** A delivery whose proof, a signature or the token in its address, is another. */
function withProof(
  { url, headers, ...rest }: Delivery,
  header: string | undefined,
  change: (proof: string) => string | undefined,
): Delivery {
  if (header === undefined)
    return { ...rest, headers, url: url.replace(SECRET, encodeURIComponent(change(SECRET) ?? '')) };
  return { ...rest, url, headers: { ...headers, [header]: change(headers[header] ?? '') } };
}

function verifyTests(subject: Subject): void {
  const { header, staleMs = { cannot: 'not stated' } } = subject.webhook ?? {};
  const signed = unless(
    header === undefined ? 'nothing is signed: a token in the address stands for it' : undefined,
  );

  it('are believed when they are genuine', async () => {
    const { webhook, genuine, facts } = await hookOf(subject);
    for (const event of Object.keys(facts.events))
      expect(webhook.verify(genuine(event), [SECRET])).toBe(true);
  });

  it('are believed under the old and under the new secret while secrets rotate', async () => {
    const { webhook, genuine } = await hookOf(subject);
    expect(webhook.verify(genuine(), [OLD_SECRET, SECRET])).toBe(true);
    expect(webhook.verify(genuine(undefined, OLD_SECRET), [OLD_SECRET, SECRET])).toBe(true);
    expect(webhook.verify(genuine(undefined, OLD_SECRET), [SECRET])).toBe(false);
  });

  it('are not believed under another secret, an empty one or none', async () => {
    const { webhook, genuine } = await hookOf(subject);
    for (const secrets of [['another-secret-of-this-length-0123456789'], [''], [], [SECRET.slice(1)]])
      expect(webhook.verify(genuine(), secrets)).toBe(false);
  });

  signed('are not believed when one byte of the body is another', async () => {
    const { webhook, genuine } = await hookOf(subject);
    const delivery = genuine();
    const rawBody = Buffer.from(delivery.text.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, '~'));
    expect(webhook.verify({ ...delivery, rawBody }, [SECRET])).toBe(false);
  });

  for (const [what, change] of [
    ['cut short', (text: string) => text.slice(0, -1)],
    ['with something behind it', (text: string) => `${text} `],
    ['empty', () => ''],
  ] as const)
    signed(`are not believed with a body that is ${what}`, async () => {
      const { webhook, genuine } = await hookOf(subject);
      const delivery = genuine();
      const rawBody = Buffer.from(change(delivery.text));
      expect(webhook.verify({ ...delivery, rawBody }, [SECRET])).toBe(false);
    });

  it.each([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['shorter', (text: string) => text.slice(0, -2)],
    ['longer', (text: string) => `${text}00`],
    ['of the same length', (text: string) => text.replace(/[a-z0-9]{8}/i, '00000000')],
    ['no text of its kind', (text: string) => 'é'.repeat(text.length)],
    ['huge', () => 'a'.repeat(100_000)],
  ])('are not believed with a signature or token that is %s', async (_what, change) => {
    const { webhook, genuine } = await hookOf(subject);
    expect(webhook.verify(withProof(genuine(), header, change), [SECRET])).toBe(false);
  });

  it('are not believed without any header, body or usable address', async () => {
    const { webhook, genuine } = await hookOf(subject);
    expect(webhook.verify({ ...genuine(), headers: {} }, [SECRET])).toBe(header === undefined);
    expect(webhook.verify({ headers: {}, rawBody: Buffer.alloc(0), url: '' }, [SECRET])).toBe(false);
    expect(webhook.verify({ headers: {}, rawBody: Buffer.alloc(0), url: 'no address' }, [SECRET])).toBe(
      false,
    );
  });

  unless(typeof staleMs === 'number' ? undefined : staleMs.cannot)(
    'are not believed once they are old, nor from the future',
    async () => {
      const { webhook, genuine, at } = await hookOf(subject);
      const off = Number(staleMs) + 60_000;
      expect(webhook.verify({ ...genuine(), receivedAt: at + off }, [SECRET])).toBe(false);
      expect(webhook.verify({ ...genuine(), receivedAt: at - off }, [SECRET])).toBe(false);
    },
  );
}

function readTests(subject: Subject): void {
  const { events = {}, revoked = { cannot: 'not stated' } } = subject.webhook ?? {};

  it.each(Object.entries(events))('of %s make due %j', async (event, due) => {
    const { webhook, genuine } = await hookOf(subject);
    const hints = webhook.read(JSON.parse(genuine(event).text));
    expect(new Set(hints.flatMap((hint) => hint.due))).toEqual(new Set(due));
    expect(hints.map((hint) => hint.revoked)).toEqual(hints.map(() => false));
  });

  it('have the same id when they come again, and another when they are others', async () => {
    const { webhook, genuine, facts } = await hookOf(subject);
    const idsOf = (event?: string) =>
      webhook.read(JSON.parse(genuine(event).text)).map((hint) => hint.eventId);
    const body: unknown = JSON.parse(genuine().text);
    expect(webhook.read(body)).toEqual(webhook.read(structuredClone(body)));
    const [one = '', other = ''] = Object.keys(facts.events);
    expect(idsOf(one)).not.toEqual(idsOf(other));
    for (const id of idsOf(one)) expect(id).toMatch(/^\S+$/);
  });

  it('that concern nobody make nothing due', async () => {
    const { webhook, genuine, facts } = await hookOf(subject);
    expect(webhook.read(JSON.parse(genuine(facts.idle).text))).toEqual([]);
  });

  unless(typeof revoked === 'string' ? undefined : revoked.cannot)(
    'tell that the merchant took our access away',
    async () => {
      const { webhook, genuine } = await hookOf(subject);
      const hints = webhook.read(JSON.parse(genuine(String(revoked)).text));
      expect(hints).toMatchObject([{ revoked: true }]);
      expect(hints[0]?.accountId).toMatch(/\w/);
    },
  );

  it.each(RUBBISH)('never throw over a body that is %j', async (body) => {
    const { webhook } = await hookOf(subject);
    const hints = webhook.read(body);
    expect(Array.isArray(hints)).toBe(true);
    for (const hint of hints) expect(hint.revoked).toBe(false);
  });
}

/** A delivery is a hint, and a forged one is nothing. */
export const webhooksGroup: Group = {
  name: 'webhooks',
  needs: [],
  tests: (subject) => {
    it('are read by the adapter exactly where the subject says that the POS sends them', async () => {
      const { webhook } = (await stage(subject)).provider;
      expect(webhook !== undefined).toBe(subject.webhook !== undefined);
    });
    if (!subject.webhook) return;
    verifyTests(subject);
    readTests(subject);
  },
};
