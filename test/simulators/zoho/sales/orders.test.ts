import * as seed from '../seed';
import { type Json, lemonade, roti, sale, till } from '../till';

describe('a sales order', () => {
  it('adds up as in the documented example: 11 less 1.50, 5 % tax on the rest', async () => {
    const { order, model } = till();
    const line = { item_id: seed.LATTE_LARGE_ID, quantity: 2, rate: 5.5, description: 'extra hot' };
    const discount = { discount: 1.5, discount_type: 'entity_level', is_discount_before_tax: true };
    const custom_fields = [{ api_name: seed.BRIDGE_FIELD, value: 'ord-1' }];
    const { status, json } = await order(
      sale([line], { ...discount, custom_fields, notes: 'Leave at door' }),
    );
    expect(status).toBe(201);
    expect(json).toMatchObject({ code: 0, message: 'Sales Order has been created.' });
    expect(json.salesorder).toMatchObject({
      ...{ salesorder_number: 'WEB-1', reference_number: 'ord-1', status: 'draft', order_status: 'draft' },
      ...{ invoiced_status: '', paid_status: '', shipped_status: '', date: '2026-01-05' },
      ...{ sub_total: 11, discount_total: 1.5, tax_total: 0.48, total: 9.98, invoices: [], packages: [] },
      line_items: [{ name: 'Latte-Large', sku: 'LAT-L', item_total: 11, tax_percentage: 5 }],
      taxes: [{ tax_name: 'GST5', tax_amount: 0.48 }],
      created_time: '2026-01-05T15:45:30+0530',
    });
    expect(json.salesorder.salesorder_id).toMatch(/^\d{19}$/);
    expect(model.orders()).toMatchObject([
      {
        ...{ reference: 'ord-1', locationId: seed.LOCATION_ID, state: 'open', visible: false, total: 998 },
        lines: [{ itemId: seed.LATTE_LARGE_ID, total: 1100, note: 'extra hot' }],
      },
    ]);
  });

  it('finds inclusive tax inside the rates and shows lines without it', async () => {
    const { order } = till();
    const { json } = await order(sale([roti], { is_inclusive_tax: true, discount: '10%' }));
    expect(json.salesorder).toMatchObject({
      ...{ sub_total: 11.11, discount_total: 1.25, tax_total: 1.25, total: 11.25 },
      line_items: [{ item_total: 11.11, item_total_inclusive_of_tax: 12.5 }],
    });
  });

  it('takes a discount after tax off the end, and line discounts before it', async () => {
    const { order } = till();
    const after = { discount: 1, is_discount_before_tax: false, shipping_charge: 2, adjustment: -0.06 };
    expect((await order(sale([roti], after))).json.salesorder).toMatchObject({ tax_total: 1.56, total: 15 });
    const lines = [
      { ...roti, discount: '20%' },
      { ...lemonade, discount: 2 },
    ];
    const more = { discount_type: 'item_level', salesorder_number: 'WEB-2' };
    const { json } = await order(sale(lines, more));
    expect(json.salesorder).toMatchObject({ sub_total: 15, tax_total: 1.25, total: 16.25 });
  });

  it.each([
    ['line', 0.03],
    ['transaction', 0.04],
  ] as const)('rounds tax for each %s', async (taxRounding, tax_total) => {
    const { order } = till({ taxRounding });
    const line = { item_id: seed.EXTRAS_ID, quantity: 1, rate: 0.1, tax_id: seed.VAT_ID };
    expect((await order(sale([line, line, line]))).json.salesorder.tax_total).toBe(tax_total);
  });

  it.each([
    ['USD', 3.5, 8.75],
    ['JPY', 350, 875],
    ['KWD', 0.35, 0.875],
  ])('is exact in %s', async (currency, rate, total) => {
    const { order, model } = till({ currency });
    const { json } = await order(sale([{ item_id: seed.EXTRAS_ID, quantity: 2.5, rate }]));
    expect(json.salesorder.total).toBe(total);
    expect(model.orders()).toMatchObject([{ currency, total: 875 }]);
  });

  it('takes rates from the price list where lines say none', async () => {
    const { order } = till();
    const rates = async (pricebook_id: string, salesorder_number: string) =>
      (
        await order(
          sale([lemonade, { item_id: seed.LUNCH_ID, quantity: 1 }], { pricebook_id, salesorder_number }),
        )
      ).json.salesorder.line_items.map(({ rate }) => rate);
    expect(await rates(seed.ONLINE_PRICES_ID, 'WEB-1')).toEqual([3, 15]);
    expect(await rates(seed.HAPPY_HOUR_ID, 'WEB-2')).toEqual([3.15, 13.5]);
  });

  it('is refused under a number that exists; without one Zoho numbers it', async () => {
    const { order, post, model } = till();
    const { salesorder_number: _, ...unnumbered } = sale();
    expect((await post('/salesorders', unnumbered)).json.salesorder.salesorder_number).toBe('SO-00001');
    await order(sale());
    expect(await order(sale())).toMatchObject({ status: 400, json: { code: 36004 } });
    expect((await post('/salesorders', sale())).json.code).toBe(2);
    expect((await order(unnumbered)).json.code).toBe(6);
    expect(model.orders()).toHaveLength(2);
  });

  it('is edited by its full list of lines; what is left out stays', async () => {
    const { order, put, get } = till();
    const { salesorder } = (await order(sale([lemonade, roti], { notes: 'Ring' }))).json;
    const line_item_id = salesorder.line_items[0]?.line_item_id;
    const url = `/salesorders/${salesorder.salesorder_id}`;
    await put(url, { line_items: [{ ...lemonade, line_item_id, quantity: 3 }] });
    await put(url, { shipping_charge: 1 });
    expect((await get(url)).json.salesorder).toMatchObject({
      ...{
        total: 11.5,
        notes: 'Ring',
        reference_number: 'ord-1',
        line_items: [{ line_item_id, quantity: 3 }],
      },
    });
  });

  it('can come back under the key of the published specification, and be refused by the plan', async () => {
    const { order, model } = till({ orderKey: 'sales_order' });
    expect((await order(sale())).json.sales_order.total).toBe(7);
    model.setOption('planOver', true);
    expect((await order(sale([lemonade], { salesorder_number: 'WEB-2' }))).json.code).toBe(103001);
  });
});

describe('a refused sales order', () => {
  const line = (more: Json) => sale([{ ...lemonade, ...more }]);
  const missing = seed.OTHER_TEA_ID;
  it.each<[string, Json, number, string]>([
    ['no lines', sale([]), 6, 'line_items'],
    ['no customer', { ...sale(), customer_id: undefined }, 6, 'customer_id'],
    ['a vendor as customer', sale([lemonade], { customer_id: seed.VENDOR_CONTACT_ID }), 2, 'customer_id'],
    ["another organization's item", line({ item_id: missing }), 1002, 'Item'],
    ['an inactive item', line({ item_id: seed.SOUP_ID }), 2, 'item_id'],
    ['an unknown tax', line({ tax_id: missing }), 1002, 'Tax'],
    ['an unknown location', sale([lemonade], { location_id: missing }), 1002, 'Location'],
    ['a location for lines only', sale([lemonade], { location_id: seed.STORE_ROOM_ID }), 2, 'location_id'],
    ['no quantity', line({ quantity: 0 }), 2, 'quantity'],
    ['text as rate', line({ rate: '3.5' }), 2, 'rate'],
    ['a line without item', sale([{ name: 'Dish', rate: 3, quantity: 1 }]), 6, 'line_items[0].item_id'],
    ['a discount too large', sale([lemonade], { discount: 8 }), 2, 'discount'],
    ['an unknown custom field', sale([lemonade], { custom_fields: [{ label: 'X', value: 1 }] }), 2, 'custom'],
    ['a date that is none', sale([lemonade], { date: '2026-02-30' }), 2, 'date'],
  ])('says what is wrong: %s', async (_, body, code, word) => {
    const { order, model } = till();
    const reply = await order(body);
    expect([reply.status, reply.json.code]).toEqual([400, code]);
    expect(reply.json.message).toContain(word);
    expect(model.state()).toMatchObject({ orders: 0, violations: 0 });
  });

  it.each<[string, Json]>([
    ['an unknown field', sale([lemonade], { tip: 1 })],
    ['a read-only field', sale([lemonade], { total: 7 })],
    ['the name of the customer', sale([lemonade], { customer_name: 'Ana' })],
    ['an id that was a number', line({ item_id: Number(seed.LEMONADE_ID) })],
    ['half a cent', line({ rate: 3.505 })],
    ['a line discount nobody declared', line({ discount: 1 })],
    ['a number beyond ASCII', sale([lemonade], { salesorder_number: 'WEB-é' })],
    ['a long reference', sale([lemonade], { reference_number: 'x'.repeat(51) })],
  ])('counts what Zoho would have swallowed: %s', async (_, body) => {
    const { order, model } = till();
    expect((await order(body)).json.message).toMatch(/^SIMULATOR/);
    expect(model.state()).toMatchObject({ orders: 0, violations: 1 });
  });

  it('may answer 404 to an id that does not exist, and take lines without an item', async () => {
    const { order } = till({ unknownReference: 404, linesWithoutItem: 'accepted' });
    expect((await order(line({ item_id: missing }))).status).toBe(404);
    const { json } = await order(sale([{ name: 'Dish', rate: 3, quantity: 2 }]));
    expect(json.salesorder).toMatchObject({ total: 6, line_items: [{ name: 'Dish', item_id: '' }] });
  });
});
