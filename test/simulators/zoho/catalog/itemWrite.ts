import { thousandths } from '../arithmetic';
import * as check from '../checks';
import { customFieldInput, customValues } from '../customFields';
import type { Call, Endpoint } from '../endpoint';
import { found, referred } from '../listing';
import type { Item } from '../records';
import { CODE, invalid, notAllowed, refused, stricter } from '../refusal';
import { INVENTORY_ACCOUNT_ID } from '../seed';
import { showDetail } from './showItem';
import { BLANK_ITEM, categoryFields, groupFields, taxFields } from './stocking';

const { required, optional, object, listOf, id } = check;

const openingStock = (decimals: number) =>
  object({
    location_id: required(id),
    initial_stock: required(check.quantity(decimals)),
    initial_stock_rate: optional(check.amount(decimals)),
  });

const fields = (decimals: number) => ({
  // Zoho's specification demands the name of every update; one client leaves it out.
  name: required(check.text(100, 1)),
  rate: optional(check.amount(decimals)),
  purchase_rate: optional(check.amount(decimals)),
  sku: optional(check.cautiousText(100)),
  description: optional(check.note),
  unit: optional(check.cautiousText(50)),
  product_type: optional(check.oneOf('goods', 'service')),
  item_type: optional(check.oneOf('sales', 'purchases', 'sales_and_purchases', 'inventory')),
  tax_id: optional(id),
  category_id: optional(id),
  group_id: optional(id),
  custom_fields: optional(listOf(customFieldInput)),
  track_inventory: optional(check.flag),
  inventory_account_id: optional(id),
});
const update = (decimals: number) => object(fields(decimals));
const creation = (decimals: number) =>
  object({
    ...fields(decimals),
    rate: required(check.amount(decimals)),
    locations: optional(listOf(openingStock(decimals))),
  });
type ItemInput = ReturnType<ReturnType<typeof update>>;

/** Names and SKUs are unique among active and inactive items. */
function refuseTaken(call: Call, { name, sku }: ItemInput, self?: Item): void {
  for (const other of call.organization.items.values()) {
    if (other === self) continue;
    if (other.name === name) throw refused(CODE.exists, `Item "${name}" already exists.`);
    if (sku && other.sku === sku) throw refused(CODE.exists, `An item with the SKU "${sku}" already exists.`);
  }
}

/** Zoho's answer to a tracking flag without its account is about something else. */
function checkTracking({ track_inventory, inventory_account_id }: ItemInput): void {
  if (track_inventory === undefined) return;
  if (!track_inventory || inventory_account_id === undefined) throw invalid('Product Type');
  if (inventory_account_id !== INVENTORY_ACCOUNT_ID) throw invalid('inventory_account_id');
}

/** An item's fields with the request laid over them; what a request leaves out stays. */
function merged(call: Call, input: ItemInput, before: Item): Item {
  const { organization } = call;
  const { tax_id, category_id, group_id, custom_fields, inventory_account_id: _, ...plain } = input;
  checkTracking(input);
  const known = <T>(rows: readonly T[], of: (row: T) => string, wanted: string, field: string) =>
    void referred(
      call,
      rows.find((row) => of(row) === wanted),
      field,
    );
  if (tax_id !== undefined) known(organization.taxes, (tax) => tax.tax_id, tax_id, 'Tax');
  if (category_id !== undefined)
    known(organization.categories, (category) => category.category_id, category_id, 'Category');
  if (group_id !== undefined) referred(call, organization.groups.get(group_id), 'Item group');
  return {
    ...before,
    ...plain,
    ...(tax_id !== undefined && taxFields(organization, tax_id)),
    ...(category_id !== undefined && categoryFields(organization, category_id)),
    ...(group_id !== undefined && groupFields(organization, group_id)),
    ...(custom_fields && {
      custom_fields: customValues(organization, 'items', custom_fields, before.custom_fields),
    }),
    last_modified_time: organization.nowText(),
  };
}

function create(call: Call): object {
  const { organization } = call;
  const { locations = [], ...input } = creation(organization.money.decimals)(call.body, '');
  refuseTaken(call, input);
  const created_time = organization.nowText();
  const blank = { ...BLANK_ITEM, item_id: organization.newId(), name: input.name, created_time };
  const item = merged(call, input, { ...blank, last_modified_time: created_time });
  if (item.product_type === 'service') item.item_type = 'service';
  if (locations.length > 0) Object.assign(item, { track_inventory: true, item_type: 'inventory' });
  for (const { location_id } of locations)
    referred(
      call,
      organization.places.find((place) => place.id === location_id),
      'Location',
    );
  organization.items.set(item.item_id, item);
  for (const { location_id, initial_stock } of locations) {
    const amount = thousandths(initial_stock);
    organization.stock.move(item.item_id, location_id, { onHand: amount, physical: amount });
  }
  return { message: 'The item has been added.', item: showDetail(call, item) };
}

function change(call: Call): object {
  const { organization, params } = call;
  const item = found(organization.items, params.id, 'Item');
  const input = update(organization.money.decimals)(call.body, '');
  refuseTaken(call, input, item);
  if (input.track_inventory !== undefined && input.track_inventory !== item.track_inventory)
    throw stricter('stock tracking of an existing item switched');
  Object.assign(item, merged(call, input, item));
  return { message: 'Item details have been saved.', item: showDetail(call, item) };
}

const setStatus =
  (status: Item['status']) =>
  ({ organization, params, switches }: Call): object => {
    const item = found(organization.items, params.id, 'Item');
    if (item.status === status && switches.repeatedStatus === 'refused')
      throw notAllowed(`The item is already ${status}.`);
    Object.assign(item, { status, last_modified_time: organization.nowText() });
    return { message: `The item has been marked as ${status}.` };
  };

const customFields = object({ custom_fields: required(listOf(customFieldInput, 1)) });

function setCustomFields({ organization, params, body }: Call): object {
  const item = found(organization.items, params.id, 'Item');
  const { custom_fields } = customFields(body, '');
  item.custom_fields = customValues(organization, 'items', custom_fields, item.custom_fields);
  item.last_modified_time = organization.nowText();
  return { message: 'Custom Fields Updated Successfully' };
}

const write = { scopes: ['items.UPDATE'], takesBody: true } as const;

/** https://www.zoho.com/inventory/api/v1/items/ : the write side. Status is an action, never a field. */
export const ITEM_WRITES: Endpoint[] = [
  { method: 'POST', path: '/items', scopes: ['items.CREATE'], takesBody: true, status: 201, handle: create },
  { method: 'PUT', path: '/items/:id', ...write, handle: change },
  { method: 'PUT', path: '/item/:id/customfields', ...write, handle: setCustomFields },
  { method: 'POST', path: '/items/:id/active', scopes: ['items.CREATE'], handle: setStatus('active') },
  { method: 'POST', path: '/items/:id/inactive', scopes: ['items.CREATE'], handle: setStatus('inactive') },
];
