import * as seed from '../seed';
import { lemonade, roti, sale, till } from '../till';

/** An order, confirmed and invoiced. */
async function invoiced(options: Parameters<typeof till>[0] = {}, lines = [roti]) {
  const sim = till(options);
  const { salesorder_id } = await sim.confirmed(sale(lines, { discount: 1 }));
  const { json } = await sim.post(`/invoices/fromsalesorder?salesorder_id=${salesorder_id}`);
  const invoice = json.invoice;
  const pay = (amount: number, invoice_id = invoice.invoice_id) =>
    sim.post('/customerpayments', {
      customer_id: seed.WALK_IN_CONTACT_ID,
      ...{ payment_mode: 'creditcard', amount, date: '2026-01-05', reference_number: 'pay-1' },
      invoices: [{ invoice_id, amount_applied: amount }],
    });
  const orderNow = async () => (await sim.get(`/salesorders/${salesorder_id}`)).json.salesorder;
  return { ...sim, salesorder_id, invoice, pay, orderNow };
}

describe('an invoice', () => {
  it('repeats the order once, without its reference; the order names it', async () => {
    const { invoice, orderNow, post, salesorder_id } = await invoiced();
    expect(invoice).toMatchObject({
      ...{
        invoice_number: 'INV-000001',
        reference_number: '',
        status: 'draft',
        total: 12.94,
        balance: 12.94,
      },
    });
    expect(await orderNow()).toMatchObject({
      ...{ status: 'invoiced', invoiced_status: 'invoiced', line_items: [{ quantity_invoiced: 1 }] },
      invoices: [{ invoice_id: invoice.invoice_id, status: 'draft', balance: 12.94 }],
    });
    const again = await post(`/invoices/fromsalesorder?salesorder_id=${salesorder_id}`);
    expect(again).toMatchObject({ status: 400, json: { code: 36026 } });
  });

  it('needs a confirmed order, named in the query', async () => {
    const { order, post, model } = till();
    const { salesorder_id } = (await order(sale())).json.salesorder;
    expect((await post(`/invoices/fromsalesorder?salesorder_id=${salesorder_id}`)).json.code).toBe(4);
    expect((await post('/invoices/fromsalesorder', { salesorder_id })).json.message).toMatch(/^SIMULATOR/);
    expect(model.state()).toMatchObject({ invoices: [], violations: 1 });
  });

  it('takes goods from the books when it is sent, and gives them back when it is void', async () => {
    const { invoice, post, stockOf } = await invoiced();
    const onHand = async () => (await stockOf(seed.ROTI_ID)).stock_on_hand;
    expect(await onHand()).toBe(40);
    await post(`/invoices/${invoice.invoice_id}/status/sent`);
    expect(await onHand()).toBe(39);
    await post(`/invoices/${invoice.invoice_id}/status/void`);
    expect(await onHand()).toBe(40);
  });

  it('locks its order until it is void', async () => {
    const { invoice, post, put, ask, salesorder_id, model, orderNow } = await invoiced();
    const url = `/salesorders/${salesorder_id}`;
    expect((await post(`${url}/status/void`)).json.code).toBe(36023);
    expect((await put(url, { notes: 'x' })).json.code).toBe(36023);
    expect((await ask('DELETE', url)).json.code).toBe(36023);
    await post(`/invoices/${invoice.invoice_id}/status/void`);
    expect((await orderNow()).invoiced_status).toBe('not_invoiced');
    expect((await post(`${url}/status/void`)).status).toBe(200);
    expect(model.orders()).toMatchObject([{ state: 'cancelled' }]);
  });

  it('can be written line by line under a number of its own, in parts', async () => {
    const { confirmed, post, get } = till();
    const made = await confirmed(sale([{ ...lemonade, quantity: 3 }]));
    const bill = (quantity: number, invoice_number: string) =>
      post('/invoices?ignore_auto_number_generation=true', {
        customer_id: seed.WALK_IN_CONTACT_ID,
        ...{ invoice_number, reference_number: 'ord-1' },
        line_items: [{ ...lemonade, quantity, salesorder_item_id: made.line_items[0]?.line_item_id }],
      });
    expect((await bill(1, 'I-1')).json.invoice.total).toBe(3.5);
    expect((await bill(1, 'I-1')).json.code).toBe(1001);
    expect((await bill(3, 'I-2')).json.code).toBe(2);
    expect((await get('/salesorders')).json.salesorders).toMatchObject([{ status: 'partially_invoiced' }]);
    const rest = await post(`/invoices/fromsalesorder?salesorder_id=${made.salesorder_id}`);
    expect(rest.json.invoice.total).toBe(7);
    expect((await bill(1, 'I-3')).json.code).toBe(36026);
    expect((await get('/invoices?reference_number=ord-1')).json.invoices).toHaveLength(1);
  });

  it('can show its sums as text', async () => {
    const { invoice } = await invoiced({ amountsAsText: true });
    expect([invoice.total, invoice.balance]).toEqual(['12.94', '12.94']);
  });
});

describe('a customer payment', () => {
  it('pays the invoice and with it the order; taken back, both are open again', async () => {
    const { invoice, post, pay, ask, get, model, orderNow } = await invoiced();
    await post(`/invoices/${invoice.invoice_id}/status/sent`);
    expect((await pay(2)).status).toBe(201);
    expect(await orderNow()).toMatchObject({ paid_status: 'partially_paid' });
    const { payment_id } = (await pay(10.94)).json.payment;
    expect(await orderNow()).toMatchObject({
      paid_status: 'paid',
      invoices: [{ status: 'paid', balance: 0 }],
    });
    expect(model.orders()).toMatchObject([{ state: 'paid' }]);
    expect((await get('/customerpayments?reference_number=pay-1')).json.customerpayments).toHaveLength(2);
    expect((await post(`/invoices/${invoice.invoice_id}/status/void`)).json.code).toBe(4);
    await ask('DELETE', `/customerpayments/${payment_id}`);
    expect(model.orders()).toMatchObject([{ state: 'open' }]);
  });

  it('is refused beyond the balance, and for drafts', async () => {
    const { invoice, post, pay, model } = await invoiced();
    expect((await pay(12.95)).json.code).toBe(24016);
    expect((await pay(12.94)).json.message).toMatch(/^SIMULATOR/);
    await post(`/invoices/${invoice.invoice_id}/status/sent`);
    await pay(12.94);
    expect((await pay(0.01)).json.code).toBe(24016);
    expect((await pay(1, '1')).json.code).toBe(1002);
    expect(model.state()).toMatchObject({ payments: [{ amount: 12.94 }], violations: 1 });
  });
});
