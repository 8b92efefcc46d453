import { ALL_SERIES } from '../../../simulators/odoo';
import * as seed from '../../../simulators/odoo/seed';
import { failureOf, mapped, order, push, UNPAID } from '../fixtures';
import { shopOf } from './shop';

const LEMONADE = { variationId: String(seed.LEMONADE_ID) };
const WAREHOUSE = `warehouse-${seed.WAREHOUSE_ID}`;

function desk(series: (typeof ALL_SERIES)[number]) {
  const shop = shopOf(series);
  const session = shop.open({ location: WAREHOUSE, pos: { partnerId: seed.CUSTOMER_ID } });
  const sold = push({ lines: [mapped({ link: LEMONADE })] });
  return { ...shop, session, sold };
}

describe.each(ALL_SERIES)('a business without a till on Odoo %i', (series) => {
  it('lists its warehouses, where the app Point of Sale is missing', async () => {
    const { open } = shopOf(series, { modules: ['product', 'stock', 'account', 'sale'] });
    const found = await open().locations();
    expect(found.map(({ externalId, currency }) => [externalId, currency])).toEqual([
      [WAREHOUSE, 'USD'],
      [`warehouse-${seed.AIRPORT_WAREHOUSE_ID}`, 'USD'],
    ]);
  });

  it('gets a confirmed sales order that comes to the order’s total', async () => {
    const { session, sold, simulator, model } = desk(series);
    const receipt = await session.pushOrder(sold);
    expect(receipt).toMatchObject({ posTotal: 700 });
    expect(simulator.orders()).toMatchObject([
      {
        ...{ id: receipt.externalId, model: 'sale.order', reference: sold.marker },
        ...{ total: 700, linesTotal: 700, visible: true, partnerId: seed.CUSTOMER_ID },
      },
    ]);
    expect(model.state().violated).toEqual([]);
  });

  it('gets one though the reply to any of its calls is lost', async () => {
    for (const match of ['sale.order/create$', 'sale.order/action_confirm$']) {
      const { session, sold, simulator, clock } = desk(series);
      simulator.faults.add({ kind: 'lose-reply', match });
      expect((await failureOf(session.pushOrder(sold))).kind).toBe('unavailable');
      await session.pushOrder({ ...sold, mayExistSince: clock.now });
      expect(simulator.orders()).toMatchObject([{ reference: sold.marker, visible: true }]);
    }
  });

  it('is never sent an order that Odoo would compute otherwise', async () => {
    const { session, sold, simulator, model } = desk(series);
    model.act('res.currency', 'write', [[seed.CURRENCY_ID], { rounding: 0.01 }]);
    const wrong = { ...sold, order: order({ total: 701 }) };
    expect((await failureOf(session.pushOrder(wrong))).kind).toMatch(/rejected|unexpected/);
    expect(simulator.orders().filter(({ visible }) => visible)).toEqual([]);
  });

  it('notes a later payment once', async () => {
    const { session, sold, model } = desk(series);
    const receipt = await session.pushOrder({ ...sold, order: order(UNPAID) });
    const pay = { marker: sold.marker, order: sold.order, receipt };
    await session.payOrder(pay);
    await session.payOrder(pay);
    const notes = model.records('sale.order.line').filter(({ name }) => /Paid online/.test(String(name)));
    expect(notes).toHaveLength(1);
  });

  it('has its sales order cancelled for good', async () => {
    const { session, sold, simulator, clock } = desk(series);
    const receipt = await session.pushOrder(sold);
    const cancel = { ...sold, receipt, pushedSince: clock.now, mayExist: false };
    expect(await session.cancelOrder(cancel)).toMatchObject({ how: 'voided' });
    expect(await session.cancelOrder(cancel)).toMatchObject({ how: 'voided' });
    expect(simulator.orders()).toMatchObject([{ state: 'cancelled' }]);
  });
});
