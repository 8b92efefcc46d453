import { endpointsOf } from './collection';
import type { Endpoint } from './endpoint';
import { idList } from './listing';
import type { Item } from './records';

function showItem(item: Item, all: boolean): Item {
  return all ? item : { ...item, variants: item.variants.filter((variant) => variant.deleted_at === null) };
}

/** https://developer.loyverse.com/docs/ : what the merchant has set up, as it is read. */
export const CATALOG: Endpoint[] = [
  {
    method: 'GET',
    path: '/merchant',
    scope: 'MERCHANT_READ',
    handle: ({ account }) => account.merchant,
  },
  ...endpointsOf({
    path: '/stores',
    key: 'stores',
    scope: 'STORES_READ',
    rows: (account) => account.stores,
    id: ({ id }) => id,
    ids: 'store_ids',
    paged: false,
  }),
  ...endpointsOf({
    path: '/employees',
    key: 'employees',
    scope: 'EMPLOYEES_READ',
    rows: (account) => account.employees,
    id: ({ id }) => id,
    ids: 'employee_ids',
    paged: true,
  }),
  ...endpointsOf({
    path: '/categories',
    key: 'categories',
    scope: 'ITEMS_READ',
    rows: (account) => account.categories,
    id: ({ id }) => id,
    ids: 'categories_ids',
    paged: true,
    undated: true,
    readableWhenDeleted: true,
  }),
  ...endpointsOf({
    path: '/items',
    key: 'items',
    scope: 'ITEMS_READ',
    rows: (account) => account.items,
    id: ({ id }) => id,
    ids: 'items_ids',
    paged: true,
    show: showItem,
  }),
  ...endpointsOf({
    path: '/variants',
    key: 'variants',
    scope: 'ITEMS_READ',
    rows: (account) => account.variants,
    id: (variant) => variant.variant_id,
    ids: 'variants_ids',
    filters: {
      sku:
        ({ sku }) =>
        (variant) =>
          sku === undefined || variant.sku === sku,
      items_ids: (query) => {
        const items = idList(query, 'items_ids');
        return items && ((variant) => items.has(variant.item_id));
      },
    },
    paged: true,
  }),
  ...endpointsOf({
    path: '/modifiers',
    key: 'modifiers',
    scope: 'ITEMS_READ',
    rows: (account) => account.modifiers,
    id: ({ id }) => id,
    ids: 'modifier_ids',
    paged: true,
  }),
  ...endpointsOf({
    path: '/taxes',
    key: 'taxes',
    scope: 'TAXES_READ',
    rows: (account) => account.taxes,
    id: ({ id }) => id,
    ids: 'tax_ids',
    paged: false,
  }),
  ...endpointsOf({
    path: '/discounts',
    key: 'discounts',
    scope: 'ITEMS_READ',
    rows: (account) => account.discounts,
    id: ({ id }) => id,
    ids: 'discount_ids',
    paged: false,
  }),
  ...endpointsOf({
    path: '/payment_types',
    key: 'payment_types',
    scope: 'PAYMENT_TYPES_READ',
    rows: (account) => account.paymentTypes,
    id: ({ id }) => id,
    ids: 'payment_type_ids',
    paged: false,
  }),
];
