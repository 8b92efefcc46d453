import { thousandths } from '../arithmetic';
import type { Organization } from '../organization';
import type { Item } from '../records';
import type { SeedItem } from '../seed';
import { stamp } from '../timestamps';

/** Everything an item has, as Zoho fills it in when nobody says anything. */
export const BLANK_ITEM = {
  sku: '',
  status: 'active',
  rate: 0,
  purchase_rate: 0,
  unit: 'pcs',
  item_type: 'sales',
  product_type: 'goods',
  description: '',
  group_id: '',
  group_name: '',
  attribute_name1: '',
  attribute_option_name1: '',
  category_id: '',
  category_name: '',
  tax_id: '',
  tax_name: '',
  tax_percentage: '',
  is_taxable: true,
  is_combo_product: false,
  track_inventory: false,
  account_id: '',
  image_name: '',
  image_document_id: '',
  custom_fields: [],
} satisfies Partial<Item>;

/** The tax of an item in the words of its row. */
export function taxFields(organization: Organization, taxId: string) {
  const tax = organization.taxes.find(({ tax_id }) => tax_id === taxId);
  return {
    tax_id: taxId,
    tax_name: tax?.tax_name ?? '',
    tax_percentage: tax?.tax_percentage ?? ('' as const),
  };
}

export function categoryFields(organization: Organization, categoryId: string) {
  const category = organization.categories.find(({ category_id }) => category_id === categoryId);
  return { category_id: categoryId, category_name: category?.name ?? '' };
}

export function groupFields(organization: Organization, groupId: string) {
  const group = organization.groups.get(groupId);
  return {
    group_id: groupId,
    group_name: group?.group_name ?? '',
    attribute_name1: group?.attribute_name1 ?? '',
  };
}

const kindOf = ({ service, inStock }: SeedItem): string =>
  service ? 'service' : inStock === undefined ? 'sales' : 'inventory';

/** Puts an item into an organization, as its owner would. */
export function addItem(organization: Organization, seed: SeedItem, at = organization.now()): Item {
  const time = stamp(at, organization.profile.zone);
  const menu = organization.customFields.find(({ module }) => module === 'items');
  const item: Item = {
    ...BLANK_ITEM,
    item_id: seed.id,
    name: seed.name,
    sku: seed.sku,
    status: seed.inactive ? 'inactive' : 'active',
    rate: organization.money.major(seed.price),
    item_type: kindOf(seed),
    product_type: seed.service ? 'service' : 'goods',
    ...groupFields(organization, seed.groupId ?? ''),
    attribute_option_name1: seed.option ?? '',
    ...categoryFields(organization, seed.categoryId ?? ''),
    ...taxFields(organization, seed.taxId ?? ''),
    is_combo_product: seed.kit !== undefined,
    track_inventory: seed.inStock !== undefined,
    image_name: seed.imageName ?? '',
    image_document_id: seed.imageName === undefined ? '' : organization.newId(),
    custom_fields: [],
    created_time: time,
    last_modified_time: time,
  };
  if (menu && seed.menu !== undefined) {
    const { module: _, ...field } = menu;
    item.custom_fields = [{ ...field, value: seed.menu }];
  }
  organization.items.set(item.item_id, item);
  if (seed.kit) addComposite(organization, seed.id, seed.kit);
  const inStock = thousandths(seed.inStock ?? 0);
  if (seed.inStock !== undefined)
    organization.stock.move(seed.id, organization.primaryPlaceId, { onHand: inStock, physical: inStock });
  return item;
}

function addComposite(organization: Organization, itemId: string, kit: Record<string, number>): void {
  const mapped_items = Object.entries(kit).map(([item_id, quantity]) => ({ item_id, quantity }));
  organization.composites.push({ composite_item_id: itemId, combo_type: 'kit', mapped_items });
}
