import { ALL_SERIES } from '..';
import { type Json, pay, sell, till, type Till } from '../till';

const ORDER = 'pos.order';

async function draftRefund(shop: Till, id: number): Promise<Json> {
  const action = await shop.call<{ res_id: number }>(ORDER, 'refund', [[id]]);
  const fields = ['state', 'amount_total', 'amount_paid', 'pos_reference', 'lines', 'name'];
  const [row] = await shop.call<Json[]>(ORDER, 'read', [[action.res_id], fields]);
  return row ?? {};
}

const flags = async (shop: Till, id: number) => {
  const [row] = await shop.call<Json[]>(ORDER, 'read', [
    [id],
    ['has_refundable_lines', 'refund_orders_count'],
  ]);
  return [row?.has_refundable_lines, row?.refund_orders_count];
};

describe.each(ALL_SERIES)('a refund on %i', (series) => {
  it('is a draft with negative amounts until it is paid out', async () => {
    const shop = till({ series });
    const id = await sell(shop);
    expect(await flags(shop, id)).toEqual([true, 0]);
    const refund = await draftRefund(shop, id);
    expect(refund).toMatchObject({ state: 'draft', amount_total: -7, amount_paid: 0 });
    expect(await flags(shop, id)).toEqual([false, 1]);
    expect(shop.model.orders()).toMatchObject([{ id: String(id), state: 'paid', paidOut: 0 }]);
    expect(await pay(shop, Number(refund.id), -7)).toEqual({ type: 'ir.actions.act_window_close' });
    expect(shop.model.orders()).toMatchObject([{ id: String(id), state: 'refunded', paidOut: 700 }]);
    expect(shop.model.state().refunds).toMatchObject([{ refundOf: String(id), state: 'paid', total: -700 }]);
    expect(shop.model.state().violations).toBe(0);
  });

  it('has the number of its order up to 18, one of its own on 19, and says what it refunds', async () => {
    const shop = till({ series });
    const id = await sell(shop, { more: series === 18 ? { name: 'Web 1' } : {} });
    const [order] = await shop.call<Json[]>(ORDER, 'read', [[id], ['pos_reference']]);
    const refund = await draftRefund(shop, id);
    expect(refund.pos_reference === order?.pos_reference).toBe(series < 19);
    expect(refund.name).toBe('Ariapita Ave/0001 REFUND');
    const link = series < 18 ? 'refunded_order_ids' : 'refunded_order_id';
    const [linked] = await shop.call<Json[]>(ORDER, 'read', [[Number(refund.id)], [link]]);
    expect(linked?.[link]).toEqual(series < 18 ? [id] : [id, 'Ariapita Ave/0001']);
  });

  it('can be made again, and up to 18 pays out again', async () => {
    const shop = till({ series });
    const id = await sell(shop);
    for (let round = 0; round < 2; round += 1) {
      const refund = await draftRefund(shop, id);
      if (refund.amount_total !== 0) await pay(shop, Number(refund.id), Number(refund.amount_total));
    }
    expect(shop.model.orders()).toMatchObject([{ paid: 700, paidOut: series < 19 ? 1400 : 700 }]);
    expect(shop.model.records('pos.order.line').at(-1)?.qty).toBe(series < 19 ? -0 : -2);
    const twice = series < 19 ? [`pos.order ${id} was paid out twice`] : [];
    expect(shop.model.state().violated).toEqual([`pos.order ${id} was refunded again`, ...twice]);
  });

  it('that is cancelled before anybody is paid does no harm', async () => {
    const shop = till({ series });
    const id = await sell(shop);
    const first = await draftRefund(shop, id);
    const second = await draftRefund(shop, id);
    await shop.call(ORDER, 'action_pos_order_cancel', [[Number(second.id)]]);
    await pay(shop, Number(first.id), -7);
    expect(shop.model.orders()).toMatchObject([{ paid: 700, paidOut: 700 }]);
    expect(shop.model.state().violated).toEqual([]);
  });

  it('that was made before another was paid pays out again, up to 18', async () => {
    const shop = till({ series });
    const id = await sell(shop);
    const drafts = [await draftRefund(shop, id), await draftRefund(shop, id)];
    for (const draft of drafts)
      if (draft.amount_total !== 0) await pay(shop, Number(draft.id), Number(draft.amount_total));
    const twice = series < 19 ? [`pos.order ${id} was paid out twice`] : [];
    expect(shop.model.state().violated).toEqual(twice);
  });

  it('needs an open till, and blocks its closing until it is paid', async () => {
    const shop = till({ series });
    const id = await sell(shop);
    const refund = await draftRefund(shop, id);
    expect(shop.model.closeTill()).toMatchObject({ successful: false, open_order_ids: [refund.id] });
    await pay(shop, Number(refund.id), -7);
    expect(shop.model.closeTill()).toEqual({ successful: true });
    const { message } = await shop.refused(ORDER, 'refund', [[id]]);
    expect(message).toBe('To return product(s), you need to open a session in the POS Ariapita Ave');
  });
});
