import { foldBarcode, foldName, foldSku } from './fold';
import type { Offer } from './offer';
import { fullName, type Sellable } from './sellable';

/** What speaks for a suggestion. `price` alone never makes one: it only decides between several. */
export type Evidence = 'sku' | 'barcode' | 'name' | 'price';

export interface Suggestion {
  offer: Offer;
  /** 0 to 1, see WEIGHTS. */
  score: number;
  evidence: Evidence[];
  /** Several items of the POS have the key and only the price tells them apart: for a person, never in bulk. */
  tied: boolean;
}

/**
 * How much each finding says by itself; several count as independent ones: 1 - (1 - a)(1 - b). A SKU makes 0.9, SKU and
 * name 0.96, a name 0.6, a name at the same price 0.7. Nothing reaches 1: a person may always know better.
 */
const WEIGHTS: Readonly<Record<Evidence, number>> = { sku: 0.9, barcode: 0.9, name: 0.6, price: 0.25 };
/** A key that several items share says at most half, whatever decided. */
const TIED = 0.5;
/** SKU and barcode that point to different items: one of them is wrong, and nobody here knows which. */
const TORN = 0.5;

type Key = Exclude<Evidence, 'price'>;
const KEYS = ['sku', 'barcode', 'name'] as const satisfies readonly Key[];

type Values = Readonly<Record<Key, string>>;

const valuesOf = ({ sku = '', barcode = '', name, variationName }: Sellable | Offer): Values => ({
  sku: foldSku(sku),
  barcode: foldBarcode(barcode),
  name: foldName(fullName({ name, variationName })),
});

type Index<T> = Readonly<Record<Key, ReadonlyMap<string, readonly T[]>>>;

function indexOf<T extends Sellable | Offer>(all: Iterable<T>): Index<T> {
  const index = {
    sku: new Map<string, T[]>(),
    barcode: new Map<string, T[]>(),
    name: new Map<string, T[]>(),
  };
  for (const one of all) {
    const values = valuesOf(one);
    for (const key of KEYS) {
      const value = values[key];
      if (value === '') continue;
      const found = index[key].get(value);
      if (found) found.push(one);
      else index[key].set(value, [one]);
    }
  }
  return index;
}

const isOption = (sellable: Sellable) => sellable.modifierId !== undefined;

interface Hit {
  offer: Offer;
  key: Key;
  tied: boolean;
}

/** What one key of a sellable points to: nothing when it is empty, or when the storefront itself uses it twice. */
function hitOf(sellable: Sellable, key: Key, value: string, menu: Index<Sellable>, pos: Index<Offer>) {
  if (value === '' || (menu[key].get(value)?.length ?? 0) > 1) return undefined;
  const found = pos[key].get(value) ?? [];
  const [first, ...others] = found;
  if (first && others.length === 0) return { offer: first, key, tied: false };
  const { price } = sellable;
  const [same, ...more] = price === undefined ? [] : found.filter((offer) => offer.price === price);
  return same && more.length === 0 ? { offer: same, key, tied: true } : undefined;
}

function scoreOf({ price }: Sellable, offer: Offer, hits: readonly Hit[], isTorn: boolean): Suggestion {
  const tied = hits.every((hit) => hit.tied);
  const samePrice = price !== undefined && offer.price === price;
  const evidence: Evidence[] = [...hits.map(({ key }) => key), ...(samePrice ? (['price'] as const) : [])];
  const doubt = evidence.reduce((rest, one) => rest * (1 - WEIGHTS[one]), 1);
  const most = Math.min(tied ? TIED : 1, isTorn ? TORN : 1);
  return { offer, score: Number(Math.min(1 - doubt, most).toFixed(4)), evidence, tied };
}

/** The best first; of equals the one whose id comes first, so that equal facts give equal answers. */
const bestFirst = (a: Suggestion, b: Suggestion) =>
  b.score - a.score || (a.offer.variationId < b.offer.variationId ? -1 : 1);

function suggestionsFor(sellable: Sellable, menu: Index<Sellable>, pos: Index<Offer>): Suggestion[] {
  const values = valuesOf(sellable);
  const byOffer = new Map<string, Hit[]>();
  for (const key of KEYS) {
    const hit = hitOf(sellable, key, values[key], menu, pos);
    if (hit) byOffer.set(hit.offer.variationId, [...(byOffer.get(hit.offer.variationId) ?? []), hit]);
  }
  const strong = [...byOffer.values()].filter((hits) => hits.some(({ key }) => key !== 'name'));
  return [...byOffer.values()]
    .flatMap((hits) => {
      const [first] = hits;
      return first ? [scoreOf(sellable, first.offer, hits, strong.length > 1)] : [];
    })
    .sort(bestFirst);
}

/**
 * For every wanted key of the menu, the POS items that it may be. `menu` and `pos` are everything there is: a key that
 * is looked up in less cannot be known to be one of its kind.
 */
export function suggest(
  wanted: readonly Sellable[],
  menu: Iterable<Sellable>,
  pos: Iterable<Offer>,
): Map<string, Suggestion[]> {
  const open = [...pos].filter(({ closed }) => closed === undefined);
  const all = [...menu];
  const sides = [false, true].map((options) => ({
    menu: indexOf(all.filter((one) => isOption(one) === options)),
    pos: indexOf(open.filter(({ kind }) => (kind === 'option') === options)),
  }));
  return new Map(
    wanted.map((sellable) => {
      const side = sides[isOption(sellable) ? 1 : 0];
      return [sellable.key, side ? suggestionsFor(sellable, side.menu, side.pos) : []];
    }),
  );
}

/** Lower scores are for a person to look at one by one. */
export const LOWEST_BULK_SCORE = 0.6;
export const USUAL_BULK_SCORE = 0.9;

export interface Pick {
  sellable: Sellable;
  suggestion: Suggestion;
}

/**
 * What may be linked in bulk: the best suggestion of each, if it has the score, is no tie, and neither an existing link
 * nor another pick of the same rank wants the same POS item.
 */
export function picksOver(
  minScore: number,
  wanted: readonly Sellable[],
  suggestions: ReadonlyMap<string, readonly Suggestion[]>,
  taken: ReadonlySet<string>,
): Pick[] {
  const picks = wanted.flatMap((sellable): Pick[] => {
    const [best, next] = suggestions.get(sellable.key) ?? [];
    if (!best || best.tied || best.score < Math.max(minScore, LOWEST_BULK_SCORE)) return [];
    return next?.score === best.score || taken.has(best.offer.variationId)
      ? []
      : [{ sellable, suggestion: best }];
  });
  const rivals = new Map<string, Pick[]>();
  for (const pick of picks) {
    const { variationId } = pick.suggestion.offer;
    rivals.set(variationId, [...(rivals.get(variationId) ?? []), pick]);
  }
  return picks.filter((pick) => {
    const others = rivals.get(pick.suggestion.offer.variationId) ?? [];
    return others.every((other) => other === pick || other.suggestion.score < pick.suggestion.score);
  });
}
