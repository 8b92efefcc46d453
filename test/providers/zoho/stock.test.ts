import type { StockChange } from '../../../functions/src/providers/change';
import { all, failureOf, LOCATION, NOW, open, ORGANIZATION, POS } from './fixtures';
import { refusedWith, routes, scripted, type Script } from './scripted';

const DETAILS = 'GET /itemdetails';
const POST = 'POST /inventoryadjustments';
const change = (id: string, quantity: number, more: Partial<StockChange> = {}): StockChange => ({
  key: `p:${id}`,
  link: { variationId: id },
  quantity,
  countedAt: NOW - 60_000,
  ...more,
});
const item = (item_id: string, onHand: number | string, more: object = {}) => ({
  item_id,
  name: item_id,
  actual_available_stock: onHand,
  last_modified_time: '2026-11-21T15:00:00+0530',
  ...more,
});
const details = (...items: object[]) => ({ json: { items } });

function set(changes: StockChange[], scripts: Record<string, Script>, more: Record<string, unknown> = {}) {
  const { http, calls } = scripted(scripts);
  return { calls, results: all(open(http, POS, more).setStock(changes)) };
}
const alone = { externalLocationId: ORGANIZATION };

describe('stock set in Zoho', () => {
  it('is posted as the difference to what is physically there, all items in one adjustment', async () => {
    const { calls, results } = set(
      [change('1', 5), change('2', 0.35), change('3', 7)],
      { [DETAILS]: details(item('1', 8), item('2', '0.1'), item('3', 7)), [POST]: {} },
      alone,
    );
    expect(await results).toEqual([
      { key: 'p:3', outcome: 'unchanged' },
      { key: 'p:1', outcome: 'done' },
      { key: 'p:2', outcome: 'done' },
    ]);
    expect(routes(calls)).toEqual([DETAILS, POST]);
    expect(calls[1]?.effect).toBe(true);
    expect(calls[1]?.body).toMatchObject({
      date: '2026-11-21',
      adjustment_type: 'quantity',
      reference_number: expect.stringMatching(/^tillbridge-[0-9a-f]{12}$/) as string,
      line_items: [
        { item_id: '1', quantity_adjusted: -3 },
        { item_id: '2', quantity_adjusted: 0.25 },
      ],
    });
  });

  it.each([
    ['locations', { location_id: LOCATION, location_actual_available_stock: '4' }],
    ['warehouses', { warehouse_id: LOCATION, warehouse_actual_available_stock: 4 }],
  ])('is compared with the figure of the location, by %s', async (name, own) => {
    const other = { location_id: '1', warehouse_id: '1', location_actual_available_stock: 99 };
    const { calls, results } = set([change('1', 5)], {
      [DETAILS]: details(item('1', 103, { [name]: [other, own] })),
      [POST]: {},
    });
    expect(await results).toEqual([{ key: 'p:1', outcome: 'done' }]);
    expect(calls[1]?.body).toMatchObject({ location_id: LOCATION, line_items: [{ quantity_adjusted: 1 }] });
  });

  it('is done once although it is asked for twice', async () => {
    let onHand = 8;
    const scripts: Record<string, Script> = {
      [DETAILS]: () => details(item('1', onHand)),
      [POST]: () => {
        onHand = 5;
        return { status: 500, text: '' };
      },
    };
    expect((await failureOf(set([change('1', 5)], scripts, alone).results)).kind).toBe('unavailable');
    const again = set([change('1', 5)], scripts, alone);
    expect(await again.results).toEqual([{ key: 'p:1', outcome: 'unchanged' }]);
    expect(routes(again.calls)).toEqual([DETAILS]);
  });

  it.each([
    ['not counted', item('1', ''), /does not count/],
    ['not tracked', item('1', 3, { track_inventory: false }), /does not count/],
    [
      'changed after it was counted',
      item('1', 3, { last_modified_time: '2026-11-21T17:29:30+0530' }),
      /after it was counted/,
    ],
    ['unknown', item('other', 3), /does not know/],
  ])(
    'is refused for an item that is %s, without a call that changes anything',
    async (_how, found, reason) => {
      const { calls, results } = set([change('1', 5)], { [DETAILS]: details(found) }, alone);
      expect(await results).toMatchObject([
        { outcome: 'refused', reason: expect.stringMatching(reason) as string },
      ]);
      expect(routes(calls)).toEqual([DETAILS]);
    },
  );

  it('is halved where Zoho refuses one item, and the others are set once', async () => {
    const posted: string[] = [];
    const { results } = set(
      ['1', '2', 'batch', '3'].map((id) => change(id, 5)),
      {
        [DETAILS]: details(item('1', 1), item('2', 1), item('batch', 1), item('3', 1)),
        [POST]: ({ body }) => {
          const ids = (body as { line_items: { item_id: string }[] }).line_items.map((line) => line.item_id);
          if (ids.includes('batch')) return refusedWith(15, 'Batches are needed.');
          posted.push(...ids);
          return {};
        },
      },
      alone,
    );
    const outcomes = Object.fromEntries((await results).map(({ key, outcome }) => [key, outcome]));
    expect(outcomes).toEqual({ 'p:1': 'done', 'p:2': 'done', 'p:batch': 'refused', 'p:3': 'done' });
    expect(posted.sort()).toEqual(['1', '2', '3']);
  });

  it('never puts two counts of one item into one adjustment', async () => {
    const { calls, results } = set(
      [change('1', 5), change('1', 6, { key: 'p:twin' })],
      { [DETAILS]: details(item('1', 1)), [POST]: {} },
      alone,
    );
    expect(await results).toHaveLength(2);
    expect(routes(calls)).toEqual([DETAILS, POST, DETAILS, POST]);
  });
});
