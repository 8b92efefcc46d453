import { type Catalog, presentAt } from '../catalog/store';
import { canonical } from '../canonical';
import type { Ids } from '../clock';
import { refuse } from '../errors';
import type { Discount, Line, LineModifier, OrderBody, Tax } from './schema';

export interface Shop {
  catalog: Catalog;
  ids: Ids;
  locationId: string;
}

function modifierOf(modifier: LineModifier, shop: Shop, field: string): LineModifier {
  const { catalog_object_id: id, ...rest } = modifier;
  const whole = {
    ...modifier,
    uid: modifier.uid ?? shop.ids.next('uid'),
    quantity: modifier.quantity ?? '1',
  };
  if (id === undefined) {
    if (rest.name === undefined || rest.base_price_money === undefined)
      refuse('MISSING_REQUIRED_PARAMETER', 'An ad hoc modifier needs name and base_price_money.', field);
    return whole;
  }
  const found = shop.catalog.modifier(id, shop.locationId);
  if (!found) refuse('NOT_FOUND', `Modifier with catalog object ID \`${id}\` not found.`, field);
  return {
    ...whole,
    catalog_version: found.object.version,
    name: rest.name ?? found.object.modifier_data?.name,
    base_price_money: rest.base_price_money ?? found.price,
  };
}

/** Name and price of a catalog line come from the catalog, at the order's location; a given price wins. */
function fromCatalog(line: Line, id: string, shop: Shop, field: string): Line {
  const offer = shop.catalog.offer(id, shop.locationId);
  if (!offer)
    refuse(
      'NOT_FOUND',
      `Item variation with catalog object ID \`${id}\` not found.`,
      `${field}.catalog_object_id`,
    );
  const base_price_money = line.base_price_money ?? offer.price;
  if (!base_price_money)
    refuse(
      'MISSING_REQUIRED_PARAMETER',
      'A variation with a variable price needs base_price_money.',
      `${field}.base_price_money`,
    );
  return {
    ...line,
    catalog_version: offer.variation.version,
    name: line.name ?? offer.item.item_data?.name,
    variation_name: line.variation_name ?? offer.variation.item_variation_data?.name,
    base_price_money,
  };
}

function lineOf(line: Line, shop: Shop, field: string): Line {
  const whole = { ...line, uid: line.uid ?? shop.ids.next('uid'), item_type: line.item_type ?? 'ITEM' };
  whole.modifiers = line.modifiers?.map((each, index) =>
    modifierOf(each, shop, `${field}.modifiers[${index}]`),
  );
  if (line.catalog_object_id !== undefined) return fromCatalog(whole, line.catalog_object_id, shop, field);
  if (line.name === undefined || line.base_price_money === undefined)
    refuse(
      'MISSING_REQUIRED_PARAMETER',
      'A line without catalog_object_id needs name and base_price_money.',
      `${field}.${line.name === undefined ? 'name' : 'base_price_money'}`,
    );
  return whole;
}

function taxOf(tax: Tax, shop: Shop, field: string): Tax {
  const whole: Tax = { ...tax, uid: tax.uid ?? shop.ids.next('uid') };
  if (tax.catalog_object_id === undefined) {
    if (tax.name === undefined || tax.percentage === undefined)
      refuse('MISSING_REQUIRED_PARAMETER', 'An ad hoc tax needs name and percentage.', field);
    return { ...whole, type: tax.type ?? 'ADDITIVE' };
  }
  const object = shop.catalog.find(tax.catalog_object_id);
  const data = object?.tax_data;
  if (!object || !data || !presentAt(object, shop.locationId) || data.enabled === false)
    refuse('NOT_FOUND', `Tax with catalog object ID \`${tax.catalog_object_id}\` not found.`, field);
  const { name, percentage, inclusion_type: type } = data;
  return { ...whole, catalog_version: object.version, name, percentage, type };
}

function discountOf(discount: Discount, shop: Shop, field: string): Discount {
  const whole: Discount = { ...discount, uid: discount.uid ?? shop.ids.next('uid') };
  if (discount.catalog_object_id !== undefined) {
    const object = shop.catalog.find(discount.catalog_object_id);
    const data = object?.discount_data;
    if (!object || !data || !presentAt(object, shop.locationId))
      refuse(
        'NOT_FOUND',
        `Discount with catalog object ID \`${discount.catalog_object_id}\` not found.`,
        field,
      );
    whole.catalog_version = object.version;
    whole.name = data.name;
    whole.type = data.discount_type;
    whole.percentage = data.percentage ?? discount.percentage;
    whole.amount_money = data.amount_money ?? discount.amount_money;
  }
  if (whole.name === undefined || whole.type === undefined)
    refuse('MISSING_REQUIRED_PARAMETER', 'An ad hoc discount needs name and type.', field);
  if (discount.catalog_object_id === undefined && whole.type.startsWith('VARIABLE'))
    refuse('INVALID_VALUE', 'An ad hoc discount is FIXED_PERCENTAGE or FIXED_AMOUNT.', field);
  const percentual = whole.type.endsWith('PERCENTAGE');
  if ((whole.percentage !== undefined) !== percentual || (whole.amount_money !== undefined) === percentual)
    refuse(
      'BAD_REQUEST',
      `A ${whole.type} discount has ${percentual ? 'percentage' : 'amount_money'} alone.`,
      field,
    );
  return whole;
}

/** Adds the enabled taxes of each line's item, once each, as the till would. */
function autoTaxed(body: OrderBody, shop: Shop): OrderBody {
  const taxes = [...(body.taxes ?? [])];
  const lines = body.line_items?.map((line) => {
    const item = shop.catalog.offer(line.catalog_object_id ?? '', shop.locationId)?.item.item_data;
    const applied = [...(line.applied_taxes ?? [])];
    for (const id of item?.is_taxable === false ? [] : (item?.tax_ids ?? [])) {
      const object = shop.catalog.find(id);
      if (object?.tax_data?.enabled === false || !presentAt(object, shop.locationId)) continue;
      const known = taxes.find((tax) => tax.catalog_object_id === id);
      const tax: Tax = known ?? { uid: shop.ids.next('uid'), catalog_object_id: id, scope: 'LINE_ITEM' };
      if (!known) taxes.push(tax);
      const uid = tax.uid ?? '';
      if (tax.scope === 'LINE_ITEM' && !applied.some((each) => each.tax_uid === uid))
        applied.push({ tax_uid: uid });
    }
    return { ...line, applied_taxes: applied.length > 0 ? applied : undefined };
  });
  return { ...body, taxes: taxes.length > 0 ? taxes : undefined, line_items: lines };
}

/** Members that stand in `before` as they are keep what was resolved then, whatever became of the catalog. */
function settle<Member>(
  name: string,
  list: Member[] | undefined,
  before: Member[] | undefined,
  settleOne: (member: Member, field: string) => Member,
): Member[] | undefined {
  const settled = new Set((before ?? []).map(canonical));
  return list?.map((member, index) =>
    settled.has(canonical(member)) ? member : settleOne(member, `order.${name}[${index}]`),
  );
}

/** The order with everything filled in that Square takes from the catalog, now or when it was first sent. */
export function resolve(given: OrderBody, shop: Shop, before?: OrderBody): OrderBody {
  const body = given.pricing_options?.auto_apply_taxes === true ? autoTaxed(given, shop) : given;
  const uid = () => shop.ids.next('uid');
  return {
    ...body,
    line_items: settle('line_items', body.line_items, before?.line_items, (each, at) =>
      lineOf(each, shop, at),
    ),
    taxes: settle('taxes', body.taxes, before?.taxes, (each, at) => taxOf(each, shop, at)),
    discounts: settle('discounts', body.discounts, before?.discounts, (each, at) =>
      discountOf(each, shop, at),
    ),
    service_charges: body.service_charges?.map((each) => ({ ...each, uid: each.uid ?? uid() })),
    fulfillments: body.fulfillments?.map((each) => ({
      ...each,
      uid: each.uid ?? uid(),
      state: each.state ?? 'PROPOSED',
    })),
  };
}
