import type { Call, Endpoint } from '../endpoint';
import { equals, modifiedAfter, numbers, searchText, texts } from '../filters';
import { found, listed } from '../listing';
import type { Item } from '../records';
import { invalid, missing } from '../refusal';
import { showDetail, showRow } from './showItem';

const MOST_DETAILS = 100;

const is = (status: Item['status']) => (item: Item) => item.status === status;
const isOfType = (type: string) => (item: Item) => item.item_type === type;

const RULES = {
  'Status.All': () => true,
  'Status.Active': is('active'),
  'Status.Inactive': is('inactive'),
  'Status.Lowstock': undefined,
  'Status.Unmapped': undefined,
  'Status.Uncategorized': (item: Item) => item.category_id === '',
  'Status.Grouped': (item: Item) => item.group_id !== '',
  'ItemType.All': () => true,
  'ItemType.Sales': isOfType('sales'),
  'ItemType.Purchases': isOfType('purchases'),
  'ItemType.SalesAndPurchases': isOfType('sales_and_purchases'),
  'ItemType.Inventory': isOfType('inventory'),
  'ItemType.NonInventory': (item: Item) => !item.track_inventory,
  'ItemType.Service': isOfType('service'),
};

const items = listed<Item>({
  path: '/items',
  key: 'items',
  report: 'Items',
  scope: 'items.READ',
  rows: ({ items: rows }) => rows.values(),
  show: showRow,
  filters: {
    ...searchText(({ name, sku }) => [name, sku]),
    ...texts('name', ({ name }) => name),
    ...texts('sku', ({ sku }) => sku),
    ...equals('status', ({ status }) => status),
    ...equals('category_id', ({ category_id }) => category_id),
    ...equals('group_id', ({ group_id }) => group_id),
    ...equals('item_id', ({ item_id }) => item_id),
    ...equals('tax_id', ({ tax_id }) => tax_id),
    ...numbers('rate', ({ rate }) => rate),
    ...modifiedAfter(),
    // Both are known and change nothing: the list shows an item's whole stock.
    location_id: () => () => true,
    warehouse_id: () => () => true,
  },
  filterBy: { usual: 'Status.Active', rules: RULES },
  sorts: {
    name: ({ name }) => name.toLowerCase(),
    sku: ({ sku }) => sku,
    rate: ({ rate }) => rate,
    purchase_rate: ({ purchase_rate }) => purchase_rate,
    created_time: ({ created_time }) => created_time,
    last_modified_time: ({ last_modified_time }) => last_modified_time,
    stock_on_hand: ({ item_id }, { stock }) => stock.total(item_id).onHand,
  },
  usualSort: { column: 'name', order: 'A', by: ({ name }) => name.toLowerCase() },
});

function details(call: Call): object {
  const { item_ids } = call.query;
  if (!item_ids) throw missing('item_ids');
  const ids = item_ids.split(',');
  if (ids.length > MOST_DETAILS) throw invalid('item_ids', `at most ${MOST_DETAILS}`);
  const known = ids.flatMap((id) => call.organization.items.get(id) ?? []);
  return { items: known.map((item) => showDetail(call, item)) };
}

function one(call: Call): object {
  return { item: showDetail(call, found(call.organization.items, call.params.id, 'Item')) };
}

/** Unasked, only active items show; `status` asks. */
function list(call: Call): object {
  const { status, filter_by } = call.query;
  if (status === undefined || filter_by !== undefined) return items.handle(call);
  return items.handle({ ...call, query: { ...call.query, filter_by: 'Status.All' } });
}

/** https://www.zoho.com/inventory/api/v1/items/ : the read side. */
export const ITEMS: Endpoint[] = [
  { ...items, handle: list },
  { method: 'GET', path: '/itemdetails', scopes: ['items.READ'], query: ['item_ids'], handle: details },
  { method: 'GET', path: '/items/:id', scopes: ['items.READ'], handle: one },
];
