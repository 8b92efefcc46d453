import { setActive } from '../orm/writing';
import * as seed from '../seed';
import { takeFrom } from '../shop/stock';
import type { Planting } from './planting';

export function plantTaxes({ env, plant }: Planting): void {
  const inside = env.series >= 18 ? { price_include_override: 'tax_included' } : { price_include: true };
  const tax = (id: number, name: string, amount: number, company_id: number, more = {}) =>
    plant('account.tax', id, { name, amount, company_id, ...more });
  tax(seed.INCLUDED_TAX_ID, '10% included', 10, seed.COMPANY_ID, inside);
  tax(seed.ADDED_TAX_ID, '12.5%', 12.5, seed.COMPANY_ID);
  tax(seed.AIRPORT_TAX_ID, '12.5%', 12.5, seed.SECOND_COMPANY_ID);
}

export function plantCategories({ plant }: Planting): void {
  plant('product.category', seed.FOOD_CATEGORY_ID, { name: 'Food', parent_id: seed.ALL_CATEGORY_ID });
  plant('pos.category', seed.FOOD_TILL_CATEGORY_ID, { name: 'Food', sequence: 1 });
  plant('pos.category', seed.DRINKS_TILL_CATEGORY_ID, { name: 'Drinks', sequence: 2 });
}

export function plantAttributes({ plant }: Planting): void {
  plant('product.attribute', seed.SIZE_ATTRIBUTE_ID, { name: 'Size', create_variant: 'always' });
  plant('product.attribute', seed.MILK_ATTRIBUTE_ID, { name: 'Milk', create_variant: 'no_variant' });
  const values = [
    ...['Small', 'Medium', 'Large'].map((name) => ({ name, attribute_id: seed.SIZE_ATTRIBUTE_ID })),
    ...['Oat', 'Almond'].map((name) => ({ name, attribute_id: seed.MILK_ATTRIBUTE_ID })),
  ];
  for (const [index, value] of values.entries()) plant('product.attribute.value', index + 1, value);
}

/** The lines make the values `SMALL_PTAV_ID` to `ALMOND_PTAV_ID`; here they get their prices. */
function plantChoices({ env, plant }: Planting): void {
  const line = (id: number, product_tmpl_id: number, attribute_id: number, values: number[]) =>
    plant('product.template.attribute.line', id, {
      ...{ product_tmpl_id, attribute_id, value_ids: [[6, 0, values]] },
    });
  line(1, seed.PIZZA_TEMPLATE_ID, seed.SIZE_ATTRIBUTE_ID, [1, 2, 3]);
  line(2, seed.LATTE_TEMPLATE_ID, seed.MILK_ATTRIBUTE_ID, [4, 5]);
  const extras: [number, number][] = [
    [seed.MEDIUM_PTAV_ID, 300],
    [seed.LARGE_PTAV_ID, 600],
    [seed.OAT_PTAV_ID, 60],
    [seed.ALMOND_PTAV_ID, 75],
  ];
  for (const [id, minor] of extras)
    env.save('product.template.attribute.value', id, { price_extra: env.money.major(minor) });
}

function templateValues({ env }: Planting, product: seed.SeedProduct): Record<string, unknown> {
  const { series } = env;
  const { name, price, taxIds = [], tillCategoryId: tile, inStock, byWeight = false, companyId } = product;
  const storable = series >= 18 ? { is_storable: true } : { detailed_type: 'product' };
  const combo = series >= 18 ? { type: 'combo' } : { detailed_type: 'combo' };
  const tiles = series >= 17 ? { pos_categ_ids: [[6, 0, [tile]]] } : { pos_categ_id: tile };
  return {
    ...{ name, list_price: env.money.major(price), taxes_id: [[6, 0, taxIds]], to_weight: byWeight },
    ...{ available_in_pos: true, company_id: companyId ?? false },
    ...(tile !== undefined && tiles),
    ...(inStock !== undefined && storable),
    ...(product.combo && combo),
  };
}

export function plantProducts(planting: Planting, products: readonly seed.SeedProduct[]): void {
  const { env, plant } = planting;
  const sold = products.filter(({ combo }) => !combo || env.series >= 17);
  for (const product of sold)
    plant('product.template', product.templateId, templateValues(planting, product));
  if (products === seed.PRODUCTS) plantChoices(planting);
  for (const { templateId: product_tmpl_id, variants, archived } of sold) {
    for (const { id, sku: default_code, barcode = false, ptavId } of variants)
      plant('product.product', id, {
        ...{ product_tmpl_id, default_code, barcode },
        product_template_attribute_value_ids: [[6, 0, ptavId === undefined ? [] : [ptavId]]],
      });
    if (!archived) continue;
    setActive(env, 'product.template', [product_tmpl_id], false);
    setActive(
      env,
      'product.product',
      variants.map(({ id }) => id),
      false,
    );
  }
}

/** In the first company's warehouse. */
export function plantStock({ env }: Planting): void {
  for (const { inStock, variants } of seed.PRODUCTS)
    for (const { id } of variants)
      if (inStock !== undefined)
        takeFrom(env, env.row('product.product', id), seed.STOCK_LOCATION_ID, -inStock);
}
