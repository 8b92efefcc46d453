import type { PulledDiscount } from '../../../model/pulled';
import { isSoldAt } from '../items';
import { targetsOf, type Catalog } from './targets';
import { combined, periodOf, type Period } from './timePeriod';
import type { DiscountObject, PricingRule } from './wire';

type Worth = Pick<PulledDiscount, 'kind' | 'value'>;

/** What a discount takes off; undefined where the till asks, or where a cap makes it depend on the order. */
function worthOf({ discount_data: data }: DiscountObject): Worth | undefined {
  if (data.discount_type === 'FIXED_AMOUNT' && data.amount_money)
    return { kind: 'amount', value: data.amount_money.amount };
  if (data.discount_type !== 'FIXED_PERCENTAGE' || data.percentage === undefined) return undefined;
  return data.maximum_amount_money ? undefined : { kind: 'percent', value: Number(data.percentage) };
}

type Rule = PricingRule['pricing_rule_data'];

function spanOf(rule: Rule): Pick<Period, 'startsOn' | 'endsOn'> {
  const moment = (date: string | undefined, time: string | undefined) =>
    date && (time ? `${date}T${time}` : date);
  return {
    startsOn: moment(rule.valid_from_date, rule.valid_from_local_time),
    endsOn: moment(rule.valid_until_date, rule.valid_until_local_time),
  };
}

function timeOf(rule: Rule, catalog: Catalog): Period | undefined {
  const periods = rule.time_period_ids.map((id) => {
    const period = catalog.get(id);
    return period?.type === 'TIME_PERIOD' ? periodOf(period.time_period_data.event) : undefined;
  });
  const plain = periods.flatMap((period) => period ?? []);
  return plain.length === periods.length ? combined(spanOf(rule), plain) : undefined;
}

/** Conditions on the order or the shopper: a price on a menu cannot know them. */
function condition(rule: Rule): string | undefined {
  if (rule.minimum_order_subtotal_money) return 'it asks for a minimum order';
  if (rule.customer_group_ids_any.length > 0) return 'it is for groups of customers';
  if (rule.exclude_products_id !== undefined || rule.apply_products_id !== undefined)
    return 'it leaves out some of the products that it matches';
  return undefined;
}

const EMPTY = { brandIds: [], categoryNames: [], priority: 0, deleted: false };

/** An automatic discount at a location, or why it cannot be told. */
export function pulledRule(rule: PricingRule, catalog: Catalog, locationId: string): PulledDiscount | string {
  const { id, pricing_rule_data: data } = rule;
  const discount = catalog.get(data.discount_id ?? '');
  if (discount?.type !== 'DISCOUNT') return 'its discount is gone';
  const worth = worthOf(discount);
  if (!worth) return 'what it takes off is not fixed';
  const limits = condition(data);
  if (limits !== undefined) return limits;
  const targets = targetsOf(data.match_products_id, catalog);
  if (typeof targets === 'string') return targets;
  const time = timeOf(data, catalog);
  if (!time) return 'its times are not days of the week with hours';
  const moments = [rule, discount].flatMap(({ updated_at }) => updated_at ?? []);
  return {
    id,
    name: data.name ?? discount.discount_data.name ?? id,
    ...worth,
    ...targets,
    ...EMPTY,
    ...time,
    active: isSoldAt(rule, locationId) && isSoldAt(discount, locationId),
    updatedAt: moments.length > 0 ? Math.max(...moments) : undefined,
  };
}

/** A discount that no rule applies is a button of the till: it never holds by itself. */
export function pulledButton(discount: DiscountObject): PulledDiscount | string {
  const worth = worthOf(discount);
  if (!worth) return 'what it takes off is not fixed';
  const { id, updated_at } = discount;
  const name = discount.discount_data.name ?? id;
  const all = { productIds: [], categoryIds: [], weekdays: [] };
  return { id, name, ...worth, ...EMPTY, ...all, active: false, updatedAt: updated_at };
}

/** What is left of a discount that is gone, or that cannot be told any more. */
export function withdrawn(id: string, updatedAt?: number): PulledDiscount {
  const all = { productIds: [], categoryIds: [], weekdays: [] };
  return {
    id,
    name: id,
    kind: 'percent',
    value: 0,
    ...EMPTY,
    ...all,
    active: false,
    deleted: true,
    updatedAt,
  };
}
