import { ALL_SERIES, type Series } from '..';
import * as seed from '../seed';
import { type Json, till } from '../till';

const PRODUCT = 'product.product';

describe('reading', () => {
  it('shows a many2one with its name, nothing as false, times to the second', async () => {
    const { call } = till();
    const fields = ['name', 'product_tmpl_id', 'barcode', 'pos_categ_ids', 'company_id', 'write_date'];
    const [beans, pizza] = await call<Json[]>(PRODUCT, 'read', [
      [seed.BEANS_ID, seed.PIZZA_SMALL_ID],
      fields,
    ]);
    expect(beans).toEqual({
      ...{ id: seed.BEANS_ID, name: 'Coffee beans', barcode: false, company_id: false },
      ...{ product_tmpl_id: [seed.BEANS_TEMPLATE_ID, '[BEANS] Coffee beans'], pos_categ_ids: [] },
      write_date: '2025-01-10 09:00:00',
    });
    expect(pizza?.pos_categ_ids).toEqual([seed.FOOD_TILL_CATEGORY_ID]);
  });

  it('leaves unknown ids out, and refuses unknown fields in the words of the series', async () => {
    for (const series of ALL_SERIES) {
      const { call, refused } = till({ series });
      expect(await call(PRODUCT, 'read', [[999], ['name']])).toEqual([]);
      const { message } = await refused(PRODUCT, 'read', [[seed.LATTE_ID], ['x']]);
      expect(message).toBe(`Invalid field 'x' ${series === 19 ? 'in' : 'on model'} 'product.product'`);
    }
  });

  it.each<[Series, string[]]>([
    [16, ['note', 'refunded_order_ids', 'to_ship']],
    [17, ['note', 'refunded_order_ids', 'tracking_number']],
    [18, ['general_note', 'floating_order_name', 'uuid', 'refunded_order_id', 'tracking_number']],
    [
      19,
      ['internal_note', 'floating_order_name', 'uuid', 'refunded_order_id', 'tracking_number', 'is_refund'],
    ],
  ])('describes the fields that %i has', async (series, expected) => {
    const { call } = till({ series });
    const telling = [
      ...['note', 'general_note', 'internal_note', 'floating_order_name', 'uuid', 'refunded_order_ids'],
      ...['refunded_order_id', 'to_ship', 'tracking_number', 'is_refund'],
    ];
    const named = { attributes: ['type', 'required'] };
    const order = await call<Json>('pos.order', 'fields_get', [telling], named);
    expect(Object.keys(order).sort()).toEqual([...expected].sort());
    const partner = await call<Json>('res.partner', 'fields_get', [['mobile', 'name']], named);
    expect(partner).toEqual({
      name: { type: 'char', required: true },
      ...(series < 19 && { mobile: { type: 'char', required: false } }),
    });
  });
});
