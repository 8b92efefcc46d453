import { z } from 'zod';
import type { PosItem } from '../../functions/src/model/item';
import type { PulledItem } from '../../functions/src/model/pulled';
import type { Operations } from '../../functions/src/providers/provider';
import { type Checks, type Finding, Wrong } from './check';
import { problemsOf } from './problems';
import { posItem } from './records';
import { readerAt, type Place } from './server';

type Query = Parameters<Operations['searchItems']>[0];
type Search = Operations['searchItems'];

/** A search looks only so many up: a catalog may list what this location does not sell. */
const TRIES = 3;
const MOST_RESULTS = 50;
/** What to look for where nothing is known to be there. */
const NOWHERE = 'tillbridge-conform';

async function asked(search: Search, query: Query): Promise<PosItem[]> {
  const found = await search(query);
  const problems = problemsOf(z.array(posItem).max(MOST_RESULTS), found);
  if (problems) throw new Wrong(`The results are not as promised: ${problems}.`);
  return found;
}

/** An item that the catalog lists, and what must bring it up. */
interface Known {
  query: Query;
  variationIds: readonly string[];
}

/** Looks for known items, one after the other, until one is found under the ids that the catalog gives it. */
async function finds(search: Search, known: readonly Known[], nowhere: Query): Promise<Finding<PosItem[]>> {
  const wanted = known.slice(0, TRIES);
  for (const { query, variationIds } of wanted) {
    const found = await asked(search, query);
    if (!found.some(({ variationId }) => variationIds.includes(variationId))) continue;
    return { detail: `${found.length} result(s), the item of the catalog among them.`, value: found };
  }
  const named = wanted.map(({ query }) => Object.values(query)[0]).join(', ');
  if (named) throw new Wrong(`The catalog lists it, the search does not find it: ${named}.`);
  const found = await asked(search, nowhere);
  return { detail: `Answered with ${found.length} result(s); no known item to look for.`, value: found };
}

/** Variations that are for sale, with the name of their item: those with a price first, for an order is made of them. */
function sold(items: readonly PulledItem[]) {
  const all = items
    .filter(({ archived, deleted }) => !archived && !deleted)
    .flatMap(({ name, variations }) => variations.map((variation) => ({ ...variation, itemName: name })))
    .filter(({ available }) => available);
  const hasPrice = ({ price = 0 }: (typeof all)[number]) => price > 0;
  return [...all.filter(hasPrice), ...all.filter((variation) => !hasPrice(variation))];
}

/** By words and by SKU; the items found, for an order to be made of. */
export async function checkSearch(
  checks: Checks,
  place: Place,
  items: readonly PulledItem[],
): Promise<PosItem[]> {
  const { searchItems } = readerAt(place);
  const names = ['search by words', 'search by SKU'] as const;
  if (!searchItems) {
    const why = place.provider.manifest.cannot.searchItems ?? 'The manifest lacks it.';
    for (const name of names) checks.skip(name, why);
    return [];
  }
  const all = sold(items);
  const texts = all.map(({ id, itemName }) => ({ query: { text: itemName }, variationIds: [id] }));
  const skus = all.flatMap(({ id, sku }) => (sku ? [{ query: { sku }, variationIds: [id] }] : []));
  const byWords = await checks.make(names[0], () => finds(searchItems, texts, { text: NOWHERE }));
  const bySku = await checks.make(names[1], () => finds(searchItems, skus, { sku: NOWHERE }));
  return [...(bySku ?? []), ...(byWords ?? [])];
}
