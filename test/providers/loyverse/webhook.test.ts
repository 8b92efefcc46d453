import { createHmac } from 'node:crypto';
import { loyverse } from '../../../functions/src/providers/loyverse';

const webhook = loyverse.webhook!;
const SECRET = 'app-secret';
const TOKEN = 'q83vEjRWeJCrze8SNFZ4kA';
const url = 'https://bridge.test/hooks/loyverse';
const rawBody = Buffer.from('{"type":"items.update","items":[]}');
const digest = (encoding: 'hex' | 'base64', key = SECRET, body: Buffer = rawBody) =>
  createHmac('sha1', key).update(body).digest(encoding);
const signedBy = (signature: string | undefined, more: object = {}) => ({
  headers: { 'x-loyverse-signature': signature },
  rawBody,
  url,
  ...more,
});

describe('a delivery by Loyverse', () => {
  it.each([
    ['hex', digest('hex')],
    ['base64', digest('base64')],
  ])('is believed when its %s signature fits', (_form, signature) =>
    expect(webhook.verify(signedBy(signature), [SECRET])).toBe(true),
  );

  it('is believed under either secret while one replaces the other', () =>
    expect(webhook.verify(signedBy(digest('hex', 'old')), ['new', 'old'])).toBe(true));

  it.each([
    ['a forged signature', signedBy('0'.repeat(40))],
    ['a signature of another length', signedBy('abc')],
    ['an empty signature', signedBy('')],
    ['no signature', signedBy(undefined)],
    ['another body', signedBy(digest('hex'), { rawBody: Buffer.from('{}') })],
    ['the key of somebody else', signedBy(digest('hex', 'other'))],
  ])('is refused with %s', (_what, delivery) => expect(webhook.verify(delivery, [SECRET])).toBe(false));

  it.each([[[]], [['']]])('is refused when the secrets are %j', (secrets) =>
    expect(webhook.verify(signedBy(digest('hex', '')), secrets)).toBe(false),
  );

  it.each([`${url}/${TOKEN}`, `${url}?token=${TOKEN}`])(
    'without a signature is believed by the token in its address: %s',
    (address) => {
      expect(webhook.verify(signedBy(undefined, { url: address }), [TOKEN])).toBe(true);
      expect(webhook.verify(signedBy(undefined, { url: address }), [SECRET])).toBe(false);
    },
  );

  it('is refused by a token that could be guessed, or with a signature beside it that does not fit', () => {
    expect(webhook.verify(signedBy(undefined, { url: `${url}/short` }), ['short'])).toBe(false);
    expect(webhook.verify(signedBy('0'.repeat(40), { url: `${url}/${TOKEN}` }), [TOKEN])).toBe(false);
    expect(webhook.verify(signedBy(undefined, { url: 'no address' }), [TOKEN])).toBe(false);
  });
});

describe('what a delivery says', () => {
  const receipts = [
    { receipt_number: '1', store_id: 's1', updated_at: 'a' },
    { receipt_number: '2', store_id: 's2', updated_at: 'a' },
    { receipt_number: '3', store_id: 's1', updated_at: 'a' },
  ];
  const delivery = (more: object = {}) => ({
    merchant_id: 'm1',
    type: 'receipts.update',
    created_at: 'now',
    receipts,
    ...more,
  });

  it('is one hint per store', () => {
    const hints = webhook.read(delivery());
    expect(
      hints.map(({ externalLocationId, due, accountId, revoked }) => [
        externalLocationId,
        due,
        accountId,
        revoked,
      ]),
    ).toEqual([
      ['s1', ['orders'], 'm1', false],
      ['s2', ['orders'], 'm1', false],
    ]);
    expect(new Set(hints.map((hint) => hint.eventId)).size).toBe(2);
  });

  it.each([
    ['items.update', 'items', ['catalog']],
    ['inventory_levels.update', 'inventory_levels', ['stock']],
    ['customers.update', 'customers', ['customers']],
  ])('%s makes a pull due', (type, list, due) =>
    expect(webhook.read({ merchant_id: 'm1', type, [list]: [{ id: 'x', updated_at: 'a' }] })).toMatchObject([
      { due, accountId: 'm1' },
    ]),
  );

  it('has the same id when it is delivered again, in another order, at another time', () => {
    const ids = (body: unknown) =>
      webhook
        .read(body)
        .map((hint) => hint.eventId)
        .sort();
    expect(ids(delivery({ created_at: 'later', receipts: [...receipts].reverse() }))).toEqual(
      ids(delivery()),
    );
    const changed = receipts.map((row) => ({ ...row, updated_at: 'b' }));
    expect(ids(delivery({ receipts: changed }))).not.toEqual(ids(delivery()));
  });

  it('is worth a look when its list cannot be read', () =>
    expect(webhook.read(delivery({ receipts: 'odd' }))).toMatchObject([{ due: ['orders'] }]));

  it.each([
    [null],
    [[]],
    ['text'],
    [{ type: 'shifts.create', shifts: [{}] }],
    [{ type: 'constructor' }],
    [{ type: 7 }],
  ])('is nothing in %j', (body) => expect(webhook.read(body)).toEqual([]));
});
