import { CREATE, failureOf, FALLBACK, line, mapped, NOW, open, order, push, sale } from './fixtures';
import { asked, refusedWith, scripted, type Answer, type Script } from './scripted';

const DETAILS = 'GET /itemdetails';
const refusal = (answer: Answer, what = push(), more: Record<string, Script> = {}) => {
  const { http } = scripted({ [CREATE]: answer, [DETAILS]: { json: { items: [] } }, ...more });
  return failureOf(open(http).pushOrder(what));
};
const MINUTE = 60_000;

describe('a refusal by Zoho', () => {
  it.each([
    [400, 6, 'rejected'],
    [400, 15, 'rejected'],
    [400, 99999, 'rejected'],
    [400, 103001, 'rejected'],
    [401, 14, 'unauthorized'],
    [401, 57, 'unauthorized'],
    [400, 57, 'unauthorized'],
    [200, 57, 'unauthorized'],
    [400, 6041, 'unauthorized'],
    [403, 4, 'unauthorized'],
    [404, 5, 'unexpected'],
    [429, 44, 'throttled'],
    [200, 43, 'throttled'],
    [429, 45, 'throttled'],
    [429, 1070, 'throttled'],
    [500, 1000, 'unavailable'],
    [400, 1000, 'unavailable'],
    [500, 3, 'unavailable'],
  ])('with status %i and code %i is %s', async (status, code, kind) => {
    const failure = await refusal(refusedWith(code, 'Words.', status));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(`${code} Words.`);
  });

  it.each([
    ['the minute’s block, half an hour without a time', 44, {}, NOW + 30 * MINUTE],
    ['the minute’s block, with a time', 44, { 'retry-after': '1700' }, NOW + 1_700_000],
    ['a block inside a success', 43, {}, NOW + 30 * MINUTE],
    [
      'the day’s end, by Zoho’s clock',
      45,
      { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '7200' },
      NOW + 7_200_000,
    ],
    // Midnight in Kolkata is 18:30 UTC.
    ['the day’s end, by the organization’s midnight', 45, {}, Date.UTC(2026, 10, 21, 18, 30)],
    ['a crowd, for seconds', 1070, {}, NOW + 5_000],
  ])('for %s names the moment', async (_what, code, headers, until) => {
    const failure = await refusal({ ...refusedWith(code, '', code === 43 ? 200 : 429), headers });
    expect([failure.kind, failure.detail.until]).toEqual(['throttled', until]);
  });

  it('without a body is read by its status', async () => {
    expect((await refusal({ status: 429, text: '' })).detail.until).toBe(NOW + MINUTE);
    expect((await refusal({ status: 401, text: '<html>' })).kind).toBe('unauthorized');
    expect((await refusal({ status: 502, text: '<html>' })).kind).toBe('unavailable');
  });

  it.each([
    ['a code that is not zero', { code: 9, salesorder: sale() }, 'rejected'],
    ['a code as text', { code: '9', salesorder: sale() }, 'rejected'],
    ['no code', { code: undefined, salesorder: sale() }, 'unexpected'],
  ])('with status 200 and %s is never a success', async (_how, json, kind) =>
    expect((await refusal({ json })).kind).toBe(kind),
  );

  it('takes a success in either key of the published and the real reply', async () => {
    const { http } = scripted({
      [CREATE]: { json: { code: '0', sales_order: sale({ order_status: 'confirmed' }) } },
    });
    expect((await open(http).pushOrder(push())).externalId).toBe('700700');
  });

  it.each([
    ['HTML', { text: '<html>' }, /not JSON/],
    ['nothing', { text: '' }, /not JSON/],
    ['no order', { json: {} }, /salesorder/],
    ['an order without a total', { json: { salesorder: { ...sale(), total: undefined } } }, /total/],
  ])('is unexpected when a success holds %s', async (_what, answer, words) => {
    const failure = await refusal(answer);
    expect([failure.kind, failure.message]).toEqual(['unexpected', expect.stringMatching(words)]);
  });

  it('quotes Zoho shortened, and no secret', async () => {
    const { message } = await refusal(refusedWith(15, 'd'.repeat(500)));
    expect(message).toContain('d'.repeat(200));
    expect(message).not.toContain('d'.repeat(201));
    expect(message).not.toContain('tok-secret');
  });
});

describe('an order refused for one of its parts', () => {
  const oat = { id: 'oat', name: 'Oat', quantity: 1, unitPrice: 0 };
  const what = push({
    order: order({ total: 1400 }),
    lines: [
      mapped({
        line: line({ modifiers: [oat] }),
        modifiers: [{ modifier: oat, link: { variationId: '3' } }],
      }),
      mapped({ line: line({ id: 'l2', productId: 'tea', name: 'Tea' }), link: { variationId: '2' } }),
    ],
  });
  const items = (...ids: string[]) => ({
    json: { items: ids.map((item_id) => ({ item_id, name: item_id })) },
  });
  const unknown = refusedWith(1002, 'Item does not exist.', 404);

  it('names the lines whose items Zoho does not have', async () => {
    const failure = await refusal(unknown, what, { [DETAILS]: items('700201', '3') });
    expect([failure.kind, failure.detail.lines]).toEqual([
      'unmapped',
      [{ lineId: 'l2', key: 'p:tea', name: 'Tea' }],
    ]);
  });

  it('names a modifier, and an item that is inactive', async () => {
    const rows = [
      { item_id: '700201', name: 'Latte', status: 'inactive' },
      { item_id: '2', name: 'Tea' },
    ];
    const failure = await refusal(unknown, what, { [DETAILS]: { json: { items: rows } } });
    expect(failure.detail.lines?.map(({ key }) => key)).toEqual(['p:latte', 'm:oat']);
  });

  it('halves the question where Zoho refuses it for one unknown item', async () => {
    const known = new Set(['700201', '3']);
    const script: Script = ({ query }) => {
      const ids = (query.item_ids ?? '').split(',');
      return ids.every((id) => known.has(id)) ? items(...ids) : refusedWith(1002, 'No such item.', 404);
    };
    const { http, calls } = scripted({ [CREATE]: unknown, [DETAILS]: script });
    const failure = await failureOf(open(http).pushOrder(what));
    expect(failure.detail.lines?.map(({ key }) => key)).toEqual(['p:tea']);
    expect(asked(calls, DETAILS).length).toBeLessThanOrEqual(5);
  });

  it('blames the fallback item where that is what Zoho does not have', async () => {
    const lines = [mapped({ as: 'fallback', link: FALLBACK })];
    const failure = await refusal(unknown, push({ lines, fallback: FALLBACK }));
    expect([failure.kind, failure.detail.advice]).toEqual([
      'rejected',
      expect.stringMatching(/fallback item/),
    ]);
  });

  it.each([
    ['Invalid value passed for customer_id', /walk-in customer/],
    ['Invalid value passed for location_id', /location/],
    ['Invalid value passed for tax_id', /taxes of the connection/],
  ])('with "%s" says what to choose anew', async (message, advice) => {
    const failure = await refusal(refusedWith(2, message), what);
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(advice)]);
  });

  it('stays refused where Zoho has all its items, or does not tell', async () => {
    const has = await refusal(unknown, what, { [DETAILS]: items('700201', '2', '3') });
    expect(has.kind).toBe('rejected');
    const silent = await refusal(unknown, what, { [DETAILS]: { status: 500, text: '' } });
    expect(silent.kind).toBe('rejected');
  });
});
