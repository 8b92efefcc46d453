import { type EventType, webhook as signedHook } from '../../simulators/dine/webhook';
import type { DineModel } from '../../simulators/dine';
import * as seed from '../../simulators/dine/seed';
import type { PullFacts, Shelf, WebhookFacts } from '../kit/shelf';

export function shelfOf(model: DineModel): Shelf {
  const account = () => model.account();
  const menu = () =>
    account().items.filter(({ deleted, outlets }) => !deleted && outlets.includes(seed.OUTLET_ID));
  const distinct = (ids: readonly string[]) => [...new Set(ids)];
  return {
    held: {
      pullCatalog: () => menu().map(({ id }) => id),
      pullDiscounts: () => account().discounts.map(({ id }) => id),
      pullStock: () => menu().flatMap(({ id, stock }) => (stock === undefined ? [] : [id])),
      pullMetadata: () => [
        ...account()
          .outlets.filter(({ active }) => active)
          .map(({ id }) => `location ${id}`),
        ...distinct(menu().map(({ category }) => `category ${category.id}`)),
        ...distinct(menu().flatMap(({ groups }) => groups.map(({ id }) => `modifier_list ${id}`))),
      ],
    },
    pageRows: (rows) => model.setOption('pageRows', rows),
    fill: {
      pullStock: (count) => {
        const from = account().items.length;
        for (let n = 1; n <= count; n += 1) {
          const id = `it-counted-${from + n}`;
          model.addItem({ id, name: `Counted ${from + n}`, sku: id, price: 100 + n, stock: n });
        }
      },
    },
    rename: (id, name) => model.staff().changeItem(id, { name }),
    remove: (id) => model.staff().changeItem(id, { deleted: true }),
    clear: {
      pullCatalog: () => void (account().items = []),
      pullStock: () => void (account().items = []),
      pullDiscounts: () => void (account().discounts = []),
    },
  };
}

const MENU = /^GET \/v1\/outlets\/[^/]+\/menu-items$/;

export const pulls: PullFacts = {
  lists: {
    pullCatalog: { call: MENU, required: 'data.0.id' },
    pullDiscounts: {
      call: /^GET \/v1\/outlets\/[^/]+\/discounts$/,
      required: 'data.0.id',
      single: 'the contract gives discounts whole',
      always: 'discounts do not say when they changed',
    },
    pullOrders: {
      call: /^GET \/v1\/outlets\/[^/]+\/orders$/,
      required: 'data.0.id',
      noLines: 'the contract shows orders without their lines',
    },
    pullStock: { call: MENU, required: 'data.0.id' },
    pullMetadata: {
      call: MENU,
      required: 'data.0.id',
      always: 'a category of an item that changed says nothing of those that went',
    },
  },
};

/** Of a server that gives every list whole, whatever limit it is asked for. */
export const wholePulls: PullFacts = {
  lists: Object.fromEntries(
    Object.entries(pulls.lists).map(([pull, list]) => [pull, { ...list, single: 'limits are ignored' }]),
  ),
};

/** Of the contract that the preset `dine` speaks. */
export const webhook: WebhookFacts = {
  deliver: ({ secret, at, event }) => {
    const options = { at, secret, delivery: `delivery-${event}` };
    return { ...signedHook(event as EventType, 'it-1', options), url: 'https://bridge.example/hooks/dine' };
  },
  events: {
    'order.updated': ['orders'],
    'menu_item.updated': ['catalog', 'stock'],
    'menu_item.deleted': ['catalog', 'stock'],
    'discount.updated': ['discounts'],
  },
  idle: 'shift.opened',
  header: 'x-dine-signature',
  revoked: { cannot: 'the contract has no such event' },
  staleMs: 5 * 60_000,
};
