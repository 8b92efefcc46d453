import type { PayOrder } from '../../../functions/src/providers/provider';
import { ALL_SERIES, ENTRY, failureOf, MARKER, open, order, sentOrder, valuesOf } from './fixtures';
import { memoryOdoo } from './memoryOdoo';

const DRAFT = { state: 'draft', amount_paid: 0 };
const receipt = { externalId: '6', posTotal: 700, paid: false, notes: [] };
const pay = (): PayOrder => ({ marker: MARKER, order: order(), receipt });

describe.each(ALL_SERIES)('a later payment in Odoo %i', (series) => {
  it('makes the draft a paid order', async () => {
    const odoo = memoryOdoo(series, DRAFT);
    expect(await open(odoo.http, { series }).payOrder(pay())).toMatchObject({
      externalId: '6',
      paid: true,
      posTotal: 700,
    });
    expect(odoo.payments).toEqual([{ orderId: 6, amount: 7 }]);
  });

  it('is one though it comes twice, or two come at once', async () => {
    const odoo = memoryOdoo(series, DRAFT);
    const session = open(odoo.http, { series });
    await Promise.all([session.payOrder(pay()), session.payOrder(pay())]);
    expect(await session.payOrder(pay())).toMatchObject({ paid: true });
    expect(odoo.payments).toHaveLength(1);
  });

  it('is one though its reply is lost', async () => {
    const odoo = memoryOdoo(series, DRAFT);
    odoo.lose.push(ENTRY(series));
    const session = open(odoo.http, { series });
    expect((await failureOf(session.payOrder(pay()))).kind).toBe('unavailable');
    expect(await session.payOrder(pay())).toMatchObject({ paid: true });
    expect(odoo.payments).toHaveLength(1);
  });

  it('adds no line: what stands there stays as it is', async () => {
    const odoo = memoryOdoo(series, DRAFT);
    await open(odoo.http, { series }).payOrder(pay());
    const sent = sentOrder(odoo.asked(ENTRY(series))[0]);
    if (series >= 18) {
      expect(sent).toMatchObject({ id: 6, uuid: 'u-6', access_token: '', lines: [], state: 'paid' });
      return;
    }
    expect(sent).toMatchObject({
      server_id: 6,
      partner_id: 12,
      name: 'Order 12345-678-9012 A17',
      pos_session_id: 3,
    });
    const [line, ...more] = valuesOf(sent.lines);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ product_id: 65, qty: 2, price_unit: 3.5, tax_ids: [[6, 0, [1]]] });
    if (series === 17) expect(line).toMatchObject({ attribute_value_ids: [[6, 0, [31]]] });
  });

  it.each([
    ['cancelled at the till', { state: 'cancel', amount_paid: 0 }, /cancelled/],
    ['changed at the till', { ...DRAFT, amount_total: 9 }, /9\.00.*7\.00/],
    ['partly paid at the till', { state: 'draft', amount_paid: 3 }, /partly paid/],
  ])('is refused with advice for an order that was %s', async (_what, seed, words) => {
    const odoo = memoryOdoo(series, seed);
    const failure = await failureOf(open(odoo.http, { series }).payOrder(pay()));
    expect(failure).toMatchObject({ kind: 'rejected', message: expect.stringMatching(words) as string });
    expect(failure.detail.advice).toBeTruthy();
    expect(odoo.payments).toEqual([]);
  });

  it('does nothing to an order that is paid', async () => {
    const odoo = memoryOdoo(series, { state: 'done' });
    expect(await open(odoo.http, { series }).payOrder(pay())).toMatchObject({ paid: true });
    expect(odoo.calls).toHaveLength(1);
  });
});
