import type { CatalogObject } from './catalog/schema';
import * as seed from './seed';

type Placed = Pick<CatalogObject, 'present_at_all_locations' | 'present_at_location_ids'>;
const EVERYWHERE: Placed = { present_at_all_locations: true };
const MAIN_ONLY: Placed = { present_at_all_locations: false, present_at_location_ids: [seed.MAIN_LOCATION] };

interface Sold {
  id: string;
  name: string;
  sku: string;
  /** Absent: asked for at the till. */
  price?: number;
}

/** Makes objects in one currency. Version and times are set when the catalog takes them in. */
function maker(currency: string) {
  const money = (amount: number) => ({ amount, currency });
  const variation = (itemId: string, sold: Sold, placed: Placed): CatalogObject => ({
    type: 'ITEM_VARIATION',
    id: sold.id,
    ...placed,
    item_variation_data: {
      item_id: itemId,
      name: sold.name,
      sku: sold.sku,
      pricing_type: sold.price === undefined ? 'VARIABLE_PRICING' : 'FIXED_PRICING',
      ...(sold.price === undefined ? {} : { price_money: money(sold.price) }),
    },
  });
  const item = (
    id: string,
    name: string,
    sold: Sold[],
    data: Partial<NonNullable<CatalogObject['item_data']>> = {},
    placed = EVERYWHERE,
  ): CatalogObject[] => [
    {
      type: 'ITEM',
      id,
      ...placed,
      item_data: {
        name,
        description_html: `<p>${name}</p>`,
        description_plaintext: name,
        is_taxable: true,
        product_type: 'REGULAR',
        is_archived: false,
        tax_ids: [seed.SALES_TAX],
        ...data,
      },
    },
    ...sold.map((each, ordinal) => {
      const made = variation(id, each, placed);
      Object.assign(made.item_variation_data ?? {}, { ordinal });
      return made;
    }),
  ];
  /** An item with the one variation that Square calls Regular. */
  const plain = (
    of: { id: string; variationId: string; name: string; sku: string; price?: number },
    data?: Partial<NonNullable<CatalogObject['item_data']>>,
    placed?: Placed,
  ) =>
    item(
      of.id,
      of.name,
      [{ id: of.variationId, name: 'Regular', sku: of.sku, price: of.price }],
      data,
      placed,
    );
  return { money, item, plain };
}

function categories(): CatalogObject[] {
  const of = (
    id: string,
    name: string,
    category_type: 'REGULAR_CATEGORY' | 'MENU_CATEGORY',
  ): CatalogObject => ({
    type: 'CATEGORY',
    id,
    ...EVERYWHERE,
    category_data: { name, category_type, is_top_level: true },
  });
  return [
    of(seed.SOUPS, 'Soups', 'REGULAR_CATEGORY'),
    of(seed.DRINKS, 'Drinks', 'REGULAR_CATEGORY'),
    of(seed.LUNCH_MENU, 'Lunch', 'MENU_CATEGORY'),
  ];
}

function taxes(): CatalogObject[] {
  const of = (id: string, name: string, percentage: string, inclusion_type: 'ADDITIVE' | 'INCLUSIVE') => ({
    type: 'TAX' as const,
    id,
    ...EVERYWHERE,
    tax_data: { name, percentage, inclusion_type, enabled: true },
  });
  return [
    of(seed.SALES_TAX, 'Sales tax', '8', 'ADDITIVE'),
    of(seed.INCLUDED_TAX, 'Value added tax', '10', 'INCLUSIVE'),
  ];
}

function discounts(): CatalogObject[] {
  return [
    {
      type: 'DISCOUNT',
      id: seed.LUNCH_DISCOUNT,
      ...EVERYWHERE,
      discount_data: { name: 'Lunch', discount_type: 'FIXED_PERCENTAGE', percentage: '10.0' },
    },
    {
      type: 'PRODUCT_SET',
      id: 'PRSLUNCH',
      ...EVERYWHERE,
      product_set_data: { product_ids_any: [seed.SOUPS], quantity_min: 1 },
    },
    {
      type: 'TIME_PERIOD',
      id: 'TMPLUNCH',
      ...EVERYWHERE,
      time_period_data: {
        event:
          'BEGIN:VEVENT\nDTSTART:20260101T110000\nDURATION:PT3H\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nEND:VEVENT',
      },
    },
    {
      type: 'PRICING_RULE',
      id: 'RULLUNCH',
      ...EVERYWHERE,
      pricing_rule_data: {
        name: 'Lunch rule',
        discount_id: seed.LUNCH_DISCOUNT,
        match_products_id: 'PRSLUNCH',
        time_period_ids: ['TMPLUNCH'],
        valid_from_date: '2026-01-01',
      },
    },
  ];
}

function extras(currency: string): CatalogObject[] {
  const modifiers = Object.values(seed.MODIFIERS).map(({ id, name, price }, ordinal) => ({
    type: 'MODIFIER' as const,
    id,
    ...EVERYWHERE,
    modifier_data: { name, ordinal, modifier_list_id: seed.EXTRAS, price_money: { amount: price, currency } },
  }));
  const list = { name: 'Extras', modifier_type: 'LIST' as const, min_selected_modifiers: -1 };
  return [{ type: 'MODIFIER_LIST', id: seed.EXTRAS, ...EVERYWHERE, modifier_list_data: list }, ...modifiers];
}

/** Every object lies flat: variations and modifiers beside the item or list that they belong to. */
export function mainCatalog(currency: string): CatalogObject[] {
  const { item, plain, money } = maker(currency);
  const { soup, coffee, dal, naan, burger, lemonade, cake, special } = seed.ITEMS;
  const modifier_list_info = [{ modifier_list_id: seed.EXTRAS, enabled: true }];
  const inSoups = { categories: [{ id: seed.SOUPS, ordinal: 1 }], reporting_category: { id: seed.SOUPS } };
  const inDrinks = { categories: [{ id: seed.DRINKS, ordinal: 1 }], reporting_category: { id: seed.DRINKS } };
  const soups = plain(soup, { ...inSoups, modifier_list_info, image_ids: [seed.SOUP_IMAGE.id] });
  const override = {
    location_id: seed.MAIN_LOCATION,
    price_money: money(seed.SOUP_PRICE_AT_MAIN),
    pricing_type: 'FIXED_PRICING' as const,
    track_inventory: true,
  };
  Object.assign(soups[1]?.item_variation_data ?? {}, { location_overrides: [override] });
  return [
    ...taxes(),
    ...categories(),
    {
      type: 'IMAGE',
      id: seed.SOUP_IMAGE.id,
      ...EVERYWHERE,
      image_data: { name: 'Soup', url: seed.SOUP_IMAGE.url },
    },
    ...extras(currency),
    ...soups,
    ...item(coffee.id, coffee.name, Object.values(seed.COFFEE_VARIATIONS), inDrinks),
    ...plain(dal, { modifier_list_info }),
    ...plain(naan),
    ...plain(burger, { modifier_list_info }),
    ...plain(lemonade, inDrinks),
    ...plain(cake),
    ...plain(special, {}, MAIN_ONLY),
    ...discounts(),
  ];
}

export function otherCatalog(currency: string): CatalogObject[] {
  return maker(currency).plain(seed.OTHER_ITEM, { tax_ids: [] });
}
