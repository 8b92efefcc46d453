import type { Account } from './account';
import { removalOf } from './collection';
import type { Call, Endpoint } from './endpoint';
import type { Item, Pricing, Variant, VariantStore } from './records';
import { References, refuseTwice } from './references';
import { invalid, missing, stricter } from './refusal';
import { type StoreInput, variantInput, type VariantInput } from './variantInput';

const FRESH = {
  reference_variant_id: null,
  option1_value: null,
  option2_value: null,
  option3_value: null,
  barcode: null,
  cost: 0,
  purchase_cost: 0,
  default_pricing_type: 'VARIABLE' as Pricing,
  default_price: null,
};

/** An option value must be there exactly where the item has the option. */
function checkOptions(item: Item, variant: Omit<Variant, 'stores'>, at: string): void {
  for (const axis of [1, 2, 3] as const) {
    const [name, value] = [item[`option${axis}_name`], variant[`option${axis}_value`]];
    if (name !== null && value === null) throw missing(`${at}.option${axis}_value`);
    if (name === null && value !== null)
      throw invalid('The item has no such option', `${at}.option${axis}_value`);
  }
}

/** What is to become a variant, and of what. */
export interface Draft {
  item: Item;
  input: VariantInput;
  /** Where it stands in the body. */
  at: string;
  was?: Variant;
  /** Of siblings in the same body. */
  skus?: readonly string[];
}

function skuOf(account: Account, { input: { sku: wanted }, at, was: variant, skus = [] }: Draft): string {
  const others = account.variants.filter((one) => one !== variant).map(({ sku }) => sku);
  const taken = new Set([...others, ...skus]);
  if (wanted !== undefined && taken.has(wanted)) throw stricter('another variant has this SKU', `${at}.sku`);
  if (wanted !== undefined) return wanted;
  let next = 10_000;
  while (taken.has(String(next))) next += 1;
  return variant?.sku ?? String(next);
}

type Defaults = Pick<Variant, 'default_pricing_type' | 'default_price'>;

function storeRow(
  input: StoreInput | undefined,
  store_id: string,
  defaults: Defaults,
  at: string,
  was?: VariantStore,
): VariantStore {
  const pricing_type = input?.pricing_type ?? was?.pricing_type ?? defaults.default_pricing_type;
  if (pricing_type === 'VARIABLE' && typeof input?.price === 'number')
    throw invalid('Price can only be set with pricing type FIXED', `${at}.price`);
  const price = pricing_type === 'FIXED' ? (input?.price ?? was?.price ?? defaults.default_price) : null;
  if (pricing_type === 'FIXED' && price === null) throw missing(`${at}.price`);
  const fresh = { available_for_sale: true, optimal_stock: null, low_stock: null };
  return { ...fresh, ...was, ...input, store_id, pricing_type, price };
}

/** One row for each of the account's stores, whatever the request names. */
function storeRows(call: Call, input: VariantInput, defaults: Defaults, where: string, was?: Variant) {
  const { account, switches } = call;
  const given = input.stores ?? [];
  const at = (index: number) => `${where}.stores[${index}]`;
  given.forEach(({ store_id }, index) =>
    new References(account, switches, store_id).store(`${at(index)}.store_id`),
  );
  const ids = given.map(({ store_id }) => store_id);
  refuseTwice(ids, (index) => stricter('a store stands twice', `${at(index)}.store_id`));
  return account.stores.map(({ id }) => {
    const index = ids.indexOf(id);
    const kept =
      switches.absentFields === 'keep' ? was?.stores.find((row) => row.store_id === id) : undefined;
    return storeRow(given[index], id, defaults, at(index), kept);
  });
}

/** The variant that an input makes, new or from what it was; nothing is changed yet. */
export function variantOf(call: Call, draft: Draft): Variant {
  const { account, switches } = call;
  const { item, input, at, was } = draft;
  if (typeof input.default_price === 'number' && input.default_pricing_type !== 'FIXED')
    throw invalid('Default price can only be set with default pricing type FIXED', `${at}.default_price`);
  const now = account.nowText();
  const born = { variant_id: was?.variant_id ?? account.newId(), created_at: was?.created_at ?? now };
  const base = was && switches.absentFields === 'keep' ? was : FRESH;
  const sku = skuOf(account, draft);
  const variant = { ...base, ...input, ...born, item_id: item.id, sku, updated_at: now, deleted_at: null };
  if (variant.default_pricing_type === 'VARIABLE') variant.default_price = null;
  checkOptions(item, variant, at);
  return { ...variant, stores: storeRows(call, input, variant, at, was) };
}

function parentOf(call: Call, input: VariantInput, variant?: Variant): Item {
  const references = new References(call.account, call.switches, '');
  const id = input.item_id ?? variant?.item_id;
  if (id === undefined) throw missing('object.item_id');
  if (variant && id !== variant.item_id) throw invalid('A variant cannot change its item', 'object.item_id');
  const found = call.account.items.find((item) => item.id === id);
  const item = references.live(found, id, 'object.item_id');
  if (!variant && item.option1_name === null)
    throw invalid(
      `Could not add variant to item with id '${id}' because it has no options.`,
      'object.item_id',
    );
  return item;
}

/** POST /variants: with `variant_id` an update, without it a new variant of an item that has options. */
function upsert(call: Call): Variant {
  const { account, switches, body } = call;
  const input = variantInput(account.money.decimals)(body, 'object');
  const { variant_id } = input;
  const found = account.variants.find((variant) => variant.variant_id === variant_id);
  const references = new References(account, switches, '');
  const was = variant_id === undefined ? undefined : references.live(found, variant_id, 'object.variant_id');
  const item = parentOf(call, input, was);
  const variant = variantOf(call, { item, input, at: 'object', was });
  account.touchItem(item, switches.itemDate);
  if (was) return Object.assign(was, variant);
  item.variants.push(variant);
  return variant;
}

/** An item keeps at least one variant. */
function leave(variant: Variant, { account, switches }: Call): string[] {
  const item = account.itemOf(variant);
  const others = item?.variants.filter((one) => one !== variant && one.deleted_at === null) ?? [];
  if (!item || others.length === 0)
    throw invalid('The last variant of an item cannot be deleted', 'variant_id');
  account.touchItem(item, switches.itemDate);
  return [];
}

/** https://developer.loyverse.com/docs/#tag/Variants : the read side stands in the catalog. */
export const VARIANTS: Endpoint[] = [
  { method: 'POST', path: '/variants', scope: 'ITEMS_WRITE', handle: upsert },
  removalOf<Variant>(
    { path: '/variants', rows: (account) => account.variants, id: ({ variant_id }) => variant_id },
    'ITEMS_WRITE',
    leave,
  ),
];
