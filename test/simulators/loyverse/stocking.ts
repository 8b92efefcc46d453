import type { Account } from './account';
import type { Item, Pricing, Variant } from './records';
import type { SeedItem, SeedVariant } from './seed';

function variantOf(
  account: Account,
  item: SeedItem,
  { id, sku, price, option }: SeedVariant,
  at: string,
): Variant {
  const pricing: Pricing = price === undefined ? 'VARIABLE' : 'FIXED';
  const major = price === undefined ? null : account.money.major(price);
  const stores = account.stores.map(({ id: store_id }) => ({
    store_id,
    pricing_type: pricing,
    price: major,
    available_for_sale: item.soldIn?.includes(store_id) ?? true,
    optimal_stock: null,
    low_stock: null,
  }));
  return {
    variant_id: id,
    item_id: item.id,
    sku,
    reference_variant_id: null,
    option1_value: option ?? null,
    option2_value: null,
    option3_value: null,
    barcode: null,
    cost: 0,
    purchase_cost: 0,
    default_pricing_type: pricing,
    default_price: major,
    stores,
    created_at: at,
    updated_at: at,
    deleted_at: item.deleted ? at : null,
  };
}

/** Puts an item into an account, as its owner would in the Back Office. */
export function addItem(account: Account, item: SeedItem, at: string): Item {
  const added: Item = {
    id: item.id,
    handle: item.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    reference_id: null,
    item_name: item.name,
    description: null,
    track_stock: item.inStock !== undefined,
    sold_by_weight: item.soldByWeight ?? false,
    is_composite: false,
    use_production: false,
    category_id: item.categoryId ?? null,
    components: [],
    primary_supplier_id: null,
    tax_ids: item.taxIds ?? [],
    modifier_ids: item.modifierIds ?? [],
    form: 'SQUARE',
    color: 'GREY',
    image_url: null,
    option1_name: item.option ?? null,
    option2_name: null,
    option3_name: null,
    created_at: at,
    updated_at: at,
    deleted_at: item.deleted ? at : null,
    variants: item.variants.map((variant) => variantOf(account, item, variant, at)),
  };
  account.items.push(added);
  const [first] = account.stores;
  if (item.inStock !== undefined && first)
    for (const { variant_id } of added.variants)
      account.levels.push({
        variant_id,
        store_id: first.id,
        in_stock: item.inStock,
        updated_at: at,
      });
  return added;
}
