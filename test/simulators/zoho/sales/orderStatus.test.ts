import * as seed from '../seed';
import { lemonade, roti, sale, till } from '../till';

describe('the status of a sales order', () => {
  it('goes from draft to confirmed to void, and reserves stock meanwhile', async () => {
    const { order, post, get, model, stockOf } = till();
    const { salesorder_id } = (await order(sale([{ ...roti, quantity: 4 }]))).json.salesorder;
    expect((await stockOf(seed.ROTI_ID)).actual_available_for_sale_stock).toBe(40);
    await post(`/salesorders/${salesorder_id}/status/confirmed`);
    expect(await stockOf(seed.ROTI_ID)).toMatchObject({
      ...{ actual_available_stock: 40, actual_committed_stock: 4, actual_available_for_sale_stock: 36 },
    });
    expect((await get(`/salesorders/${salesorder_id}`)).json.salesorder).toMatchObject({
      ...{ order_status: 'confirmed', invoiced_status: 'not_invoiced', paid_status: 'unpaid' },
    });
    expect(model.orders()).toMatchObject([{ visible: true, state: 'open' }]);
    await post(`/salesorders/${salesorder_id}/status/void`);
    expect((await stockOf(seed.ROTI_ID)).actual_available_for_sale_stock).toBe(40);
    expect(model.orders()).toMatchObject([{ state: 'cancelled' }]);
    expect((await post(`/salesorders/${salesorder_id}/status/confirmed`)).json.code).toBe(4);
  });

  it.each([
    ['accepted', 200],
    ['refused', 400],
  ] as const)('asked for again is %s', async (repeatedStatus, status) => {
    const { confirmed, post, stockOf } = till({ repeatedStatus });
    const { salesorder_id } = await confirmed(sale([roti]));
    expect((await post(`/salesorders/${salesorder_id}/status/confirmed`)).status).toBe(status);
    expect((await stockOf(seed.ROTI_ID)).actual_available_for_sale_stock).toBe(39);
  });

  it('is confirmed for up to 25 orders at once, or for none', async () => {
    const { order, post, model } = till();
    const ids: string[] = [];
    for (const number of ['WEB-1', 'WEB-2'])
      ids.push((await order(sale([lemonade], { salesorder_number: number }))).json.salesorder.salesorder_id);
    expect((await post(`/salesorders/status/confirmed?salesorder_ids=${ids.join(',')},1`)).status).toBe(404);
    expect(model.orders().some(({ visible }) => visible)).toBe(false);
    await post(`/salesorders/status/confirmed?salesorder_ids=${ids.join(',')}`);
    expect(model.orders().every(({ visible }) => visible)).toBe(true);
  });

  it('follows shipping and invoicing to closed', async () => {
    const { confirmed, get, post, model, stockOf } = till();
    const { salesorder_id } = await confirmed(sale([roti]));
    model.shipOrder(salesorder_id);
    expect((await get('/salesorders?filter_by=Status.Shipped')).json.salesorders).toMatchObject([
      { status: 'shipped', shipped_status: 'shipped', quantity_shipped: 1 },
    ]);
    expect(await stockOf(seed.ROTI_ID)).toMatchObject({ stock_on_hand: 40, actual_available_stock: 39 });
    await post(`/invoices/fromsalesorder?salesorder_id=${salesorder_id}`);
    expect((await get(`/salesorders/${salesorder_id}`)).json.salesorder.status).toBe('closed');
  });
});

describe('the list of sales orders', () => {
  it('finds by exact reference and by number, and shows no lines', async () => {
    const { order, get, model } = till();
    const { salesorder_id } = (await order(sale())).json.salesorder;
    const custom_fields = [{ label: 'Bridge order', value: 'b-2' }];
    await order(sale([lemonade], { salesorder_number: 'WEB-2', reference_number: 'ord-12', custom_fields }));
    const numbers = async (query: string) =>
      (await get(`/salesorders?${query}`)).json.salesorders.map((row) => row.salesorder_number);
    expect(await numbers('reference_number=ord-1')).toEqual(['WEB-1']);
    expect(await numbers('reference_number=ord')).toEqual([]);
    expect(await numbers('salesorder_number_contains=web-')).toEqual(['WEB-2', 'WEB-1']);
    model.renumberOrder(salesorder_id, 'SO-9');
    expect(await numbers('reference_number=ord-1')).toEqual(['SO-9']);
    const [row] = (await get('/salesorders?reference_number=ord-12')).json.salesorders;
    expect(row).toMatchObject({ total: 7, quantity: 2, [seed.BRIDGE_FIELD]: 'b-2' });
    expect(row).not.toHaveProperty('line_items');
  });

  it('ignores filters that it does not honour, and says so', async () => {
    const { order, get, model } = till({ ignoredFilters: ['reference_number'] });
    await order(sale());
    const { json } = await get('/salesorders?filter_by=Status.Confirmed&reference_number=other');
    expect(json.salesorders).toHaveLength(1);
    expect(json.page_context.applied_filter).toBe('Status.All');
    expect((await get('/salesorders?referencenumber=x')).json.message).toMatch(/^SIMULATOR/);
    expect(model.state().violations).toBe(1);
  });

  it('pages, and shows what was modified after a moment with an encoded plus', async () => {
    const { order, get, clock } = till();
    for (let made = 0; made < 5; made += 1) {
      await order(sale([lemonade], { salesorder_number: `WEB-${made}` }));
      clock.now += 1000;
    }
    const page = async (page: number) =>
      (await get(`/salesorders?per_page=2&page=${page}&sort_column=created_time&sort_order=A`)).json;
    const [first, last] = [await page(1), await page(3)];
    expect(first.salesorders.map((row) => row.salesorder_number)).toEqual(['WEB-0', 'WEB-1']);
    expect([first.page_context.has_more_page, last.page_context.has_more_page]).toEqual([true, false]);
    expect(last.salesorders).toHaveLength(1);
    expect((await get('/salesorders?per_page=500')).json.page_context.per_page).toBe(200);
    const since = '/salesorders?last_modified_time=2026-01-05T10:15:32%2B0000';
    expect((await get(since)).json.salesorders).toHaveLength(2);
    expect((await get(since.replace('%2B', '+'))).json.code).toBe(2);
  });
});
