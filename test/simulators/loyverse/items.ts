import * as check from './checks';
import { remove, removalOf } from './collection';
import type { Call, Endpoint } from './endpoint';
import { IMAGES } from './images';
import type { Item, Variant } from './records';
import { References, refuseTwice } from './references';
import { invalid, missing, stricter } from './refusal';
import { variantInput, type VariantInput } from './variantInput';
import { variantOf } from './variants';

const { required, optional, nullable, listOf, object, text, uuid, flag } = check;

const color = check.oneOf('GREY', 'RED', 'PINK', 'ORANGE', 'YELLOW', 'GREEN', 'BLUE', 'PURPLE');

const itemInput = (decimals: number) =>
  object({
    id: optional(uuid),
    item_name: optional(text(64, 1)),
    description: optional(nullable(text(32_768))),
    reference_id: optional(nullable(text(128))),
    category_id: optional(nullable(uuid)),
    track_stock: optional(flag),
    sold_by_weight: optional(flag),
    is_composite: optional(flag),
    use_production: optional(flag),
    components: optional(listOf(object({ variant_id: required(uuid), quantity: required(check.quantity) }))),
    primary_supplier_id: optional(nullable(uuid)),
    tax_ids: optional(listOf(uuid)),
    modifier_ids: optional(listOf(uuid)),
    form: optional(check.oneOf('SQUARE', 'CIRCLE', 'SUN', 'OCTAGON')),
    color: optional(color),
    option1_name: optional(nullable(text(40, 1))),
    option2_name: optional(nullable(text(40, 1))),
    option3_name: optional(nullable(text(40, 1))),
    variants: optional(listOf(variantInput(decimals))),
  });
type ItemInput = ReturnType<ReturnType<typeof itemInput>>;

/** What an item has that says nothing about it; on update the fields that `reset` clears. */
const FRESH = {
  description: null,
  reference_id: null,
  category_id: null,
  track_stock: false,
  sold_by_weight: false,
  is_composite: false,
  use_production: false,
  components: [] as Item['components'],
  primary_supplier_id: null,
  tax_ids: [] as string[],
  modifier_ids: [] as string[],
  form: 'SQUARE',
  color: 'GREY',
  option1_name: null,
  option2_name: null,
  option3_name: null,
};

function checkReferences({ account, switches }: Call, item: Item): void {
  const references = new References(account, switches, '');
  const find = <T extends { id: string; deleted_at: string | null }>(rows: T[], id: string, field: string) =>
    references.live(
      rows.find((row) => row.id === id),
      id,
      `object.${field}`,
    );
  if (item.category_id !== null) find(account.categories, item.category_id, 'category_id');
  item.tax_ids.forEach((id, index) => find(account.taxes, id, `tax_ids[${index}]`));
  item.modifier_ids.forEach((id, index) => find(account.modifiers, id, `modifier_ids[${index}]`));
  if (item.primary_supplier_id !== null)
    throw stricter('suppliers are not simulated', 'object.primary_supplier_id');
  item.components.forEach(({ variant_id }, index) => {
    const known = account.variants.find((variant) => variant.variant_id === variant_id);
    references.live(known, variant_id, `object.components[${index}].variant_id`);
  });
  if (item.use_production && !item.is_composite)
    throw invalid('Only a composite item can use production', 'object.use_production');
}

const AXES = ['option1_name', 'option2_name', 'option3_name'] as const;

function checkAxes(item: Item, was: Item | undefined): void {
  const gap = AXES.findIndex(
    (axis, index) => index > 0 && item[axis] !== null && item[AXES[index - 1]!] === null,
  );
  if (gap > 0) throw missing(`object.${AXES[gap - 1]}`);
  const moved = was && AXES.find((axis) => (item[axis] === null) !== (was[axis] === null));
  if (moved)
    throw invalid('You cannot add or delete options for an existing item with variants.', `object.${moved}`);
}

/** The array is authoritative: a live variant that it leaves out goes, an entry without `variant_id` comes. */
function variantsOf(call: Call, item: Item, inputs: VariantInput[], was: Item | undefined): Variant[] {
  const known = inputs.flatMap(({ variant_id }) => variant_id ?? []);
  refuseTwice(known, (index) => stricter('a variant stands twice', `object.variants[${index}].variant_id`));
  const references = new References(call.account, call.switches, '');
  const skus: string[] = [];
  const stated = inputs.map((input, index) => {
    const at = `object.variants[${index}]`;
    const { variant_id: id } = input;
    const found = was?.variants.find(({ variant_id }) => variant_id === id);
    const before = id === undefined ? undefined : references.live(found, id, `${at}.variant_id`);
    const after = variantOf(call, { item, input, at, was: before, skus });
    skus.push(after.sku);
    return { before, after };
  });
  if (item.option1_name === null && stated.length > 1)
    throw invalid('An item without options has one variant', 'object.variants');
  const kept = stated.map(({ before, after }) => (before ? Object.assign(before, after) : after));
  const left = (was?.variants ?? []).filter((variant) => !kept.includes(variant));
  for (const variant of left) if (variant.deleted_at === null) remove(variant, call.account.nowText());
  return [...kept, ...left];
}

/** Every variant has a level in every store; where stock is not tracked it says 0 and means nothing. */
function settleStock({ account }: Call, item: Item): void {
  for (const { variant_id } of item.variants)
    for (const { id } of account.stores) {
      const level = account.level(variant_id, id);
      if (item.track_stock || level.in_stock === 0) continue;
      Object.assign(level, { in_stock: 0, updated_at: account.nowText() });
    }
}

function itemOf(call: Call, input: ItemInput, was: Item | undefined): Item {
  const { account, switches } = call;
  const now = account.nowText();
  const base = was && switches.absentFields === 'keep' ? was : FRESH;
  const item_name = input.item_name ?? (switches.absentFields === 'keep' ? was?.item_name : undefined);
  if (item_name === undefined) throw missing('object.item_name');
  const born = {
    id: was?.id ?? account.newId(),
    handle: was?.handle ?? item_name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    image_url: was?.image_url ?? null,
    created_at: was?.created_at ?? now,
  };
  return {
    ...base,
    ...input,
    ...born,
    item_name,
    updated_at: now,
    deleted_at: null,
    variants: was?.variants ?? [],
  };
}

/** POST /items: with `id` an update, without it a new item; without `variants` that has one, at an open price. */
function upsert(call: Call): Item {
  const { account, switches, body } = call;
  const input = itemInput(account.money.decimals)(body, 'object');
  const references = new References(account, switches, '');
  const found = account.items.find(({ id }) => id === input.id);
  const was = input.id === undefined ? undefined : references.live(found, input.id, 'object.id');
  if (was && !input.variants?.length) throw invalid('Could not update variants to []', 'object.variants');
  const item = itemOf(call, input, was);
  checkReferences(call, item);
  checkAxes(item, was);
  item.variants = variantsOf(call, item, input.variants?.length ? input.variants : [{}], was);
  const settled = was ? Object.assign(was, item) : item;
  if (!was) account.items.push(settled);
  settleStock(call, settled);
  return { ...settled, variants: settled.variants.filter(({ deleted_at }) => deleted_at === null) };
}

function leave(item: Item, { account }: Call): string[] {
  const live = item.variants.filter(({ deleted_at }) => deleted_at === null);
  for (const variant of live) remove(variant, account.nowText());
  return live.map(({ variant_id }) => variant_id);
}

/** https://developer.loyverse.com/docs/#tag/Items : the read side stands in the catalog. */
export const ITEMS: Endpoint[] = [
  { method: 'POST', path: '/items', scope: 'ITEMS_WRITE', handle: upsert },
  removalOf<Item>(
    { path: '/items', rows: (account) => account.items, id: ({ id }) => id },
    'ITEMS_WRITE',
    leave,
  ),
  ...IMAGES,
];
