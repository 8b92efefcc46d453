import { tick } from '../../functions/src/deliver/pull/tick';
import { loyverseShop, ORDER } from '../support/shop';
import { anOrder } from '../support/orders';

const MINUTE = 60_000;
type Shop = ReturnType<typeof loyverseShop>;

async function order({ world }: Shop, minutes = 0, change: object = {}): Promise<void> {
  world.put(ORDER, anOrder({ ...change }));
  await world.settle(world.clock + minutes * MINUTE);
}
const sold = (productId: string) => {
  const line = { id: 'l1', productId, name: 'Something', quantity: 1, unitPrice: 3200 };
  return { lines: [line], fees: [], tip: 0, tax: { amount: 0, inclusive: true }, total: 3200 };
};
async function pulls({ world }: Shop, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await tick(world);
    await world.settle(world.clock + 30 * MINUTE);
  }
}
/** Every record of the menu is gone, and the POS says so twice. */
async function emptied(shop: Shop): Promise<void> {
  for (let n = 0; n < 20; n += 1)
    shop.loyverse.model.addItem({
      id: `i${n}`,
      name: `Item ${n}`,
      variants: [{ id: `v${n}`, sku: `${n}`, price: 100 }],
    });
  await pulls(shop, 1);
  shop.loyverse.model.account().items.splice(0);
  shop.world.clock += 24 * 60 * MINUTE;
  await pulls(shop, 3);
}

const TOLD: readonly [
  what: string,
  cause: RegExp,
  severity: string,
  action: string,
  (shop: Shop) => unknown,
][] = [
  [
    'the third failure in a row',
    /^unavailable:c1$/,
    'warning',
    'none',
    (shop) => {
      shop.loyverse.faults.add({ kind: 'error-500', match: 'POST', times: 3 });
      return order(shop, 0.5);
    },
  ],
  [
    'an order that is given up',
    /^order:/,
    'error',
    'retry',
    (shop) => {
      shop.loyverse.faults.add({ kind: 'reset', times: 1_000 });
      return order(shop, 70);
    },
  ],
  [
    'products without a POS item',
    /^needs_mapping:c1$/,
    'error',
    'map_items',
    (shop) => order(shop, 0, sold('?')),
  ],
  [
    'a sign-in that the POS no longer takes',
    /^auth_failed:c1$/,
    'error',
    'reconnect',
    (shop) => {
      shop.world.vaultRows.set('c1', { credentials: { accessToken: '-' }, version: '2', renewingUntil: 0 });
      return order(shop);
    },
  ],
  [
    'the third pull in a row that failed',
    /^pull_failed:c1:metadata$/,
    'warning',
    'none',
    (shop) => {
      shop.loyverse.faults.add({ kind: 'error-500', times: 1_000 });
      return pulls(shop, 3);
    },
  ],
  ['a menu that is all but gone', /^brake_pulled:c1:catalog$/, 'warning', 'none', emptied],
];

describe('people are told once', () => {
  it.each(TOLD)('of %s', async (_, cause, severity, action, happens) => {
    const shop = loyverseShop();
    await happens(shop);
    const told = [...shop.world.noticeRows.values()].filter((notice) => cause.test(notice.cause));
    const [first] = told;
    expect(told).toMatchObject([{ severity, action, count: 1, open: true, connectionId: 'c1' }]);
    expect(`${first?.title} ${first?.message}`).not.toMatch(/Sam|2025550143|loyverse-test-token|undefined/);
  });

  it.each([1, 2])('and not of %i failures, after which it went through', async (times) => {
    const shop = loyverseShop();
    shop.loyverse.faults.add({ kind: 'error-500', match: 'POST', times });
    await order(shop, 2);
    expect([shop.world.badge(ORDER, 'c1')?.status, shop.world.noticeRows.size]).toEqual(['synced', 0]);
  });
});
