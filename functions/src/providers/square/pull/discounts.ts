import type { PulledDiscount } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { hasCode } from '../refusal';
import { locationOf, type Shop } from '../shop';
import { latestTime, listObjects, objectsOf, searchChanged } from './objects';
import { pulledButton, pulledRule, withdrawn } from './rules';
import { namedBySets } from './targets';
import { isGone, type CatalogObject, type DiscountObject, type LiveObject, type PricingRule } from './wire';

const TYPES = ['DISCOUNT', 'PRICING_RULE', 'PRODUCT_SET', 'TIME_PERIOD'];

interface Batch {
  objects: CatalogObject[];
  cursor?: string;
  latest_time?: string;
}

/** All pages at once: a shop has few discounts, and each may need any other object. */
async function everything(fetch: (cursor?: string) => Promise<Batch>, again = true): Promise<Batch> {
  try {
    const first = await fetch();
    const objects = [...first.objects];
    const seen = new Set<string>();
    // A cursor that comes back would go round for ever: what came twice is there already.
    for (let page = first; page.cursor && !seen.has(page.cursor); objects.push(...page.objects)) {
      seen.add(page.cursor);
      page = await fetch(page.cursor);
    }
    return { objects, latest_time: first.latest_time };
  } catch (thrown) {
    if (!again || !hasCode(thrown, 'INVALID_CURSOR')) throw thrown;
    return everything(fetch, false);
  }
}

interface Told {
  records: PulledDiscount[];
  /** What could not be told, and why. */
  omitted: { id: string; name?: string; why: string }[];
}

const isRule = (one: LiveObject): one is PricingRule => one.type === 'PRICING_RULE';
const isDiscount = (one: LiveObject): one is DiscountObject => one.type === 'DISCOUNT';

function told(objects: readonly LiveObject[], named: readonly LiveObject[], locationId: string): Told {
  const catalog = new Map([...objects, ...named].map((one) => [one.id, one]));
  const rules = objects.filter(isRule);
  const ruled = new Set(rules.map((rule) => rule.pricing_rule_data.discount_id));
  const buttons = objects.filter(isDiscount).filter(({ id }) => !ruled.has(id));
  const results = [
    ...rules.map((rule) => [rule, pulledRule(rule, catalog, locationId)] as const),
    ...buttons.map((button) => [button, pulledButton(button)] as const),
  ];
  return {
    records: results.flatMap(([, result]) => (typeof result === 'string' ? [] : result)),
    omitted: results.flatMap(([source, why]) => {
      const name = isRule(source) ? source.pricing_rule_data.name : source.discount_data.name;
      return typeof why === 'string' ? { id: source.id, name, why } : [];
    }),
  };
}

const NAMED = 5;

function noteOf(omitted: Told['omitted']): string | undefined {
  if (omitted.length === 0) return undefined;
  const some = omitted.slice(0, NAMED).map(({ id, name = id, why }) => `"${name}" (${why})`);
  const more = omitted.length > NAMED ? `, and ${omitted.length - NAMED} more` : '';
  return `Left out, because a menu price cannot tell them: ${some.join(', ')}${more}.`;
}

/** Discounts that were told before and are not among the records any more. */
function withdrawals(
  touched: readonly CatalogObject[],
  records: readonly PulledDiscount[],
): PulledDiscount[] {
  const told = new Set(records.map(({ id }) => id));
  const lost = touched.filter(({ type, id }) => /^(DISCOUNT|PRICING_RULE)$/.test(type) && !told.has(id));
  return [...new Map(lost.map((one) => [one.id, withdrawn(one.id, one.updated_at)])).values()];
}

/**
 * Automatic discounts of the location, and the till's buttons as inactive ones. As soon as one of their objects has
 * changed, all are read: a rule, what it takes off, its products and its times are objects of their own.
 */
export async function* pullDiscounts(
  shop: Shop,
  { since }: PullRequest,
): AsyncGenerator<Page<PulledDiscount>> {
  const changes =
    since === undefined
      ? { objects: [], latest_time: await latestTime(shop) }
      : await everything((cursor) => searchChanged(shop, TYPES, since, cursor));
  const checkpoint = changes.latest_time ?? since;
  if (since !== undefined && changes.objects.length === 0) {
    yield { records: [], complete: true, full: false, checkpoint };
    return;
  }
  const all = await everything((cursor) => listObjects(shop, TYPES, cursor));
  const live = all.objects.flatMap((one) => (isGone(one) ? [] : one));
  const named = await objectsOf(shop, namedBySets(live));
  const { records, omitted } = told(live, named, locationOf(shop));
  const gone = since === undefined ? [] : withdrawals([...changes.objects, ...live], records);
  yield { records: [...records, ...gone], complete: true, full: true, checkpoint, note: noteOf(omitted) };
}
