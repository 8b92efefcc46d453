import type { PriceChange } from '../../../functions/src/providers/change';
import { all, failureOf, open, POS } from './fixtures';
import { asked, refusedWith, routes, scripted, type Script } from './scripted';

const DETAILS = 'GET /itemdetails';
const change = (id: string, price: number): PriceChange => ({
  key: `p:${id}`,
  link: { variationId: id },
  price,
});
const item = (item_id: string, rate: number) => ({ item_id, name: `Item ${item_id}`, rate });
const details = (...items: object[]) => ({ json: { items } });

function pushed(changes: PriceChange[], scripts: Record<string, Script>, pos: unknown = POS) {
  const { http, calls } = scripted(scripts);
  return { calls, results: all(open(http, pos).pushPrices(changes)) };
}
const saving: Script = ({ body, path }) => ({
  json: { item: { item_id: path.slice(7), ...(body as object) } },
});

describe('prices pushed to Zoho', () => {
  it('are read together and written one by one, with the present name', async () => {
    const { calls, results } = pushed([change('1', 575), change('2', 300)], {
      [DETAILS]: details(item('1', 5), item('2', 3)),
      'PUT /items/1': saving,
    });
    expect(await results).toEqual([
      { key: 'p:1', outcome: 'done' },
      { key: 'p:2', outcome: 'unchanged' },
    ]);
    expect(routes(calls)).toEqual([DETAILS, 'PUT /items/1']);
    expect(calls[0]?.query).toMatchObject({ item_ids: '1,2' });
    expect(calls[1]?.body).toEqual({ name: 'Item 1', rate: 5.75 });
  });

  it('need one reading for a hundred items', async () => {
    const ids = Array.from({ length: 150 }, (_, n) => String(n));
    const { calls, results } = pushed(
      ids.map((id) => change(id, 100)),
      { [DETAILS]: ({ query }) => details(...(query.item_ids ?? '').split(',').map((id) => item(id, 1))) },
    );
    expect(await results).toHaveLength(150);
    expect(routes(calls)).toEqual([DETAILS, DETAILS]);
  });

  it('are refused for an item that is gone, and the others go on', async () => {
    const { results } = pushed([change('1', 1), change('2', 575)], {
      [DETAILS]: details(item('2', 5)),
      'PUT /items/2': saving,
    });
    expect(await results).toMatchObject([
      { key: 'p:1', outcome: 'refused', advice: expect.stringMatching(/map/) as string },
      { key: 'p:2', outcome: 'done' },
    ]);
  });

  it.each([
    ['Zoho refuses it', refusedWith(15, 'Too long.'), /Too long/],
    ['Zoho keeps another one', { json: { item: item('1', 5.7) } }, /5\.75 and shows 5\.70/],
  ])('are refused with the reason when %s', async (_why, answer, reason) => {
    const { results } = pushed([change('1', 575)], {
      [DETAILS]: details(item('1', 5)),
      'PUT /items/1': answer,
    });
    expect(await results).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(reason) as string },
    ]);
  });

  it('stop when Zoho blocks the organization', async () => {
    const { calls, results } = pushed([change('1', 575), change('2', 575)], {
      [DETAILS]: details(item('1', 5), item('2', 5)),
      'PUT /items/1': refusedWith(44, '', 429),
    });
    expect((await failureOf(results)).kind).toBe('throttled');
    expect(calls).toHaveLength(2);
  });

  it('go on behind one whose reply was lost, which is thrown at the end', async () => {
    const { calls, results } = pushed([change('1', 575), change('2', 575)], {
      [DETAILS]: details(item('1', 5), item('2', 5)),
      'PUT /items/1': { status: 500, text: '' },
      'PUT /items/2': saving,
    });
    expect((await failureOf(results)).kind).toBe('unavailable');
    expect(asked(calls, 'PUT /items/2')).toHaveLength(1);
  });
});

describe('prices pushed to a price list of Zoho', () => {
  const LIST = 'GET /pricebooks/900';
  const CHANGE = 'PUT /pricebooks/900';
  const SETTINGS = { ...POS, priceListId: '900' };
  const pricebook = (more: object = {}) => ({
    pricebook_id: '900',
    name: 'Bridge',
    pricebook_type: 'per_item',
    sales_or_purchase_type: 'sales',
    pricebook_items: [
      { item_id: '1', pricebook_item_id: '11', pricebook_rate: 5 },
      { item_id: '2', pricebook_item_id: '12', pricebook_rate: '3.00' },
    ],
    ...more,
  });

  it('are one reading and one writing of the whole list', async () => {
    const changes = [change('1', 575), change('2', 300), change('3', 100)];
    const { calls, results } = pushed(
      changes,
      { [LIST]: { json: { pricebook: pricebook() } }, [CHANGE]: {} },
      SETTINGS,
    );
    expect(await results).toEqual([
      { key: 'p:2', outcome: 'unchanged' },
      { key: 'p:1', outcome: 'done' },
      { key: 'p:3', outcome: 'done' },
    ]);
    expect(routes(calls)).toEqual([LIST, CHANGE]);
    expect(calls[1]?.body).toEqual({
      name: 'Bridge',
      pricebook_type: 'per_item',
      sales_or_purchase_type: 'sales',
      pricebook_items: [
        { item_id: '1', pricebook_item_id: '11', pricebook_rate: 5.75 },
        { item_id: '2', pricebook_item_id: '12', pricebook_rate: 3 },
        { item_id: '3', pricebook_rate: 1 },
      ],
    });
  });

  it('leave out an item that Zoho does not have', async () => {
    const { calls, results } = pushed(
      [change('1', 575), change('gone', 100)],
      {
        [LIST]: { json: { pricebook: pricebook() } },
        [CHANGE]: [refusedWith(1002), {}],
        [DETAILS]: details(item('1', 5)),
      },
      SETTINGS,
    );
    expect(await results).toMatchObject([
      { key: 'p:gone', outcome: 'refused' },
      { key: 'p:1', outcome: 'done' },
    ]);
    expect(routes(calls)).toEqual([LIST, CHANGE, DETAILS, CHANGE]);
  });

  it.each([
    ['a percentage', { pricebook_type: 'fixed_percentage' }],
    ['prices by quantity', { pricing_scheme: 'volume' }],
  ])('are refused for a list of %s, which a writing would spoil', async (_what, more) => {
    const { calls, results } = pushed(
      [change('1', 575)],
      { [LIST]: { json: { pricebook: pricebook(more) } } },
      SETTINGS,
    );
    const failure = await failureOf(results);
    expect([failure.kind, Boolean(failure.detail.advice)]).toEqual(['rejected', true]);
    expect(routes(calls)).toEqual([LIST]);
  });
});
