import { pagesOf, sale } from './fixtures';
import { refusedWith } from './scripted';
import { at, CHECKPOINT, ORDERS, page, session, SINCE } from './pulls';

describe('the orders of Zoho', () => {
  const row = (salesorder_id: string, more: object = {}) =>
    sale({ salesorder_id, ...at('11:30:00'), ...more });

  it('are pulled with their lines, by what changed', async () => {
    const whole = row('700700', {
      order_status: 'confirmed',
      status: 'fulfilled',
      total: '7.70',
      tax_total: 0.7,
      discount_total: 0,
      line_items: [
        {
          line_item_id: '1',
          item_id: '9',
          name: 'Latte',
          quantity: 2,
          rate: 3.5,
          item_total: 7,
          item_total_inclusive_of_tax: 7.7,
        },
      ],
    });
    const { calls, operations } = session({
      [ORDERS]: page({ salesorders: [row('700700')] }),
      'GET /salesorders/700700': { json: { salesorder: whole } },
    });
    const { records, last } = await pagesOf(operations.pullOrders({ since: SINCE }));
    expect(records).toEqual([
      {
        id: '700700',
        number: 'A17-0123456789abcd',
        reference: 'A17-0123456789abcd',
        status: 'completed',
        placedAt: Date.UTC(2026, 10, 21, 11, 59, 30),
        updatedAt: Date.UTC(2026, 10, 21, 11, 30),
        currency: 'USD',
        total: 770,
        tax: 70,
        discount: 0,
        customerId: '700500',
        lines: [{ id: '1', variationId: '9', name: 'Latte', quantity: 2, unitPrice: 350, total: 770 }],
      },
    ]);
    expect(last).toMatchObject({ complete: true, full: false, checkpoint: CHECKPOINT });
    expect(calls[0]?.query).toMatchObject({ last_modified_time: '2026-11-21T11:00:00+0000' });
  });

  it('are those of the last 30 days at first', async () => {
    const { calls, operations } = session({ [ORDERS]: page({ salesorders: [] }) });
    await pagesOf(operations.pullOrders({}));
    expect(calls[0]?.query.last_modified_time).toBe('2026-10-22T12:00:00+0000');
  });

  it('leave out another location’s and those deleted meanwhile', async () => {
    const { calls, operations } = session({
      [ORDERS]: page({ salesorders: [row('1', { location_id: 'x' }), row('2')] }),
      'GET /salesorders/2': refusedWith(1002, 'Gone.', 404),
    });
    const { records, last } = await pagesOf(operations.pullOrders({ since: SINCE }));
    expect([records, last?.complete]).toEqual([[], true]);
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['void', 'void', 'cancelled'],
    ['draft', 'draft', 'accepted'],
    ['confirmed', 'partially_shipped', 'preparing'],
    ['confirmed', 'invoiced', 'accepted'],
    ['closed', 'closed', 'completed'],
  ])('with state %s, rolled up %s, are %s', async (order_status, status, expected) => {
    const salesorder = row('1', { order_status, status });
    const { operations } = session({
      [ORDERS]: page({ salesorders: [salesorder] }),
      'GET /salesorders/1': { json: { salesorder } },
    });
    expect((await pagesOf(operations.pullOrders({ since: SINCE }))).records).toMatchObject([
      { status: expected },
    ]);
  });
});
