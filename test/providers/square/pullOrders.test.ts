import { all, refusal, sessionOn, type Script } from './scripted';
import { usd } from './priced';

const SEARCH = 'POST /v2/orders/search';
const at = (minute: number) => new Date(Date.UTC(2026, 0, 15, 9, minute)).toISOString();
const order = (id: string, changes: object = {}, minute = 0) => ({
  id,
  location_id: 'L1',
  state: 'OPEN',
  created_at: '2026-01-12T10:00:00Z',
  updated_at: at(minute),
  total_money: usd(2900),
  ...changes,
});
const pull = async (script: Script, request: { since?: string; from?: string } = {}) => {
  const wire = sessionOn(script);
  const pages = await all(wire.session.pullOrders(request));
  return { ...wire, pages, records: pages.flatMap(({ records }) => records) };
};
const pulled = async (...orders: object[]) => (await pull({ [SEARCH]: { json: { orders } } })).records[0];
interface Window {
  query: { filter: { date_time_filter: { updated_at: { start_at: string } } } };
}
const startOf = ({ body }: { body: object }) =>
  (body as Window).query.filter.date_time_filter.updated_at.start_at;

describe('pulling Square’s orders', () => {
  it('tells a sale with its lines', async () => {
    const sale = order('O1', {
      reference_id: 'marker-1',
      ticket_name: '1042',
      customer_id: 'C1',
      total_tax_money: usd(200),
      total_tip_money: usd(100),
      total_discount_money: usd(50),
      line_items: [
        {
          uid: 'a',
          catalog_object_id: 'V1',
          name: 'Lentil soup',
          quantity: '2',
          base_price_money: usd(1300),
          total_money: usd(2600),
          note: 'hot',
        },
        { uid: 'b', quantity: '0.5', base_price_money: usd(600), total_money: usd(300) },
      ],
    });
    expect(await pulled(sale)).toEqual({
      id: 'O1',
      number: '1042',
      reference: 'marker-1',
      status: 'accepted',
      placedAt: Date.UTC(2026, 0, 12, 10),
      updatedAt: Date.UTC(2026, 0, 15, 9),
      currency: 'USD',
      total: 2900,
      tax: 200,
      tip: 100,
      discount: 50,
      customerId: 'C1',
      lines: [
        {
          id: 'a',
          variationId: 'V1',
          name: 'Lentil soup',
          quantity: 2,
          unitPrice: 1300,
          total: 2600,
          note: 'hot',
        },
        { id: 'b', name: 'Custom amount', quantity: 0.5, unitPrice: 600, total: 300 },
      ],
    });
  });

  const stages = (...states: string[]) => ({ fulfillments: states.map((state) => ({ state })) });
  it.each([
    ['accepted', {}],
    ['accepted', stages('PROPOSED')],
    ['preparing', stages('RESERVED')],
    ['ready', stages('PREPARED')],
    ['completed', stages('COMPLETED')],
    ['cancelled', stages('CANCELED')],
    ['cancelled', stages('FAILED')],
    ['preparing', stages('PREPARED', 'RESERVED', 'CANCELED')],
    ['completed', { state: 'COMPLETED', ...stages('PREPARED') }],
    ['cancelled', { state: 'CANCELED', ...stages('PROPOSED') }],
  ])('tells as %s what is %j', async (status, changes) => {
    expect((await pulled(order('O1', changes)))?.status).toBe(status);
  });

  it('tells a refund with its sale and what went back', async () => {
    const refund = order('R1', {
      state: 'COMPLETED',
      total_money: usd(0),
      returns: [
        {
          source_order_id: 'O1',
          return_line_items: [
            { uid: 'r', catalog_object_id: 'V1', name: 'Soup', quantity: '1', total_money: usd(1404) },
          ],
        },
      ],
      return_amounts: { total_money: usd(1404), tax_money: usd(104) },
    });
    expect(await pulled(refund)).toMatchObject({
      refundOf: 'O1',
      status: 'refunded',
      total: 1404,
      tax: 104,
      lines: [{ id: 'r', variationId: 'V1', quantity: 1, total: 1404 }],
    });
  });

  it('knows our own orders by the mark that only we can write', async () => {
    const marked = order('O1', { reference_id: 'other', metadata: { tillbridge_order: 'marker-1' } });
    expect((await pulled(marked))?.reference).toBe('marker-1');
  });

  it('asks by change, oldest first, in every state; and from the beginning the first time', async () => {
    const { requests } = await pull({ [SEARCH]: { json: {} } });
    expect(requests[0]?.body).toMatchObject({
      location_ids: ['L1'],
      query: {
        filter: {
          date_time_filter: { updated_at: { start_at: '2009-01-01T00:00:00.000Z' } },
          state_filter: { states: ['OPEN', 'COMPLETED', 'CANCELED'] },
        },
        sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
      },
    });
  });

  it('hands on the newest change less five minutes, by Square’s clock', async () => {
    const orders = [order('O1', {}, 10), order('O2', {}, 20)];
    const { pages } = await pull({ [SEARCH]: { json: { orders } } }, { since: at(0) });
    expect(pages[0]).toMatchObject({ complete: true, full: false, checkpoint: at(15) });
  });

  it('keeps its checkpoint when nothing has changed', async () => {
    const { pages, requests } = await pull({ [SEARCH]: { json: {} } }, { since: at(7) });
    expect([startOf(requests[0]!), pages[0]?.checkpoint]).toEqual([at(7), at(7)]);
  });
});

describe('a pull of Square’s orders whose cursor died', () => {
  /** Two pages; the cursor of the first is good once the window has been asked for again. */
  const dying = (orders: object[]): Script => ({
    [SEARCH]: [
      { json: { orders, cursor: 'c' } },
      refusal(400, 'INVALID_CURSOR'),
      { json: { orders: [order('O3', {}, 30)] } },
    ],
  });

  it('goes on shortly before the newest order that it saw', async () => {
    const { requests, records, pages } = await pull(dying([order('O1', {}, 10), order('O2', {}, 20)]));
    expect(requests.map(startOf)).toEqual([startOf(requests[0]!), startOf(requests[0]!), at(15)]);
    expect(requests[2]?.body.cursor).toBeUndefined();
    expect([records.map(({ id }) => id), pages.at(-1)?.checkpoint]).toEqual([['O1', 'O2', 'O3'], at(25)]);
  });

  it('begins again when the pages did not come in order', async () => {
    const { requests } = await pull(dying([order('O2', {}, 20), order('O1', {}, 10)]));
    expect(startOf(requests[2]!)).toBe(startOf(requests[0]!));
  });
});
