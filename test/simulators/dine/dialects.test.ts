import * as seed from './seed';
import { type Json, type Shown, till } from './till';

const tag = { TagName: 'Milk', TagValue: 'Oat', Quantity: 1, Price: 0.6 };
const latte = {
  MenuItemName: 'Iced latte',
  MenuItemSyncId: seed.LATTE_ITEM_ID,
  MenuItemType: 0,
  PortionName: 'Normal',
  Price: 4.5,
  Quantity: 2,
  OrderRef: 'l1',
  OrderStatus: ['New'],
  FlyOrderStatus: 'New',
  OrderTagItems: [tag],
};
const contents = (more: Json = {}): Json => ({
  DepartmentName: 'Takeaway',
  ClosingTag: '',
  GoRequest: true,
  QueueNumber: '',
  TicketNumber: 'WEB-1',
  TotalAmount: 10.2,
  Entities: [{ EntityTypeId: 1, EntityName: 'Ana' }],
  Orders: [latte],
  ...more,
});
const ticket = (inner: Json = contents(), more: Json = {}): Json => ({
  claimed: false,
  status: 'IN',
  locationId: seed.OUTLET_ID,
  ticketNumber: 'WEB-1',
  deliveryContents: JSON.stringify(inner),
  response: JSON.stringify({ ApprovalCode: '', TransactionNo: '' }),
  ...more,
});

describe('the gateway of dineplan', () => {
  const gateway = (options = {}) => {
    const { send, model, get } = till({ dialect: 'dineplan', ...options });
    return { model, get, create: (body: Json) => send('POST', '/v1/ticket/create', body) };
  };

  it('takes a ticket whose contents are JSON inside a text', async () => {
    const { create, model } = gateway();
    const reply = await create(ticket());
    expect(reply.json).toEqual({ id: 'tk-1', ticketNumber: 'WEB-1' });
    expect(model.orders()).toMatchObject([
      { id: 'tk-1', reference: 'WEB-1', locationId: seed.OUTLET_ID, state: 'open', total: 1020 },
    ]);
    const paid = JSON.stringify({ ApprovalCode: '', TransactionNo: '77' });
    const inner = contents({ TicketNumber: 'WEB-2' });
    await create(ticket(inner, { ticketNumber: 'WEB-2', response: paid }));
    expect(model.orders()[1]?.state).toBe('paid');
  });

  it.each([
    ['refused', 409, 1],
    ['stored', 200, 2],
  ] as const)('has a ticket number taken twice %s', async (repeatedTicket, status, held) => {
    const { create, model } = gateway({ repeatedTicket });
    await create(ticket());
    expect((await create(ticket())).status).toBe(status);
    expect(model.orders()).toHaveLength(held);
  });

  it('may say nothing about what it has taken', async () => {
    const { create } = gateway({ ticketReply: 'empty' });
    expect(await create(ticket())).toMatchObject({ status: 200, json: {} });
    expect((await create(ticket(contents({ TicketNumber: 'B' }), { ticketNumber: 'B' }))).json).toEqual({});
  });

  it.each<[string, Json, number, number]>([
    ['contents that are no text', ticket(contents(), { deliveryContents: contents() }), 400, 0],
    ['contents that are no JSON', ticket(contents(), { deliveryContents: '{oops' }), 400, 0],
    ['another status', ticket(contents(), { status: 'OUT' }), 400, 1],
    ['an unknown field', ticket(contents({ Note: 'x' })), 400, 1],
    ['two numbers', ticket(contents({ TicketNumber: 'WEB-9' })), 422, 0],
    ['a wrong sum', ticket(contents({ TotalAmount: 10 })), 422, 0],
    ['half a cent', ticket(contents({ TotalAmount: 10.205 })), 400, 0],
    ['an unknown item', ticket(contents({ Orders: [{ ...latte, MenuItemSyncId: 9 }] })), 404, 0],
    ['another outlet', ticket(contents(), { locationId: seed.OTHER_OUTLET_ID }), 403, 0],
  ])('refuses %s', async (_, body, status, violations) => {
    const { create, model } = gateway();
    expect((await create(body)).status).toBe(status);
    expect(model.orders()).toEqual([]);
    expect(model.state().violations).toBe(violations);
  });

  it('knows nothing but orders', async () => {
    const { get, model } = gateway();
    expect((await get('/v1/outlets')).status).toBe(404);
    expect((await get('/v1/outlets', { authorization: 'Bearer no' })).status).toBe(401);
    expect(model.state().violations).toBe(1);
  });
});

describe('the reading side of dinlr', () => {
  const BASE = `/v1/${seed.RESTAURANT_ID}/onlineorder`;

  it('shows restaurant, locations, dining options and items', async () => {
    const { get } = till({ dialect: 'dinlr', currency: 'JPY' });
    const restaurant = await get<Shown>(`${BASE}/restaurant`);
    expect(restaurant.json.data).toMatchObject({ id: seed.RESTAURANT_ID, currency: 'JPY' });
    expect((await get(`${BASE}/locations`)).json.data).toHaveLength(3);
    const options = await get(`${BASE}/dining-options?location_id=${seed.OUTLET_ID}`);
    expect(options.json.data).toMatchObject([{ id: seed.DINING_OPTION_ID }]);
    const items = await get(`${BASE}/items?location_id=${seed.SECOND_OUTLET_ID}&limit=250`);
    expect(items.json.data).toHaveLength(9);
    expect(items.json.data[0]).toMatchObject({ category: 'Food', variants: [{ name: 'Small' }, {}, {}] });
  });

  it('pages from one, and shows what changed since', async () => {
    const { get, model } = till({ dialect: 'dinlr' });
    const items = `${BASE}/items?location_id=${seed.OUTLET_ID}`;
    expect((await get(`${items}&limit=4&page=3`)).json.data).toHaveLength(2);
    expect((await get(`${items}&limit=251`)).status).toBe(400);
    expect((await get(`${BASE}/locations?limit=201`)).status).toBe(400);
    model.staff().changeItem(seed.WATER_ITEM_ID, { name: 'Still water' });
    const since = '2026-01-15T13:30:00+00:00';
    expect((await get(`${items}&update_at_min=${since}`)).status).toBe(400);
    const changed = await get(`${items}&update_at_min=${encodeURIComponent(since)}`);
    expect(changed.json.data).toMatchObject([{ name: 'Still water' }]);
  });

  it('belongs to the restaurant of the bearer', async () => {
    const { get } = till({ dialect: 'dinlr' });
    const other = { authorization: `Bearer ${seed.OTHER_BEARER}` };
    expect((await get(`${BASE}/restaurant`, other)).status).toBe(403);
    expect((await get(`${BASE}/items`)).status).toBe(400);
  });

  it('lets the merchant agree, and says which restaurant it is', async () => {
    const { get, model } = till({ dialect: 'dinlr' });
    const query = (more: object) =>
      new URLSearchParams({
        client_id: seed.CLIENT_ID,
        redirect_uri: seed.REDIRECT_URI,
        state: 's1',
        ...more,
      }).toString();
    const { status, headers } = await get(`/oauth/authorize?${query({})}`);
    const back = new URL(headers?.location ?? '');
    expect([status, back.searchParams.get('restaurant_id'), back.searchParams.get('state')]).toEqual([
      302,
      seed.RESTAURANT_ID,
      's1',
    ]);
    expect((await get(`/oauth/authorize?${query({ client_id: 'x' })}`)).status).toBe(400);
    expect((await get(`/oauth/authorize?${query({ scope: 'all' })}`)).status).toBe(400);
    expect(model.state().violations).toBe(1);
  });
});
