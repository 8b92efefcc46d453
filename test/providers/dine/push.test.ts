import { failureOf, KEYS, line, mapped, MARKER, NOW, open, order, ORDERS, push, row } from './fixtures';
import { asked, scripted } from './scripted';

const CREATE = `POST ${ORDERS}`;
const FIND = `GET ${ORDERS}`;
const error = (status: number, code: string, message = 'No.', field?: string) => ({
  status,
  json: { error: { code, message, field } },
});

describe('an order pushed to Dine', () => {
  it('is one create with our key, and the receipt is what the POS says', async () => {
    const { http, calls } = scripted({ [CREATE]: { status: 201, json: { data: row({ total: 705 }) } } });
    const receipt = await open(http).pushOrder(push());
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      effect: true,
      headers: {
        'x-api-key': KEYS.apiKey,
        'x-api-secret': KEYS.apiSecret,
        'x-outlet-id': 'out-1',
        'idempotency-key': MARKER,
      },
      body: {
        client_reference: MARKER,
        channel: 'online',
        type: 'pickup',
        placed_at: '2026-11-21T11:59:00Z',
        currency: 'USD',
        lines: [{ item_id: 'item-latte', name: 'Latte', quantity: 2, unit_price: 350, modifiers: [] }],
        subtotal: 700,
        discount_total: 0,
        tax_total: 0,
        fees: [],
        tip: 0,
        total: 700,
        payment: { status: 'paid', method: 'card', reference: 'pay_1' },
      },
    });
    const absent = ['customer', 'delivery', 'table', 'due_at', 'notes'];
    expect(Object.keys(calls[0]?.body as object).filter((key) => absent.includes(key))).toEqual([]);
    expect(receipt).toMatchObject({ externalId: 'ord-1', externalNumber: '17', posTotal: 705, paid: true });
    expect(receipt.notes.join(' ')).toContain('7.05 USD, the storefront’s to 7.00 USD');
  });

  it('carries shopper, address, variants, options, fees and notes', async () => {
    const { http, calls } = scripted({ [CREATE]: { json: { data: row({ total: 1350 }) } } });
    const oat = { id: 'oat', name: 'Oat', quantity: 2, unitPrice: 50 };
    const loose = { id: 'dip', name: 'Dip', quantity: 1, unitPrice: 25 };
    const lines = [
      mapped({
        line: line({ modifiers: [oat, loose], note: 'Hot 🌶', discount: 100 }),
        link: { itemId: 'item-latte', variationId: 'var-large' },
        modifiers: [{ modifier: oat, link: { variationId: 'opt-oat' } }, { modifier: loose }],
      }),
    ];
    const parts = {
      customer: { name: 'Sam', phone: '+12025550143' },
      fulfillment: { type: 'delivery', address: '1 Main Street', dueAt: NOW },
      tip: 100,
      total: 1350,
      note: 'Ring',
      tax: { amount: 100, inclusive: false },
    };
    await open(http).pushOrder(
      push({ order: order(parts), lines, fees: [{ name: 'Delivery', amount: 300 }], discounts: [] }),
    );
    expect(calls[0]?.body).toMatchObject({
      type: 'delivery',
      due_at: '2026-11-21T12:00:00Z',
      customer: { name: 'Sam', phone: '+12025550143' },
      delivery: { address1: '1 Main Street' },
      lines: [
        {
          item_id: 'item-latte',
          variant_id: 'var-large',
          unit_price: 375,
          modifiers: [{ option_id: 'opt-oat', name: 'Oat', quantity: 2, price: 50 }],
          note: 'Dip; Hot 🌶; discount 1.00',
        },
      ],
      subtotal: 950,
      discount_total: 100,
      tax_total: 100,
      fees: [{ code: 'Delivery', amount: 300 }],
      tip: 100,
      total: 1350,
      notes: 'Ring',
    });
  });

  it('carries an unlinked line on the fallback item, whole where it comes in fractions', async () => {
    const { http, calls } = scripted({ [CREATE]: { json: { data: row() } } });
    const special = line({ name: 'Special', quantity: 0.5, unitPrice: 801 });
    await open(http).pushOrder(
      push({ lines: [mapped({ line: special, as: 'fallback', link: { variationId: 'misc' } })] }),
    );
    expect(calls[0]?.body).toMatchObject({
      lines: [{ item_id: 'misc', name: 'Special', quantity: 1, unit_price: 401, note: '0.5 x Special' }],
    });
  });

  it('is looked for first when an earlier try may have arrived, on every page', async () => {
    const { http, calls } = scripted({
      [FIND]: ({ query }) =>
        query.cursor === 'two'
          ? { json: { data: [row({ id: 'ord-2' })], next_cursor: null } }
          : { json: { data: [row({ client_reference: `${MARKER}-2` })], next_cursor: 'two' } },
    });
    expect(await open(http).pushOrder(push({ mayExistSince: NOW }))).toMatchObject({
      externalId: 'ord-2',
      posTotal: 700,
    });
    expect(calls[0]?.query).toEqual({ client_reference: MARKER, limit: '200' });
    expect(asked(calls, CREATE)).toEqual([]);
  });

  it('is not sent on a guess when the list does not end', async () => {
    const page = { json: { data: [row({ client_reference: 'x' })], next_cursor: 'again' } };
    const { http, calls } = scripted({ [FIND]: page });
    expect((await failureOf(open(http).pushOrder(push({ mayExistSince: NOW })))).kind).toBe('rejected');
    expect(asked(calls, CREATE)).toEqual([]);
  });

  it('is the standing one when the POS knows its key with another content', async () => {
    const { http } = scripted({
      [CREATE]: error(409, 'idempotency_conflict'),
      [FIND]: { json: { data: [row({ total: 650 })], next_cursor: null } },
    });
    const receipt = await open(http).pushOrder(push());
    expect(receipt).toMatchObject({ externalId: 'ord-1', posTotal: 650 });
    expect(receipt.notes.join(' ')).toMatch(/6.50/);
  });

  it.each([
    [error(404, 'not_found', 'No item', 'lines.0.item_id'), 'p:latte', 'Latte'],
    [error(404, 'not_found', 'Item item-latte is unknown'), 'p:latte', 'Latte'],
    [error(422, 'invalid', 'No', 'lines[0].modifiers[0].option_id'), 'm:oat', 'Latte: Oat'],
  ])('names the line that the POS does not know: %j', async (answer, key, name) => {
    const { http } = scripted({ [CREATE]: answer });
    const oat = { id: 'oat', name: 'Oat', quantity: 1, unitPrice: 0 };
    const modifiers = [{ modifier: oat, link: { variationId: 'opt' } }];
    const failure = await failureOf(open(http).pushOrder(push({ lines: [mapped({ modifiers })] })));
    expect(failure).toMatchObject({ kind: 'unmapped', detail: { lines: [{ lineId: 'l1', key, name }] } });
  });

  it.each([
    [error(400, 'invalid'), 'rejected'],
    [error(401, 'bad_key', 'key-secret is wrong'), 'unauthorized'],
    [error(403, 'forbidden'), 'unauthorized'],
    [error(404, 'not_found'), 'rejected'],
    [error(408, 'timeout'), 'unavailable'],
    [error(425, 'early'), 'unavailable'],
    [{ ...error(429, 'slow'), headers: { 'retry-after': 'Sat, 21 Nov 2026 12:00:37 GMT' } }, 'throttled'],
    [error(503, 'down'), 'unavailable'],
    [{ json: { error: { code: 'broken', message: 'Oops' } } }, 'unexpected'],
    [{ json: { success: false } }, 'unexpected'],
    [{ text: '<html>' }, 'unexpected'],
    [{ text: '' }, 'unexpected'],
    [{ json: { data: { number: '17', total: 700 } } }, 'unexpected'],
    [{ json: { data: row({ id: { wrong: true } }) } }, 'unexpected'],
    [{ json: { data: row({ total: 7.5 }) } }, 'unexpected'],
    [{ status: 302, json: {} }, 'unexpected'],
  ] as const)('answered with %j is a named failure: %s', async (answer, kind) => {
    const { http } = scripted({ [CREATE]: answer });
    const failure = await failureOf(open(http).pushOrder(push()));
    expect(failure.kind).toBe(kind);
    expect(JSON.stringify([failure.message, failure.detail])).not.toContain(KEYS.apiKey);
    if (kind === 'throttled') expect(failure.detail.until).toBe(NOW + 37_000);
    if (kind === 'rejected' || kind === 'unauthorized') expect(failure.detail.advice).toMatch(/\w/);
    if ('json' in answer && 'data' in answer.json) expect(failure.message).toMatch(/usable data\.(id|total)/);
  });
});

describe('a cancellation at Dine', () => {
  const cancel = { marker: MARKER, order: order(), pushedSince: NOW, mayExist: false };
  const CANCEL = `POST ${ORDERS}/ord-1/cancel`;
  const GET = `GET ${ORDERS}/ord-1`;

  it('is one call where its reply shows the end, and says that the money is not given back', async () => {
    const { http, calls } = scripted({ [CANCEL]: { json: { data: row({ status: 'cancelled' }) } } });
    const receipt = { externalId: 'ord-1', posTotal: 700, paid: true, notes: [] };
    const done = await open(http).cancelOrder({ ...cancel, receipt });
    expect(done).toMatchObject({ how: 'voided', notes: [expect.stringMatching(/money/)] });
    expect(calls).toHaveLength(1);
  });

  it('is a refund where the POS says so, found by its reference', async () => {
    const refunded = { json: { data: row({ status: 'cancelled', payment: { status: 'refunded' } }) } };
    const { http } = scripted({
      [FIND]: { json: { data: [row()] } },
      [CANCEL]: { json: {} },
      [GET]: refunded,
    });
    expect(await open(http).cancelOrder(cancel)).toEqual({ how: 'refunded', notes: [] });
  });

  it('is nothing where there is no order', async () => {
    const { http } = scripted({ [FIND]: { json: { data: [] } } });
    expect(await open(http).cancelOrder(cancel)).toEqual({ how: 'nothing', notes: [] });
  });

  it('is refused when it is too late, and fine when staff were faster', async () => {
    const late = error(409, 'not_cancellable');
    const standing = (status: string) =>
      scripted({
        [FIND]: { json: { data: [row()] } },
        [CANCEL]: late,
        [GET]: { json: { data: row({ status }) } },
      });
    const failure = await failureOf(open(standing('ready').http).cancelOrder(cancel));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', 'Cancel the order at the till.']);
    expect(await open(standing('cancelled').http).cancelOrder(cancel)).toMatchObject({ how: 'voided' });
  });

  it.each([
    [error(429, 'slow'), 'throttled'],
    [error(503, 'down'), 'unavailable'],
    [error(401, 'unauthorized'), 'unauthorized'],
  ] as const)('asks no further after %j', async (answer, kind) => {
    const { http, calls } = scripted({ [CANCEL]: answer });
    const receipt = { externalId: 'ord-1', posTotal: 700, paid: true, notes: [] };
    expect((await failureOf(open(http).cancelOrder({ ...cancel, receipt }))).kind).toBe(kind);
    expect(calls).toHaveLength(1);
  });

  it('does not count while the order stands', async () => {
    const { http } = scripted({
      [FIND]: { json: { data: [row()] } },
      [CANCEL]: { json: {} },
      [GET]: { json: { data: row() } },
    });
    expect((await failureOf(open(http).cancelOrder(cancel))).message).toMatch(/still stands/);
  });
});
