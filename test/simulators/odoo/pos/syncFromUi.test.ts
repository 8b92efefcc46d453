import * as seed from '../seed';
import { type Json, sell, synced, till } from '../till';

const ORDER = 'pos.order';
const sync = (order: Json): [string, string, unknown[]] => [ORDER, 'sync_from_ui', [[order]]];

const bare = { product_id: seed.LATTE_ID, price_subtotal: 7, price_subtotal_incl: 7 };

describe('sync_from_ui', () => {
  it('numbers orders by itself on 19, and takes the number of 18 from the name', async () => {
    const shop18 = till({ series: 18 });
    await sell(shop18, { more: { name: 'Web 1', sequence_number: 7, floating_order_name: 'Web #1' } });
    const fields = ['name', 'pos_reference', 'tracking_number', 'floating_order_name'];
    expect(await shop18.call(ORDER, 'search_read', [[], fields])).toMatchObject([
      {
        name: 'Ariapita Ave/0001',
        pos_reference: 'Web 1',
        tracking_number: '307',
        floating_order_name: 'Web #1',
      },
    ]);
    const shop19 = till({ series: 19 });
    expect((await shop19.refused(...sync(synced({ more: { name: 'Web 1' } })))).message).toContain(
      'SIMULATOR',
    );
    await sell(shop19);
    expect(await shop19.call(ORDER, 'search_read', [[], fields])).toMatchObject([
      { name: 'Ariapita Ave/0001', pos_reference: '260-1-000001', tracking_number: '1' },
    ]);
  });

  it.each<[string, Json, string]>([
    ['an unknown key', { tip: 1 }, "Invalid field 'tip' on model 'pos.order'"],
    ['an unknown key of a line', { lines: [[0, 0, { sku: 'x' }]] }, "Invalid field 'sku'"],
    ['a missing session', { session_id: undefined }, "'session_id'"],
    ['a time like ISO', { date_order: '2026-11-21T00:50:00Z' }, 'does not match format'],
    ['a customer who is not there', { partner_id: 999 }, 'SIMULATOR: the customer 999'],
    ['a total left out', { amount_tax: undefined }, 'a mandatory field is not set'],
    [
      'a line without subtotal',
      { lines: [[0, 0, { product_id: seed.LATTE_ID, price_subtotal_incl: 1 }]] },
      'Field: Tax Excl. (price_subtotal)',
    ],
    [
      'a method of no till',
      { payment_ids: [[0, 0, { payment_method_id: seed.UNUSED_METHOD_ID, amount: 7 }]] },
      'not allowed in the config of the POS session',
    ],
    [
      "another company's tax",
      { lines: [[0, 0, { ...bare, tax_ids: [[6, 0, [seed.AIRPORT_TAX_ID]]] }]] },
      'SIMULATOR',
    ],
    ["another company's product", { lines: [[0, 0, { ...bare, product_id: seed.WRAP_ID }]] }, 'SIMULATOR'],
  ])('refuses %s, and keeps nothing', async (_, more, message) => {
    const { refused, model } = till({ series: 18 });
    const order = JSON.parse(JSON.stringify(synced({ more }))) as Json;
    expect((await refused(...sync(order))).message).toContain(message);
    expect(model.orders()).toEqual([]);
  });

  it.each([18, 19] as const)('takes a line with a modifier on %i', async (series) => {
    const shop = till({ series });
    const line = {
      ...{ product_id: seed.LATTE_ID, qty: 1, price_unit: 5.1, price_extra: 0.6, customer_note: 'no ice' },
      ...{ attribute_value_ids: [[6, 0, [seed.OAT_PTAV_ID]]], tax_ids: [[6, 0, [seed.INCLUDED_TAX_ID]]] },
      ...{ price_subtotal: 4.64, price_subtotal_incl: 5.1, full_product_name: 'Iced latte (Oat)' },
    };
    await sell(shop, { total: 5.1, more: { lines: [[0, 0, line]] } });
    expect(shop.model.orders()).toMatchObject([
      { total: 510, lines: [{ name: 'Iced latte (Oat)', total: 510, note: 'no ice' }] },
    ]);
    expect(shop.model.records('pos.order.line')).toMatchObject([{ attribute_value_ids: [seed.OAT_PTAV_ID] }]);
  });

  it('drops an unknown customer when it may be as lax as Odoo', async () => {
    const { call, model } = till({ series: 18, silentlyIgnored: 'ignore' });
    await call(...sync(synced({ more: { partner_id: 999 } })));
    expect(model.orders()[0]).not.toHaveProperty('partnerId');
    expect(model.state().violations).toBe(1);
  });

  it('updates a draft that is sent again, and adds its lines once more', async () => {
    const draft = { draft: true, paid: 0 };
    const early = till({ series: 18, release18: 'early' });
    const id = await sell(early, draft);
    expect((await early.refused(...sync(synced(draft)))).message).toBe('Expected singleton: pos.order()');
    await early.call(...sync(synced({ ...draft, more: { id, lines: [] } })));
    expect(early.model.state().violations).toBe(0);
    const late = till({ series: 19 });
    await sell(late, draft);
    expect((await late.refused(...sync(synced(draft)))).name).toBe('builtins.KeyError');
    await late.call(...sync(synced({ ...draft, more: { access_token: '' } })));
    expect(late.model.orders()).toMatchObject([{ total: 700, linesTotal: 1400 }]);
    expect(late.model.state().violations).toBe(1);
  });
});
