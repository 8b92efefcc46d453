import * as seed from './seed';
import { type Json, sale, till, vat } from './till';

describe('a refund', () => {
  const roti = (total: number, quantity: number) =>
    sale(total, [{ variant_id: seed.ROTI_ID, quantity, ...vat }]);

  it('is a receipt of its own, restocks, and in parts adds up to the sale', async () => {
    const { post, get, model, stockOf } = till();
    const sold = (await post('/receipts', roti(42.19, 3))).json;
    expect(await stockOf(seed.ROTI_ID)).toBe(37);
    const part = (quantity: number) =>
      post('/receipts/1001/refund', { line_items: [{ id: sold.line_items[0]?.id, quantity }] });
    const first = await part(1);
    expect(first.json).toMatchObject({
      receipt_type: 'REFUND',
      refund_for: '1001',
      order: null,
      total_money: 14.06,
    });
    expect(model.orders()).toMatchObject([{ state: 'paid' }]);
    const second = await part(2);
    expect(second.json.total_money).toBe(28.13);
    expect(await stockOf(seed.ROTI_ID)).toBe(40);
    expect(model.orders()).toMatchObject([{ id: '1001', state: 'refunded' }]);
    expect((await get('/receipts/1001')).json).toEqual(sold);
    expect((await part(1)).json.errors[0].field).toBe('object.line_items[0].quantity');
    expect(model.state()).toMatchObject({
      receipts: 3,
      refunds: [{ refund_for: '1001' }, { refund_for: '1001' }],
    });
  });

  it('can carry the order of its sale, so that a search by order finds both', async () => {
    const { post, get } = till({ refundCarriesOrder: true });
    const { json } = await post('/receipts', roti(14.06, 1));
    await post('/receipts/1001/refund', { line_items: [{ id: json.line_items[0]?.id, quantity: 1 }] });
    const found = (await get('/receipts?order=WEB-1')).json.receipts;
    expect(found.map(({ receipt_type }) => receipt_type)).toEqual(['REFUND', 'SALE']);
  });

  it('needs lines of the original, and an original that can be refunded', async () => {
    const { post, model } = till();
    const { json } = await post('/receipts', roti(14.06, 1));
    const refund = (line: Json, number = '1001') =>
      post(`/receipts/${number}/refund`, { line_items: [line] });
    expect((await refund({ quantity: 1 })).json.errors[0]).toMatchObject({
      code: 'MISSING_REQUIRED_PARAMETER',
    });
    expect((await refund({ id: seed.ROTI_ID, quantity: 1 })).status).toBe(400);
    expect((await refund({ id: json.line_items[0]?.id, quantity: 1 }, '9999')).status).toBe(404);
    model.cancelReceipt('1001');
    expect((await refund({ id: json.line_items[0]?.id, quantity: 1 })).status).toBe(400);
    expect(model.orders()).toMatchObject([{ state: 'cancelled' }]);
    const terminal = [{ payment_type_id: seed.TERMINAL_PAYMENT_TYPE_ID, money_amount: 7 }];
    const paid = (await post('/receipts', sale(7, undefined, { payments: terminal }))).json;
    expect((await refund({ id: paid.line_items[0]?.id, quantity: 1 }, paid.receipt_number)).status).toBe(400);
  });
});
