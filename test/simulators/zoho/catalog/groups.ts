import type { Call, Endpoint } from '../endpoint';
import { found, listed } from '../listing';
import type { Composite, Item, ItemGroup } from '../records';
import { doesNotExist } from '../refusal';
import { showRow } from './showItem';

/** Its items are the variants that are sold. */
function showGroup(call: Call, group: ItemGroup): object {
  const mine = [...call.organization.items.values()].filter(({ group_id }) => group_id === group.group_id);
  return { ...group, items: mine.map((item) => showRow(call, item)) };
}

/** Details stand under their own key, or at the top level of the reply. */
const detail = ({ switches }: Call, key: string, shown: object): object =>
  switches.topLevelDetail ? shown : { [key]: shown };

function oneGroup(call: Call): object {
  const group = found(call.organization.groups, call.params.id, 'Item group');
  return detail(call, 'item_group', showGroup(call, group));
}

/** A kit has its own record, with the id of the item that is sold. */
function showComposite(call: Call, composite: Composite): object {
  const item = found<Item>(call.organization.items, composite.composite_item_id, 'Composite item');
  return { ...composite, name: item.name, sku: item.sku, status: item.status, rate: item.rate };
}

function oneComposite(call: Call): object {
  const { composites } = call.organization;
  const composite = composites.find(({ composite_item_id }) => composite_item_id === call.params.id);
  if (!composite) throw doesNotExist('Composite item', 404);
  return detail(call, 'composite_item', showComposite(call, composite));
}

/** https://www.zoho.com/inventory/api/v1/item-groups/ and /composite-items/ */
export const GROUPS: Endpoint[] = [
  listed<ItemGroup>({
    path: '/itemgroups',
    key: 'itemgroups',
    report: 'Item Groups',
    scope: 'items.READ',
    rows: ({ groups }) => groups.values(),
    show: showGroup,
    usualSort: { column: 'group_name', order: 'A', by: ({ group_name }) => group_name },
  }),
  { method: 'GET', path: '/itemgroups/:id', scopes: ['items.READ'], handle: oneGroup },
  listed<Composite>({
    path: '/compositeitems',
    key: 'composite_items',
    report: 'Composite Items',
    scope: 'compositeitems.READ',
    rows: ({ composites }) => composites,
    show: showComposite,
    usualSort: { column: 'name', order: 'A', by: ({ composite_item_id }) => composite_item_id },
  }),
  { method: 'GET', path: '/compositeitems/:id', scopes: ['compositeitems.READ'], handle: oneComposite },
];
