import type { PriceChange } from '../../../functions/src/providers/change';
import { outcomes, resultsOf } from './changed';
import { open, STORE } from './fixtures';
import { asked, refusedWith, scripted, type Script, type Seen } from './scripted';

const WRITE = 'POST /v1.0/variants';

const row = (more: Record<string, unknown> = {}) => ({
  store_id: STORE,
  pricing_type: 'FIXED',
  price: 34,
  available_for_sale: true,
  optimal_stock: null,
  low_stock: 3,
  ...more,
});
const other = row({ store_id: 'store-2', price: 36 });
const variant = (more: Record<string, unknown> = {}) => ({
  variant_id: 'v1',
  item_id: 'i1',
  sku: '10010',
  reference_variant_id: 'ref',
  option1_value: 'Large',
  option2_value: null,
  barcode: null,
  cost: 8.5,
  purchase_cost: 0,
  default_pricing_type: 'FIXED',
  default_price: 32,
  stores: [row(), other],
  created_at: '2025-01-10T09:00:00.000Z',
  updated_at: '2025-03-02T17:20:11.000Z',
  deleted_at: null,
  ...more,
});

const change = (more: Partial<PriceChange> = {}): PriceChange => ({
  key: 'p:latte',
  link: { variationId: 'v1' },
  price: 3650,
  ...more,
});

const echo = ({ body }: Seen) => ({ json: body });
const oneVariant = (more: Record<string, unknown> = {}, write: Script = echo) =>
  scripted({ 'GET /v1.0/variants/v1': { json: variant(more) }, [WRITE]: write });

async function pushOne(
  { http, calls }: ReturnType<typeof scripted>,
  what = change(),
  scope?: 'everywhere' | 'location',
) {
  const outcome = await resultsOf(open(http, undefined, { priceScope: scope }).pushPrices([what]));
  return { ...outcome, writes: asked(calls, WRITE).map((call) => call.body as Record<string, unknown>) };
}

describe('a price in Loyverse', () => {
  it('is set at the store, and the whole variant is restated without what is read-only or null', async () => {
    const { results, writes } = await pushOne(oneVariant());
    expect(results).toEqual([{ key: 'p:latte', outcome: 'done' }]);
    expect(writes).toEqual([
      {
        variant_id: 'v1',
        item_id: 'i1',
        sku: '10010',
        reference_variant_id: 'ref',
        option1_value: 'Large',
        cost: 8.5,
        purchase_cost: 0,
        default_pricing_type: 'FIXED',
        default_price: 32,
        stores: [
          { store_id: STORE, pricing_type: 'FIXED', price: 36.5, available_for_sale: true, low_stock: 3 },
          { store_id: 'store-2', pricing_type: 'FIXED', price: 36, available_for_sale: true, low_stock: 3 },
        ],
      },
    ]);
  });

  it('is set everywhere: the default and every fixed row, but no open one', async () => {
    const open3 = row({ store_id: 'store-3', pricing_type: 'VARIABLE', price: null });
    const { results, writes } = await pushOne(
      oneVariant({ stores: [row(), other, open3] }),
      change(),
      'everywhere',
    );
    expect(results).toMatchObject([{ outcome: 'done' }]);
    expect(writes[0]?.default_price).toBe(36.5);
    expect(writes[0]?.stores).toMatchObject([
      { price: 36.5 },
      { price: 36.5 },
      { pricing_type: 'VARIABLE', store_id: 'store-3' },
    ]);
    expect((writes[0]?.stores as object[])[2]).not.toHaveProperty('price');
  });

  it('that is there already is not written again', async () => {
    const { results, writes } = await pushOne(oneVariant(), change({ price: 3400 }));
    expect(results).toEqual([{ key: 'p:latte', outcome: 'unchanged' }]);
    expect(writes).toEqual([]);
  });

  it('is written everywhere while only one store has it', async () => {
    const { writes } = await pushOne(oneVariant(), change({ price: 3400 }), 'everywhere');
    expect(writes).toHaveLength(1);
  });

  it('of zero is a price', async () => {
    const { results, writes } = await pushOne(oneVariant(), change({ price: 0 }));
    expect(results).toMatchObject([{ outcome: 'done' }]);
    expect(writes[0]?.stores).toMatchObject([{ price: 0 }, { price: 36 }]);
  });

  it('gets a row of its own where the store follows a fixed default', async () => {
    const { results, writes } = await pushOne(oneVariant({ stores: [other] }));
    expect(results).toMatchObject([{ outcome: 'done' }]);
    expect(writes[0]?.stores).toMatchObject([
      { store_id: 'store-2', price: 36 },
      { store_id: STORE, price: 36.5 },
    ]);
  });

  it('leaves out a default price that Loyverse would refuse beside an open one', async () => {
    const { writes } = await pushOne(oneVariant({ default_pricing_type: 'VARIABLE', default_price: null }));
    expect(writes[0]).not.toHaveProperty('default_price');
    expect(writes[0]?.default_pricing_type).toBe('VARIABLE');
  });

  it('in yen has no decimals', async () => {
    const { http, calls } = oneVariant();
    await resultsOf(open(http, undefined, { currency: 'JPY' }).pushPrices([change({ price: 480 })]));
    expect(asked(calls, WRITE)[0]?.body).toMatchObject({ stores: [{ price: 480 }, { price: 36 }] });
  });

  it.each([
    [
      'an open price',
      { stores: [row({ pricing_type: 'VARIABLE', price: null })] },
      /open price/,
      /Back Office/,
    ],
    [
      'an open default without a row',
      { stores: [], default_pricing_type: 'VARIABLE', default_price: null },
      /open price/,
      /Back Office/,
    ],
    ['a deleted item', { deleted_at: '2025-01-01T00:00:00.000Z' }, /deleted/, /Map the product/],
    [
      'an item that the store does not sell',
      { stores: [row({ available_for_sale: false })] },
      /not sell/,
      /sale/,
    ],
  ])('is refused with advice for %s, and nothing is written', async (_what, more, reason, advice) => {
    const { results, writes } = await pushOne(oneVariant(more));
    expect(results).toMatchObject([{ key: 'p:latte', outcome: 'refused' }]);
    const [result] = results;
    expect(result).toHaveProperty('reason', expect.stringMatching(reason));
    expect(result).toHaveProperty('advice', expect.stringMatching(advice));
    expect(writes).toEqual([]);
  });

  it('is refused in Loyverse’s words', async () => {
    const no = refusedWith(400, 'INVALID_VALUE', 'sku is taken', 'object.sku');
    const { results } = await pushOne(oneVariant({}, no));
    expect(results).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(/INVALID_VALUE sku is taken/) as string },
    ]);
  });

  it('is refused where Loyverse takes it and shows another', async () => {
    const { results } = await pushOne(oneVariant({}, { json: variant() }));
    expect(results).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(/36\.50.*34\.00/) as string },
    ]);
  });

  it('is not set without a store', async () => {
    const { http, calls } = oneVariant();
    const { failure } = await resultsOf(
      open(http, undefined, { externalLocationId: undefined }).pushPrices([change()]),
    );
    expect(failure?.kind).toBe('rejected');
    expect(calls).toEqual([]);
  });
});

describe('several prices', () => {
  const many = (count: number, answers: Record<string, Script> = {}) => {
    const reads = Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `GET /v1.0/variants/v${n}`,
        { json: variant({ variant_id: `v${n}` }) },
      ]),
    );
    const changes = Array.from({ length: count }, (_, n) =>
      change({ key: `k${n}`, link: { variationId: `v${n}` } }),
    );
    return { ...scripted({ ...reads, [WRITE]: echo, ...answers }), changes };
  };

  it('go on past one that Loyverse does not know', async () => {
    const { http, changes } = many(3, { 'GET /v1.0/variants/v1': refusedWith(404, 'NOT_FOUND') });
    const { results, failure } = await resultsOf(open(http).pushPrices(changes));
    expect(outcomes(results)).toEqual({ k0: 'done', k1: 'refused', k2: 'done' });
    expect(failure).toBeUndefined();
  });

  it('go on past one whose end nobody knows, which is thrown after the others', async () => {
    const { http, changes } = many(3, { 'GET /v1.0/variants/v1': { status: 500, json: {} } });
    const { results, failure } = await resultsOf(open(http).pushPrices(changes));
    expect(outcomes(results)).toEqual({ k0: 'done', k2: 'done' });
    expect(failure?.kind).toBe('unavailable');
  });

  it('stop after three failures in a row: that is no longer one item', async () => {
    const { http, calls, changes } = many(9, { [WRITE]: { status: 503, json: {} } });
    const { results, failure } = await resultsOf(open(http).pushPrices(changes));
    expect(results).toEqual([]);
    expect(failure?.kind).toBe('unavailable');
    expect(asked(calls, WRITE)).toHaveLength(3);
  });

  it.each([
    [429, 'throttled'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [402, 'rejected'],
  ])('stop at once at a %i', async (status, kind) => {
    const { http, calls, changes } = many(3, { [WRITE]: refusedWith(status, 'X') });
    const { failure } = await resultsOf(open(http).pushPrices(changes));
    expect(failure?.kind).toBe(kind);
    expect(asked(calls, WRITE)).toHaveLength(1);
  });
});
