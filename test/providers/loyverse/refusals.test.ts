import { failureOf, FALLBACK, line, mapped, MARKER, NOW, open, push, receiptRow } from './fixtures';
import { refusedWith, scripted, type Answer } from './scripted';

const CREATE = 'POST /v1.0/receipts';

const modifier = { id: 'oat', name: 'Oat', quantity: 1, unitPrice: 0 };
const order = push({
  lines: [
    mapped({
      line: line({ id: 'l1', quantity: 1, modifiers: [modifier] }),
      modifiers: [{ modifier, link: { variationId: 'opt-oat' } }],
    }),
    mapped({
      line: line({ id: 'l2', productId: 'tea', variationId: 'big', name: 'Tea', quantity: 1 }),
      link: { variationId: 'var-tea' },
    }),
  ],
  fees: [{ name: 'Delivery', amount: 0 }],
});

const refusal = (answer: Answer, what = order) => {
  const { http } = scripted({ [CREATE]: answer });
  return failureOf(open(http).pushOrder(what));
};

describe('a refusal by Loyverse', () => {
  it.each([
    [400, 'BAD_REQUEST', 'rejected'],
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [402, 'PAYMENT_REQUIRED', 'rejected'],
    [403, 'FORBIDDEN', 'unauthorized'],
    [404, 'NOT_FOUND', 'rejected'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'unexpected'],
    [429, 'RATE_LIMITED', 'throttled'],
    [500, 'INTERNAL_SERVER_ERROR', 'unavailable'],
    [500, 'INTERNAL_ERROR', 'unavailable'],
    // The status speaks first; the code only where the status says nothing of its own.
    [401, 'NOT_FOUND', 'unauthorized'],
    [400, 'RATE_LIMITED', 'rejected'],
    [418, 'RATE_LIMITED', 'throttled'],
    [422, 'SOMETHING_NEW', 'rejected'],
  ])('with %i %s is %s', async (status, code, kind) => {
    const failure = await refusal(refusedWith(status, code));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(code);
  });

  it.each([
    [402, /subscription/],
    [403, /RECEIPTS_WRITE/],
    [404, /mapping/],
  ])('with %i says what to do', async (status, advice) =>
    expect((await refusal(refusedWith(status, 'X'))).detail.advice).toMatch(advice),
  );

  it('with 429 names the moment when the way is free, if Loyverse does', async () => {
    const later = await refusal({ ...refusedWith(429, 'RATE_LIMITED'), headers: { 'retry-after': '30' } });
    expect(later.detail.until).toBe(NOW + 30_000);
    expect((await refusal(refusedWith(429, 'RATE_LIMITED'))).detail.until).toBeUndefined();
  });

  it('without a readable body keeps its meaning', async () => {
    expect((await refusal({ status: 401, text: '<html>' })).kind).toBe('unauthorized');
    expect((await refusal({ status: 400, json: { errors: 'none' } })).kind).toBe('rejected');
  });

  it.each([
    ['alone', { errors: [{ code: 'INVALID_VALUE' }] }],
    ['beside a receipt', { ...receiptRow({ order: MARKER }), errors: [{ code: 'INVALID_VALUE' }] }],
  ])('with status 200 (%s) is never a success', async (_how, json) =>
    expect((await refusal({ json })).kind).toBe('unexpected'),
  );

  it('names the path that a changed reply lacks', async () => {
    const { total_money: _gone, ...rest } = receiptRow();
    const failure = await refusal({ json: rest });
    expect([failure.kind, failure.message]).toEqual(['unexpected', expect.stringContaining('total_money')]);
  });

  it('quotes of a reply only code, details and field, and those shortened', async () => {
    const json = {
      errors: [{ code: 'BAD_REQUEST', details: 'd'.repeat(500), field: 'f', input: 'ana@example.com' }],
      customer: 'Ana',
    };
    const { message } = await refusal({ status: 400, json });
    expect(message).not.toMatch(/ana/i);
    expect(message).toContain('d'.repeat(200));
    expect(message).not.toContain('d'.repeat(201));
    expect(message).not.toContain('tok-secret');
  });
});

describe('a receipt refused for one of its parts', () => {
  const l1 = { lineId: 'l1', key: 'p:latte', name: 'Latte' };
  const l2 = { lineId: 'l2', key: 'p:tea:big', name: 'Tea' };
  const oat = { lineId: 'l1', key: 'm:oat', name: 'Oat' };

  it.each([
    [404, "The resource with ID 'var-tea' was not found", 'id', [l2]],
    [404, "The resource with ID 'opt-oat' was not found", 'id', [oat]],
    [404, 'Not found', 'object.line_items[1].variant_id (line: 1, column: 162)', [l2]],
    [404, 'Not found', 'object.line_items[0]', [l1]],
    [400, 'Bad id', 'object.line_items[0].variant_id (line: 1, column: 9)', [l1]],
    [400, 'Bad id', 'object.line_items[0].line_modifiers[0].modifier_option_id', [oat]],
  ])('with %i "%s" at %s names the lines without an item', async (status, details, field, lines) => {
    const failure = await refusal(refusedWith(status, 'NOT_FOUND', details, field));
    expect(failure.kind).toBe('unmapped');
    expect(failure.detail.lines).toEqual(lines);
  });

  it.each([
    [404, "The resource with ID 'pay-online' was not found", 'id', /payment type/],
    [400, 'Wrong', 'object.payments[0].payment_type_id', /payment type/],
    [400, 'Wrong', 'object.payments[0].money_amount', /Compare the taxes/],
    [400, 'Payment amount must be equal to receipt total', undefined, /Compare the taxes/],
    [400, 'Wrong', 'object.total_discounts[0].money_amount', /another discount/],
    [404, "The resource with ID 'cust-1' was not found", 'id', /looked up again/],
    [404, 'Not found', 'object.line_items[0].line_taxes[0].id', /taxes of the connection/],
    [400, 'Wrong', 'object.line_items[0].quantity', /by weight/],
    [404, "The resource with ID 'store-1' was not found", 'id', /store/],
  ])('with %i "%s" at %s says what to choose anew', async (status, details, field, advice) => {
    const failure = await refusal(refusedWith(status, 'X', details, field), {
      ...order,
      customerId: 'cust-1',
    });
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(advice)]);
  });

  it('blames the fallback item where that is what Loyverse does not know', async () => {
    const answer = refusedWith(404, 'NOT_FOUND', "The resource with ID 'var-misc' was not found", 'id');
    const what = { ...order, fees: [{ name: 'Delivery', amount: 5 }], fallback: FALLBACK };
    const failure = await refusal(answer, what);
    expect([failure.kind, failure.detail.advice]).toEqual([
      'rejected',
      expect.stringMatching(/fallback item/),
    ]);
  });

  it('stays a question of sign-in or pace where the status says so', async () => {
    const answer = refusedWith(401, 'UNAUTHORIZED', 'var-tea', 'object.line_items[1].variant_id');
    expect((await refusal(answer)).kind).toBe('unauthorized');
  });
});
