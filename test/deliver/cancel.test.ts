import { anOrder } from '../support/orders';
import { ORDER, loyverseShop } from '../support/shop';

const MINUTE = 60_000;

describe('a cancellation', () => {
  const cancel = async ({ world }: ReturnType<typeof loyverseShop>) => {
    world.put(ORDER, { ...world.orderDocs.get(ORDER), status: 'cancelled' });
    await world.settle();
  };

  it('refunds what stands in the POS, once', async () => {
    const shop = loyverseShop();
    shop.world.put(ORDER, anOrder());
    await shop.world.settle();
    shop.loyverse.faults.add({ kind: 'lose-reply', match: 'refund$' });
    await cancel(shop);
    await shop.world.settle(shop.world.clock + MINUTE);
    expect(shop.loyverse.orders()).toMatchObject([{ state: 'refunded' }]);
    expect(shop.world.badge(ORDER, 'c1')).toMatchObject({
      status: 'cancelled',
      notes: ['Refunded in the POS.'],
    });
    expect(shop.loyverse.model.state()).toMatchObject({ refunds: [{ total_money: 32 }] });
  });

  it('before the order has left stops it', async () => {
    const shop = loyverseShop();
    shop.world.put(ORDER, anOrder());
    await cancel(shop);
    expect(shop.loyverse.orders()).toEqual([]);
    expect(shop.world.badge(ORDER, 'c1')).toMatchObject({ status: 'cancelled' });
  });

  it('after a lost reply waits until the POS has settled, finds the order and takes it back', async () => {
    const shop = loyverseShop();
    shop.loyverse.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts$' });
    shop.world.put(ORDER, anOrder());
    await shop.world.settle();
    await cancel(shop);
    expect(shop.world.job(ORDER, 'cancelOrder')).toMatchObject({ state: 'queued', attempts: 0 });
    await shop.world.settle(shop.world.clock + MINUTE);
    expect(shop.loyverse.orders()).toMatchObject([{ state: 'refunded' }]);
    expect(shop.world.badge(ORDER, 'c1')).toMatchObject({ status: 'cancelled' });
  });
});
