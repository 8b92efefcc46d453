import type { Page } from '../../../functions/src/providers/pull';
import * as seed from '../../simulators/loyverse/seed';
import { byId, keep, type Kept } from './kept';
import { addItems, idOf, type Json, MINUTE, shop, START } from './shop';

describe('customers, receipts, stock and small lists', () => {
  const sale = (order: string): Json => ({
    store_id: seed.STORE_ID,
    order,
    source: 'Tillbridge',
    line_items: [{ variant_id: seed.LEMONADE_ID, quantity: 2 }],
    payments: [{ payment_type_id: seed.PAYMENT_TYPE_ID, money_amount: 7 }],
  });

  it('customers are the same after everything, and after changes; deletions show in a full pull', async () => {
    const { account, clock, session, staff, violated } = shop();
    for (let n = 0; n < 300; n += 1) await staff('POST', '/customers', { name: `Guest ${n}` });
    clock.now += MINUTE;
    const live = () => account.customers.filter(({ deleted_at }) => deleted_at === null);
    const names = (kept: Kept<{ name?: string }>) =>
      [...kept.records.values()].map(({ name }) => name).sort();
    let kept = await keep(session.pullCustomers, byId);
    expect(names(kept)).toEqual(
      live()
        .map(({ name }) => name)
        .sort(),
    );
    clock.now += 30 * MINUTE;
    await staff('POST', '/customers', { id: account.customers[5]!.id, name: 'Renamed' });
    await staff('POST', '/customers', { name: 'New' });
    kept = await keep(session.pullCustomers, byId, kept);
    expect(names(kept)).toEqual(
      live()
        .map(({ name }) => name)
        .sort(),
    );
    await staff('DELETE', `/customers/${account.customers[0]!.id}`);
    kept = await keep(session.pullCustomers, byId, { ...kept, checkpoint: undefined });
    expect(names(kept)).toEqual(
      live()
        .map(({ name }) => name)
        .sort(),
    );
    expect(violated()).toEqual([]);
  });

  it('receipts show cancellations and refunds that come later, linked to their sale', async () => {
    const { account, clock, session, simulator, staff, violated } = shop();
    for (let n = 0; n < 260; n += 1) await staff('POST', '/receipts', sale(`WEB-${n}`));
    clock.now += MINUTE;
    let kept = await keep(session.pullOrders, byId);
    expect(kept.records.size).toBe(260);
    clock.now += 30 * MINUTE;
    const [first, second] = account.receipts;
    simulator.model.cancelReceipt(first!.receipt_number);
    const line_items = second!.line_items.map(({ id, quantity }) => ({ id, quantity }));
    await staff('POST', `/receipts/${second!.receipt_number}/refund`, { line_items });
    kept = await keep(session.pullOrders, byId, kept);
    const refund = account.receipts.at(-1)!.receipt_number;
    expect(kept.records.get(first!.receipt_number)).toMatchObject({
      status: 'cancelled',
      reference: 'WEB-0',
    });
    expect(kept.records.get(refund)).toMatchObject({
      status: 'refunded',
      refundOf: second!.receipt_number,
      total: 700,
    });
    expect(kept.records.size).toBe(261);
    expect(violated()).toEqual([]);
  });

  it('a plan with 31 days of receipts gives what it has, and the pull after that is complete', async () => {
    const { clock, session, staff, violated } = shop({ unlimitedHistory: false });
    clock.now += MINUTE;
    await staff('POST', '/receipts', sale('WEB-1'));
    clock.now += MINUTE;
    const pages: Page<{ id: string }>[] = [];
    const since = new Date(START - 60 * 24 * 60 * MINUTE).toISOString();
    for await (const page of session.pullOrders({ since })) pages.push(page);
    expect(pages).toMatchObject([{ records: [{ reference: 'WEB-1' }], complete: false }]);
    const after: Page<{ id: string }>[] = [];
    for await (const page of session.pullOrders({ since, from: pages[0]?.next })) after.push(page);
    expect(after.at(-1)).toMatchObject({ complete: true });
    expect(violated()).toEqual([]);
  });

  it('stock is what is counted, also after a sale that leaves nothing', async () => {
    const world = shop();
    const { account, clock, session, staff, violated } = world;
    addItems(world, 300, 2);
    await staff('POST', '/items', { item_name: 'Not counted', variants: [{}] });
    clock.now += MINUTE;
    const shown = (kept: Kept<{ variationId: string; available: number }>) =>
      [...kept.records.values()].map(({ variationId, available }) => [variationId, available]).sort();
    const counted = () =>
      account.levels
        .filter(({ store_id }) => store_id === seed.STORE_ID)
        .filter(({ variant_id }) =>
          account.items.some(
            (item) => item.track_stock && item.variants.some((one) => one.variant_id === variant_id),
          ),
        )
        .map(({ variant_id, in_stock }) => [variant_id, in_stock])
        .sort();
    const key = ({ variationId }: { variationId: string }) => variationId;
    let kept = await keep(session.pullStock, key);
    expect(shown(kept)).toEqual(counted());
    expect(kept.records.size).toBe(302);
    clock.now += 30 * MINUTE;
    account.moveStock(idOf(2, 4), seed.STORE_ID, -2000);
    kept = await keep(session.pullStock, key, kept);
    expect(kept.records.get(idOf(2, 4))?.available).toBe(0);
    expect(shown(kept)).toEqual(counted());
    expect(violated()).toEqual([]);
  });

  it('discounts and the small lists follow deletions', async () => {
    const { session, staff, violated } = shop();
    const key = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;
    let lists = await keep(session.pullMetadata, key);
    const counts = (kept: typeof lists) => {
      const kinds = [...kept.records.values()].map(({ kind }) => kind);
      return Object.fromEntries(
        [...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]),
      );
    };
    expect(counts(lists)).toEqual({ category: 2, modifier_list: 1, tax: 2, payment_type: 3, location: 2 });
    expect([...(await keep(session.pullDiscounts, byId)).records.keys()]).toEqual([seed.STAFF_DISCOUNT_ID]);
    await staff('DELETE', `/categories/${seed.FOOD_CATEGORY_ID}`);
    await staff('DELETE', `/taxes/${seed.ADDED_TAX_ID}`);
    await staff('DELETE', `/discounts/${seed.STAFF_DISCOUNT_ID}`);
    lists = await keep(session.pullMetadata, key, lists);
    expect(counts(lists)).toEqual({ category: 1, modifier_list: 1, tax: 1, payment_type: 3, location: 2 });
    expect((await keep(session.pullDiscounts, byId)).records.size).toBe(0);
    expect(violated()).toEqual([]);
  });
});
