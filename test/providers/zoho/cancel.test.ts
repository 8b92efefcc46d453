import { failureOf, invoice, LIST, MARKER, NOW, OK, open, order, READ, row, rows, sale } from './fixtures';
import { refusedWith, routes, scripted, type Answer } from './scripted';

const VOID = 'POST /salesorders/700700/status/void';
const VOID_INVOICE = 'POST /invoices/700800/status/void';
const receipt = { externalId: '700700', posTotal: 700, paid: false, notes: [] };
const cancel = (more = {}) => ({
  marker: MARKER,
  order: order(),
  receipt,
  pushedSince: NOW - 60_000,
  mayExist: false,
  ...more,
});
const reading = (more = {}): Answer => ({
  json: { salesorder: sale({ order_status: 'confirmed', ...more }) },
});

describe('cancelling an order in Zoho', () => {
  it('voids the sales order', async () => {
    const { http, calls } = scripted({ [READ]: reading(), [VOID]: OK });
    expect(await open(http).cancelOrder(cancel())).toEqual({ how: 'voided', notes: [] });
    expect(routes(calls)).toEqual([READ, VOID]);
    expect(calls.map(({ effect }) => effect)).toEqual([false, true]);
  });

  it('voids its unpaid invoices first, and leaves void ones alone', async () => {
    const invoices = [invoice({ invoice_id: '1', status: 'void' }), invoice({ status: 'sent' })];
    const { http, calls } = scripted({ [READ]: reading({ invoices }), [VOID_INVOICE]: OK, [VOID]: OK });
    await open(http).cancelOrder(cancel());
    expect(routes(calls)).toEqual([READ, VOID_INVOICE, VOID]);
  });

  it('does nothing to one that is void already', async () => {
    const { http, calls } = scripted({ [READ]: reading({ order_status: 'void' }) });
    expect((await open(http).cancelOrder(cancel({ mayExist: true }))).how).toBe('voided');
    expect(routes(calls)).toEqual([READ]);
  });

  it.each([
    ['paid', { status: 'paid', balance: 0 }],
    ['partly paid', { status: 'partially_paid', balance: 3 }],
  ])('leaves a %s invoice to a person, with advice', async (_how, more) => {
    const { http, calls } = scripted({ [READ]: reading({ invoices: [invoice(more)] }) });
    const failure = await failureOf(open(http).cancelOrder(cancel()));
    expect([failure.kind, failure.detail.advice]).toEqual([
      'rejected',
      expect.stringMatching(/credit note for invoice INV-7/),
    ]);
    expect(routes(calls)).toEqual([READ]);
  });

  it('finds the order by its marker, also where the reference was changed', async () => {
    const { http, calls } = scripted({
      [LIST]: [rows([]), rows([row({ reference_number: 'changed' })])],
      [READ]: reading(),
      [VOID]: OK,
    });
    expect((await open(http).cancelOrder(cancel({ receipt: undefined }))).how).toBe('voided');
    expect(calls.slice(0, 2).map(({ query }) => [query.reference_number, query.salesorder_number])).toEqual([
      [MARKER, undefined],
      [undefined, MARKER],
    ]);
  });

  it.each([
    ['was never there', { [LIST]: rows([]) }, { receipt: undefined }],
    ['was deleted', { [READ]: refusedWith(1002, 'Sales Order does not exist.', 404) }, {}],
  ])('ends with nothing when the order %s', async (_why, scripts, more) => {
    const { http } = scripted(scripts);
    expect(await open(http).cancelOrder(cancel(more))).toEqual({ how: 'nothing', notes: [] });
  });

  it('that is refused is fine where the order stands void by now, and passed on otherwise', async () => {
    const voided = scripted({
      [READ]: [reading(), reading({ order_status: 'void' })],
      [VOID]: refusedWith(9),
    });
    expect((await open(voided.http).cancelOrder(cancel())).how).toBe('voided');
    const stands = scripted({ [READ]: reading(), [VOID]: refusedWith(9, 'Already shipped.') });
    const failure = await failureOf(open(stands.http).cancelOrder(cancel()));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('shipped')]);
  });

  it('goes on when an invoice was voided by somebody else meanwhile', async () => {
    const { http, calls } = scripted({
      [READ]: [reading({ invoices: [invoice()] }), reading({ invoices: [invoice({ status: 'void' })] })],
      [VOID_INVOICE]: refusedWith(9),
      [VOID]: OK,
    });
    await open(http).cancelOrder(cancel());
    expect(routes(calls)).toEqual([READ, VOID_INVOICE, READ, VOID]);
  });
});
