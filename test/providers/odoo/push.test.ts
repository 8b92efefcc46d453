import {
  accepting,
  ALL_SERIES,
  CREDENTIALS,
  ENTRY,
  failureOf,
  FALLBACK,
  line,
  mapped,
  MARKER,
  METHOD,
  NOW,
  open,
  order,
  orderRow,
  push,
  sentOrder,
  SESSION,
  till,
  UNPAID,
  valuesOf,
} from './fixtures';
import { pushed } from './pushed';
import { domainOf, scripted } from './scripted';

describe.each(ALL_SERIES)('an order for Odoo %i', (series) => {
  it('goes into the open session by the call that the series wants, in its transport', async () => {
    const { calls, call, sent } = await pushed(series);
    expect(call?.transport).toBe(series >= 19 ? 'json2' : 'rpc');
    expect(sent[series >= 18 ? 'session_id' : 'pos_session_id']).toBe(SESSION);
    expect(calls.filter(({ effect }) => effect)).toEqual([call]);
    expect(calls).toHaveLength(series >= 18 ? 2 : 3);
  });

  it('states every amount and is paid with the chosen method', async () => {
    const { sent, receipt } = await pushed(series);
    expect(sent).toMatchObject({ amount_total: 7, amount_tax: 0, amount_paid: 7, amount_return: 0 });
    const [payment, ...others] = valuesOf(sent[series >= 18 ? 'payment_ids' : 'statement_ids']);
    expect(others).toEqual([]);
    expect(payment).toMatchObject({ payment_method_id: METHOD, amount: 7, transaction_id: 'pi_1' });
    expect(valuesOf(sent.lines)).toMatchObject([
      { product_id: 65, qty: 2, price_unit: 3.5, discount: 0, price_subtotal: 7, price_subtotal_incl: 7 },
    ]);
    expect(receipt).toMatchObject({ externalId: '6', posTotal: 700, paid: true, notes: [] });
  });

  it('stays a draft without payments while it is unpaid, and says what that means for the till', async () => {
    const { sent, receipt, call } = await pushed(series, push({ order: order(UNPAID) }));
    expect(valuesOf(sent[series >= 18 ? 'payment_ids' : 'statement_ids'])).toEqual([]);
    expect(sent.amount_paid).toBe(0);
    if (series >= 18) expect(sent.state).toBe('draft');
    else expect(call?.args[1]).toBe(true);
    expect(receipt.paid).toBe(false);
    expect(receipt.notes.join(' ')).toMatch(/unpaid.*closed/);
  });

  it('carries the marker word for word and what it is found by', async () => {
    const { sent } = await pushed(series);
    const where = series >= 19 ? sent.general_customer_note : sent.name;
    expect(where).toContain(MARKER);
    if (series >= 18)
      expect(sent.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // The till's loader up to 18 crashes without a run of fourteen digits and dashes.
    if (series <= 18) expect(/([0-9-]){14,}/.exec(String(sent.name))?.[0]).toMatch(/^\d{5}-\d{3}-\d{4}$/);
    else for (const own of ['name', 'pos_reference', 'sequence_number']) expect(sent).not.toHaveProperty(own);
  });

  it('is found again when it may be there, and nothing is created', async () => {
    const wire = scripted({ 'pos.order.search_read': { result: [orderRow()] } });
    const receipt = await open(wire.http, { series }).pushOrder(push({ mayExistSince: NOW - 5_000 }));
    expect(receipt).toMatchObject({ externalId: '6', posTotal: 700, paid: true });
    expect(wire.lines()).toEqual(['pos.order.search_read']);
    const { sent } = await pushed(series);
    const key = series >= 18 ? ['uuid', '=', sent.uuid] : ['pos_reference', '=', sent.name];
    expect(domainOf(wire.calls[0])).toContainEqual(key);
  });

  it('that was refunded meanwhile is found by its sale, not by the refund with the same reference', async () => {
    const rows = [orderRow({ id: 5 }), orderRow({ id: 9, amount_total: -7 })];
    const wire = scripted({ 'pos.order.search_read': { result: rows } });
    const receipt = await open(wire.http, { series }).pushOrder(push({ mayExistSince: NOW }));
    expect(receipt).toMatchObject({ externalId: '5', notes: [] });
  });

  it('is created where the look finds nothing', async () => {
    let looks = 0;
    const base = accepting(series);
    const { asked } = await pushed(series, push({ mayExistSince: NOW }), undefined, {
      'pos.order.search_read': () => (looks++ === 0 ? { result: [] } : base['pos.order.search_read']()),
      [ENTRY(series)]: base[ENTRY(series)],
    });
    expect(asked(ENTRY(series))).toHaveLength(1);
  });

  it('waits while the till is closed: throttled for five minutes, with advice, and nothing is created', async () => {
    const closed = till({ current_session_id: false, current_session_state: false });
    const wire = scripted({ 'pos.config.search_read': { result: [closed] } });
    const { kind, detail, message } = await failureOf(open(wire.http, { series }).pushOrder(push()));
    expect(kind).toBe('throttled');
    expect(detail).toMatchObject({
      until: NOW + 5 * 60_000,
      advice: expect.stringMatching(/open the till/i) as string,
    });
    expect(message).toContain('Coffee bar');
    expect(wire.calls.some(({ effect }) => effect)).toBe(false);
  });

  it('waits while the till is being closed, and goes while it is being opened', async () => {
    const closing = till({ current_session_state: 'closing_control' });
    const wire = scripted({ 'pos.config.search_read': { result: [closing] } });
    expect((await failureOf(open(wire.http, { series }).pushOrder(push()))).kind).toBe('throttled');
    const opening = {
      'pos.config.search_read': { result: [till({ current_session_state: 'opening_control' })] },
    };
    expect((await pushed(series, push(), undefined, opening)).receipt.paid).toBe(true);
  });

  it('opens the till where the merchant wants it so', async () => {
    const closed = till({ current_session_id: false, current_session_state: false });
    const reading = [{ result: [closed] }, { result: [till()] }];
    const { asked } = await pushed(
      series,
      push(),
      { paymentMethodId: METHOD, openTill: true },
      {
        'pos.config.search_read': reading,
        'pos.config.open_ui': { result: { url: '/pos/ui' } },
      },
    );
    expect(asked('pos.config.open_ui')).toMatchObject([{ ids: [1], effect: true }]);
  });

  it('names lines that Odoo no longer has', async () => {
    const fault =
      series >= 18
        ? { name: 'odoo.exceptions.ValidationError', message: 'Constraint: pos_order_line_product_id_fkey' }
        : { name: 'psycopg2.errors.InFailedSqlTransaction', message: 'current transaction is aborted' };
    const wire = scripted({
      ...accepting(series),
      [ENTRY(series)]: { fault },
      'product.product.search_read': { result: [{ id: 70 }] },
    });
    const lines = [
      mapped(),
      mapped({ line: line({ id: 'l2', productId: 'tea' }), link: { variationId: '70' } }),
    ];
    const both = order({ lines: [line(), line({ id: 'l2', productId: 'tea' })], total: 1400 });
    const failure = await failureOf(open(wire.http, { series }).pushOrder(push({ order: both, lines })));
    expect(failure.kind).toBe('unmapped');
    expect(failure.detail.lines).toEqual([{ lineId: 'l1', key: 'p:latte', name: 'Latte' }]);
  });

  it('says so where it is the fallback item that is gone', async () => {
    const fault = { name: 'odoo.exceptions.ValidationError', message: "constraint: 'Product' (product_id)" };
    const wire = scripted({
      ...accepting(series),
      [ENTRY(series)]: { fault },
      'product.product.search_read': { result: [{ id: 65 }] },
    });
    const what = push({ order: order({ tip: 100, total: 800 }), fallback: FALLBACK });
    const failure = await failureOf(open(wire.http, { series }).pushOrder(what));
    expect(failure).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/fallback/) as string });
  });
});

describe('a twin that was faster', () => {
  it.each([
    ['18, an update without id', 18, 'builtins.ValueError', 'Expected singleton: pos.order()'],
    ['18, an update without token', 18, 'builtins.KeyError', "'access_token'"],
    ['19, an update without token', 19, 'builtins.KeyError', "'access_token'"],
    ['19, the unique UUID', 19, 'odoo.exceptions.ValidationError', 'An order with this uuid already exists'],
  ])('leaves its order to be adopted: %s', async (_what, series, name, message) => {
    const wire = scripted({ ...accepting(series), [ENTRY(series)]: { fault: { name, message } } });
    const receipt = await open(wire.http, { series }).pushOrder(push());
    expect(receipt.externalId).toBe('6');
    expect(wire.asked(ENTRY(series))).toHaveLength(1);
  });

  it('shows by an empty answer on 18 and up to 17', async () => {
    for (const [series, result] of [
      [18, { 'pos.order': [], 'pos.session': [] }],
      [17, []],
    ] as const) {
      const wire = scripted({ ...accepting(series), [ENTRY(series)]: { result } });
      expect((await open(wire.http, { series }).pushOrder(push())).externalId).toBe('6');
    }
  });

  it('cannot have its lines doubled: no update is possible with what is sent', async () => {
    for (const series of [18, 19]) {
      const { sent } = await pushed(series, push({ order: order(UNPAID) }));
      expect(sent).not.toHaveProperty('access_token');
      expect(sent).not.toHaveProperty('id');
    }
  });

  it('is no excuse for a defect: without a standing order the failure stays', async () => {
    const wire = scripted({
      ...accepting(18),
      'pos.order.sync_from_ui': { fault: { name: 'builtins.KeyError', message: "'mobile'" } },
      'pos.order.search_read': { result: [] },
    });
    expect((await failureOf(open(wire.http).pushOrder(push()))).kind).toBe('unexpected');
  });
});

describe('a paid order whose draft was found', () => {
  it('is paid, not created again', async () => {
    const draft = orderRow({ state: 'draft', amount_paid: 0 });
    const wire = scripted({
      'pos.order.search_read': { result: [draft] },
      'pos.order.sync_from_ui': {
        result: { 'pos.order': [orderRow({ session_id: SESSION, config_id: 1 })] },
      },
    });
    const receipt = await open(wire.http).pushOrder(push({ mayExistSince: NOW }));
    expect(receipt.paid).toBe(true);
    expect(sentOrder(wire.asked('pos.order.sync_from_ui')[0])).toMatchObject({
      id: 6,
      lines: [],
      state: 'paid',
    });
  });
});

it('Odoo’s company and language go with every call where they are chosen', async () => {
  const { calls } = await pushed(18, push(), { paymentMethodId: METHOD, companyId: '3', lang: 'fr_FR' });
  for (const { context } of calls) expect(context).toEqual({ lang: 'fr_FR', allowed_company_ids: [3] });
});

it('the key stands where the transport wants it, and database and user with it', async () => {
  expect((await pushed(18)).call?.as).toEqual(['shop', 8, CREDENTIALS.apiKey]);
  expect((await pushed(19)).call?.as).toEqual(['shop', `bearer ${CREDENTIALS.apiKey}`]);
});
