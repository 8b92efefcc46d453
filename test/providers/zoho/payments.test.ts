import {
  accepting,
  CONFIRM,
  CREATE,
  failureOf,
  invoice,
  INVOICE,
  LIST,
  MARKER,
  NOW,
  OK,
  open,
  order,
  PAID,
  PAY,
  POS,
  push,
  READ,
  row,
  rows,
  sale,
  SENT,
} from './fixtures';
import { asked, refusedWith, routes, scripted, type Script } from './scripted';

const paidPush = push({ order: order(PAID) });
const receipt = { externalId: '700700', posTotal: 700, paid: false, notes: [] };
const payment = { marker: MARKER, order: order(PAID), receipt };
const CONFIRMED = { order_status: 'confirmed', status: 'confirmed' };
const scripts: Record<string, Script> = {
  [CREATE]: accepting(),
  [CONFIRM]: OK,
  [INVOICE]: { status: 201, json: { invoice: invoice() } },
  [SENT]: OK,
  [PAY]: { status: 201, json: { payment: { payment_id: '700900' } } },
};
const reading = (more: Record<string, unknown> = {}): Script => ({
  json: { salesorder: sale({ ...CONFIRMED, ...more }) },
});

describe('a paid order', () => {
  it('is invoiced, and its payment recorded', async () => {
    const { http, calls } = scripted(scripts);
    expect(await open(http).pushOrder(paidPush)).toMatchObject({ paid: true, notes: [] });
    expect(routes(calls)).toEqual([CREATE, CONFIRM, INVOICE, SENT, PAY]);
    expect(asked(calls, INVOICE)[0]?.query).toMatchObject({ salesorder_id: '700700' });
    expect(asked(calls, PAY)[0]?.body).toEqual({
      customer_id: '700500',
      payment_mode: 'creditcard',
      amount: 7,
      date: '2026-11-21',
      reference_number: MARKER,
      description: 'Order A17, paid in the storefront',
      invoices: [{ invoice_id: '700800', amount_applied: 7 }],
    });
  });

  it('is paid in the mode and into the account of the settings', async () => {
    const { http, calls } = scripted(scripts);
    await open(http, { ...POS, paymentMode: 'cash', depositAccountId: '77' }).pushOrder(paidPush);
    expect(asked(calls, PAY)[0]?.body).toMatchObject({ payment_mode: 'cash', account_id: '77' });
  });

  it('stays unpaid where the settings keep payments out of Zoho, and says so', async () => {
    const { http, calls } = scripted(scripts);
    const made = await open(http, { ...POS, recordPayment: 'none' }).pushOrder(paidPush);
    expect([made.paid, made.notes.join()]).toEqual([false, expect.stringContaining('settings')]);
    expect(routes(calls)).toEqual([CREATE, CONFIRM]);
  });

  it('of no worth needs no payment', async () => {
    const { http, calls } = scripted({
      ...scripts,
      [CREATE]: accepting(0),
      [INVOICE]: { json: { invoice: invoice({ total: 0, balance: 0 }) } },
    });
    const free = push({
      order: order({ ...PAID, total: 0 }),
      discounts: [{ name: 'On the house', amount: 700 }],
    });
    expect((await open(http).pushOrder(free)).paid).toBe(true);
    expect(routes(calls)).toEqual([CREATE, CONFIRM, INVOICE, SENT]);
  });

  it('that is found paid costs one call', async () => {
    const { http, calls } = scripted({ [LIST]: rows([row({ ...CONFIRMED, paid_status: 'paid' })]) });
    const again = { ...paidPush, mayExistSince: NOW };
    expect((await open(http).pushOrder(again)).paid).toBe(true);
    expect(routes(calls)).toEqual([LIST]);
  });

  it('that is found invoiced is paid, not invoiced again', async () => {
    const { http, calls } = scripted({
      ...scripts,
      [LIST]: rows([row(CONFIRMED)]),
      [READ]: reading({ invoices: [invoice({ status: 'sent' })] }),
    });
    await open(http).pushOrder({ ...paidPush, mayExistSince: NOW });
    expect(routes(calls)).toEqual([LIST, READ, PAY]);
  });

  it.each([
    ['Zoho holds another total', { total: 25 }, /another total/],
    [
      'staff took a part at the till',
      { invoices: [invoice({ status: 'partially_paid', balance: 3 })] },
      /part/,
    ],
    [
      'Zoho’s invoice comes to another total',
      { invoices: [invoice({ total: 6, balance: 6 })] },
      /another total/,
    ],
  ])('is not paid a second time or in a wrong amount: %s', async (_what, more, why) => {
    const { http, calls } = scripted({
      [LIST]: rows([row({ ...CONFIRMED, ...more })]),
      [READ]: reading(more),
    });
    const found = await open(http).pushOrder({ ...paidPush, mayExistSince: NOW });
    expect([found.paid, found.notes.join()]).toEqual([false, expect.stringMatching(why)]);
    expect(asked(calls, PAY)).toEqual([]);
  });
});

describe('a payment that comes later', () => {
  it('is recorded once, and not again', async () => {
    const first = scripted({ ...scripts, [READ]: reading() });
    expect(await open(first.http).payOrder(payment)).toMatchObject({ paid: true, posTotal: 700 });
    expect(routes(first.calls)).toEqual([READ, INVOICE, SENT, PAY]);
    const invoices = [invoice({ status: 'paid', balance: 0 })];
    const second = scripted({ [READ]: reading({ invoices }) });
    expect(await open(second.http).payOrder(payment)).toMatchObject({ paid: true });
    expect(routes(second.calls)).toEqual([READ]);
  });

  it('adopts the invoice that another worker made at the same moment', async () => {
    const { http, calls } = scripted({
      ...scripts,
      [READ]: [reading() as object, reading({ invoices: [invoice({ status: 'sent' })] }) as object],
      [INVOICE]: refusedWith(36026, 'There are no items in this sales order to be invoiced.'),
    });
    expect((await open(http).payOrder(payment)).paid).toBe(true);
    expect(routes(calls)).toEqual([READ, INVOICE, READ, PAY]);
  });

  it('is taken for recorded when Zoho says that nothing is due, and shows it paid', async () => {
    const { http } = scripted({
      ...scripts,
      [READ]: [reading() as object, reading({ paid_status: 'paid' }) as object],
      [PAY]: refusedWith(24016),
    });
    expect((await open(http).payOrder(payment)).paid).toBe(true);
    const unpaid = scripted({ ...scripts, [READ]: reading(), [PAY]: refusedWith(24016) });
    expect((await failureOf(open(unpaid.http).payOrder(payment))).kind).toBe('rejected');
  });

  it('goes to a live invoice, not to a void one', async () => {
    const invoices = [invoice({ invoice_id: '1', status: 'void' }), invoice({ status: 'sent' })];
    const { http, calls } = scripted({ ...scripts, [READ]: reading({ invoices }) });
    await open(http).payOrder(payment);
    expect(asked(calls, PAY)[0]?.body).toMatchObject({ invoices: [{ invoice_id: '700800' }] });
  });

  it.each([
    ['void', { order_status: 'void' }, /void/],
    ['changed', { total: 9 }, /another total/],
    ['not approved', { order_status: 'pending_approval' }, /approval/],
  ])('is refused for an order that is %s, with advice', async (_state, more, words) => {
    const { http, calls } = scripted({ [READ]: reading(more) });
    const failure = await failureOf(open(http).payOrder(payment));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringMatching(words)]);
    expect(failure.detail.advice).toBeTruthy();
    expect(routes(calls)).toEqual([READ]);
  });

  it.each([
    [500, 'unavailable'],
    [429, 'throttled'],
  ])('that meets a %i is tried again (%s)', async (status, kind) => {
    const { http } = scripted({ ...scripts, [READ]: reading(), [SENT]: { status, text: '' } });
    expect((await failureOf(open(http).payOrder(payment))).kind).toBe(kind);
  });
});
