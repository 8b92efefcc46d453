import { LISTS, valueAt, type Scope } from './render';
import type { OperationName, Recipe } from './schema';

const LINE = {
  id: 'l1',
  itemId: 'item-1',
  variantId: 'variant-1',
  name: 'Latte',
  quantity: 2,
  unitPrice: 350,
  gross: 700,
  note: 'No sugar',
  modifiers: [{ optionId: 'option-1', name: 'Oat milk', quantity: 1, price: 50 }],
};

/** An order in the words of templates, with everything in it. Amounts in minor units, times in milliseconds. */
export const SAMPLE_ORDER = {
  key: 'A17-0123456789abcd',
  number: 'A17',
  type: 'delivery',
  channel: 'online',
  table: '12',
  placedAt: Date.UTC(2026, 0, 15, 12),
  dueAt: Date.UTC(2026, 0, 15, 13),
  currency: 'USD',
  customer: { name: 'Sam Example', phone: '+12025550143', email: 'sam@example.test' },
  address: '1 Main Street',
  note: 'Ring the bell',
  lines: [LINE],
  fees: [{ name: 'Delivery', amount: 300 }],
  discounts: [{ name: 'Welcome', amount: 100 }],
  subtotal: 800,
  discountTotal: 100,
  feeTotal: 300,
  taxTotal: 80,
  taxIncluded: 0,
  tip: 150,
  total: 1230,
  payment: { status: 'paid', method: 'card', reference: 'pay_1' },
};

const BUILT_IN = ['outletId', 'currency', 'timezone'];

const OF_ORDER = { order: SAMPLE_ORDER };
const OF_STANDING = { order: { ...SAMPLE_ORDER, id: 'order-1' } };
/** The namespaces of each operation, beside `config` and `secret`. */
const OWN: Readonly<Record<OperationName | 'login', Scope>> = {
  login: {},
  listOutlets: {},
  listItems: {},
  listDiscounts: {},
  listOrders: {},
  findOrder: OF_ORDER,
  getOrder: OF_STANDING,
  createOrder: OF_ORDER,
  cancelOrder: OF_STANDING,
  updatePrice: { price: { itemId: 'item-1', variantId: 'variant-1', amount: 350, currency: 'USD' } },
};

/** Every name that a template of this operation may use, with a sample of its value. */
export function sampleScope(recipe: Pick<Recipe, 'connection'>, operation: OperationName | 'login'): Scope {
  const { fields } = recipe.connection;
  const sample = (secret: boolean) =>
    fields
      .filter((field) => field.secret === secret)
      .map(({ key, default: standard = key }) => [key, standard]);
  const config: [string, string][] = BUILT_IN.map((key) => [key, key]);
  return {
    config: { ...Object.fromEntries(config), ...Object.fromEntries(sample(false)) },
    secret: Object.fromEntries(sample(true)),
    ...OWN[operation],
  };
}

/** The scope within `$each` of a list; undefined for a list that there is not. */
export function scopeWithin(scope: Scope, list: string): Scope | undefined {
  const name = LISTS[list];
  const first = valueAt(scope, [...list.split('.'), '0']);
  return name === undefined || first === undefined ? undefined : { ...scope, [name]: first };
}
