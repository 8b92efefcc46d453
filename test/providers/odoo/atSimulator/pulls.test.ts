import { ALL_SERIES } from '../../../simulators/odoo';
import * as seed from '../../../simulators/odoo/seed';
import { mapped, push } from '../fixtures';
import { changedSince, everything, shopOf, type Shop } from './shop';

const HOUR = 3_600_000;

/**
 * Everything in the seed was made at the same moment, so that every look back would see all of it: something newer
 * leaves that behind.
 */
function aged({ model, clock }: Shop): void {
  clock.now -= HOUR;
  model.act('product.product', 'write', [[seed.EXTRAS_ID], { barcode: '2000000000404' }]);
  model.act('res.partner', 'write', [[seed.LOOKALIKE_ID], { name: 'Ada Y. Sample' }]);
  const context = { inventory_mode: true };
  model.act('stock.quant', 'write', [[seed.BEANS_QUANT_ID], { inventory_quantity: 12 }], context);
  model.act('stock.quant', 'action_apply_inventory', [[seed.BEANS_QUANT_ID]]);
  clock.now += HOUR;
}
const AGED = [seed.EXTRAS_TEMPLATE_ID, seed.LOOKALIKE_ID, seed.BEANS_ID].map(String);
const isNews = (record: { id?: string; variationId?: string }) =>
  !AGED.includes(record.variationId ?? record.id ?? '');
const SOUP = String(seed.SOUP_TEMPLATE_ID);
const LEMONADE = String(seed.LEMONADE_TEMPLATE_ID);

describe.each(ALL_SERIES)('what a pull brings from Odoo %i', (series) => {
  it('are all products of the till, in their forms, with prices, options and taxes', async () => {
    const { open, model } = shopOf(series);
    const { records, last } = await everything(open().pullCatalog);
    expect(last).toMatchObject({ complete: true, full: true, checkpoint: expect.any(String) as string });
    const itemOf = (id: number) => records.find((item) => item.id === String(id));
    expect(itemOf(seed.PIZZA_TEMPLATE_ID)).toMatchObject({
      name: 'Margherita pizza',
      archived: false,
      variations: [
        { id: String(seed.PIZZA_SMALL_ID), name: 'Small', sku: 'PIZ-S', price: 900, available: true },
        { id: String(seed.PIZZA_MEDIUM_ID), name: 'Medium', price: 1200 },
        { id: String(seed.PIZZA_LARGE_ID), name: 'Large', price: 1500 },
      ],
    });
    expect(itemOf(seed.LATTE_TEMPLATE_ID)?.modifierListIds).toHaveLength(1);
    expect(itemOf(seed.LATTE_TEMPLATE_ID)?.variations).toHaveLength(1);
    expect(itemOf(seed.LATTE_TEMPLATE_ID)?.taxIds).toEqual([String(seed.INCLUDED_TAX_ID)]);
    expect(itemOf(seed.ROTI_TEMPLATE_ID)?.categoryIds).toEqual([String(seed.FOOD_TILL_CATEGORY_ID)]);
    expect(itemOf(seed.SOUP_TEMPLATE_ID)).toMatchObject({
      archived: true,
      variations: [{ available: false }],
    });
    expect(model.state().violated).toEqual([]);
  });

  it('are the prices of the till’s pricelist, where it has one', async () => {
    const { open, model } = shopOf(series);
    model.act('pos.config', 'write', [[seed.CONFIG_ID], { pricelist_id: seed.HAPPY_HOUR_ID }]);
    const { records } = await everything(open().pullCatalog);
    const priceOf = (id: number) => records.find((item) => item.id === String(id))?.variations[0]?.price;
    // Fixed for the roti, ten percent off everything else; a rule by formula is not computed.
    expect(priceOf(seed.ROTI_TEMPLATE_ID)).toBe(1100);
    expect(priceOf(seed.LEMONADE_TEMPLATE_ID)).toBe(315);
  });

  it('are only the products that changed since, archived and withdrawn ones among them', async () => {
    const shop = shopOf(series);
    const { open, model, clock } = shop;
    aged(shop);
    const pull = open().pullCatalog;
    const before = await everything(pull);
    clock.now += HOUR;
    expect((await changedSince(pull, before)).records.filter(isNews)).toEqual([]);
    model.act('product.template', 'write', [[seed.LEMONADE_TEMPLATE_ID], { list_price: 4.25 }]);
    model.act('product.template', 'write', [[seed.ROTI_TEMPLATE_ID], { active: false }]);
    model.act('product.template', 'write', [[seed.WATER_TEMPLATE_ID], { available_in_pos: false }]);
    const { records, last } = await changedSince(pull, before);
    expect(last).toMatchObject({ complete: true, full: false });
    const news = records.filter(isNews).map(({ id, archived }) => [id, archived]);
    expect(news.sort()).toEqual([
      [String(seed.ROTI_TEMPLATE_ID), true],
      [LEMONADE, false],
      [String(seed.WATER_TEMPLATE_ID), true],
    ]);
    expect(records.find(({ id }) => id === LEMONADE)?.variations[0]?.price).toBe(425);
  });

  it('looks back far enough for a change that was written down late', async () => {
    const { open, model, clock } = shopOf(series);
    const pull = open().pullCatalog;
    clock.now += HOUR;
    model.act('product.template', 'write', [[seed.WATER_TEMPLATE_ID], { list_price: 2 }]);
    const before = await everything(pull);
    // A long transaction began before the newest stamp that we have seen, and was committed after we looked.
    clock.now -= 4 * 60_000;
    model.act('product.template', 'write', [[seed.LEMONADE_TEMPLATE_ID], { list_price: 4.25 }]);
    clock.now += HOUR;
    const { records } = await changedSince(pull, before);
    expect(records.map(({ id }) => id)).toContain(LEMONADE);
  });

  it('goes on after a crash without losing or repeating a page', async () => {
    const { open, model } = shopOf(series);
    const crowd = Array.from({ length: 450 }, (_, n) => ({
      ...{ templateId: 5000 + n, name: `Crowd ${n}`, price: 100 + n },
      variants: [{ id: 6000 + n, sku: `CROWD-${n}` }],
    }));
    model.addProducts(crowd);
    const whole = await everything(open().pullCatalog);
    expect(whole.pages).toBeGreaterThan(2);
    let next: string | undefined;
    for await (const page of open().pullCatalog({})) {
      next = page.next;
      break;
    }
    const rest: string[] = [];
    for await (const page of open().pullCatalog({ from: next }))
      rest.push(...page.records.map(({ id }) => id));
    expect(rest).toEqual(whole.records.map(({ id }) => id).slice(-rest.length));
    expect(new Set(whole.records.map(({ id }) => id)).size).toBe(whole.records.length);
    expect(whole.records.map(({ id }) => id)).toContain(SOUP);
  });

  it('are the loyalty programs that are prices for everybody, the others inactive', async () => {
    const { records } = await everything(shopOf(series).open().pullDiscounts);
    expect(records).toMatchObject([
      {
        name: 'Lemonade days: 20% on Lemonade',
        kind: 'percent',
        value: 20,
        productIds: [String(seed.LEMONADE_ID)],
        active: true,
        endsOn: '2027-12-31',
      },
      { name: 'Welcome: 10% on your order', kind: 'percent', value: 10, active: false },
    ]);
    expect(records[0]?.startsOn).toBe(series >= 17 ? '2025-01-01' : undefined);
  });

  it('are no discounts where the loyalty app is missing', async () => {
    const { open } = shopOf(series, { modules: ['point_of_sale', 'product', 'stock', 'account'] });
    expect((await everything(open().pullDiscounts)).records).toEqual([]);
  });

  it('is the stock of the till’s own place, what may be sold and what is there', async () => {
    const shop = shopOf(series);
    const { open, model, clock } = shop;
    aged(shop);
    const pull = open().pullStock;
    const before = await everything(pull);
    const stockOf = (records: typeof before.records, id: number) =>
      records.find(({ variationId }) => variationId === String(id));
    expect(stockOf(before.records, seed.ROTI_ID)).toMatchObject({ available: 40, onHand: 40 });
    expect(stockOf(before.records, seed.BEANS_ID)).toMatchObject({ available: 12, onHand: 12 });
    expect(stockOf(before.records, seed.LEMONADE_ID)).toBeUndefined();
    clock.now += HOUR;
    const context = { inventory_mode: true };
    model.act('stock.quant', 'write', [[seed.ROTI_QUANT_ID], { inventory_quantity: 7 }], context);
    model.act('stock.quant', 'action_apply_inventory', [[seed.ROTI_QUANT_ID]]);
    expect((await changedSince(pull, before)).records.filter(isNews)).toMatchObject([
      { variationId: String(seed.ROTI_ID), available: 7, onHand: 7 },
    ]);
  });

  it('are the people among the contacts, and archived ones as tombstones', async () => {
    const shop = shopOf(series);
    const { open, model, clock } = shop;
    aged(shop);
    const pull = open().pullCustomers;
    const before = await everything(pull);
    expect(before.records).toContainEqual(
      expect.objectContaining({
        id: String(seed.CUSTOMER_ID),
        email: seed.CUSTOMER_EMAIL,
        phone: seed.CUSTOMER_PHONE,
        reference: seed.CUSTOMER_REF,
        deleted: false,
      }),
    );
    // Neither the companies nor whoever signs in to Odoo.
    expect(before.records.map(({ id }) => id)).toEqual([seed.CUSTOMER_ID, seed.LOOKALIKE_ID].map(String));
    clock.now += HOUR;
    model.act('res.partner', 'write', [[seed.CUSTOMER_ID], { active: false }]);
    expect((await changedSince(pull, before)).records.filter(isNews)).toMatchObject([
      { id: String(seed.CUSTOMER_ID), deleted: true },
    ]);
  });

  it('are categories, taxes of the company, choices with their prices, payment methods and tills', async () => {
    const { records, last } = await everything(shopOf(series).open().pullMetadata);
    expect(last.full).toBe(true);
    const named = (kind: string) => records.filter((one) => one.kind === kind).map(({ name }) => name);
    expect(named('category')).toEqual(['Food', 'Drinks']);
    expect(records.filter(({ kind }) => kind === 'tax')).toMatchObject([
      { id: String(seed.INCLUDED_TAX_ID), rate: 10, inclusive: true },
      { id: String(seed.ADDED_TAX_ID), rate: 12.5, inclusive: false },
    ]);
    expect(records.find(({ kind }) => kind === 'modifier_list')?.options).toMatchObject([
      { id: String(seed.OAT_PTAV_ID), name: 'Oat', price: 60 },
      { id: String(seed.ALMOND_PTAV_ID), name: 'Almond', price: 75 },
    ]);
    expect(named('payment_type')).toEqual(['Cash', 'Online', 'Customer Account']);
    expect(named('location')).toEqual(['Ariapita Ave', 'Food truck', 'Airport']);
  });

  it('are orders with our marker, their state, and refunds that name their sale', async () => {
    const { open, simulator, clock } = shopOf(series);
    const session = open();
    const order = push({ lines: [mapped({ link: { variationId: String(seed.LEMONADE_ID) } })] });
    const receipt = await session.pushOrder(order);
    const before = await everything(session.pullOrders);
    expect(before.records).toMatchObject([
      {
        id: receipt.externalId,
        reference: order.marker,
        total: order.order.total,
        status: 'completed',
        currency: 'USD',
        lines: [{ variationId: String(seed.LEMONADE_ID) }],
      },
    ]);
    clock.now += HOUR;
    await session.cancelOrder({ ...order, receipt, pushedSince: clock.now - HOUR, mayExist: false });
    const { records } = await changedSince(session.pullOrders, before);
    const refund = records.find(({ refundOf }) => refundOf !== undefined);
    expect(refund).toMatchObject({ refundOf: receipt.externalId, status: 'refunded', total: 700 });
    expect(simulator.orders()).toMatchObject([{ state: 'refunded' }]);
  });
});
