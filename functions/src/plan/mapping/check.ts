import type { Link, Links } from '../../model/link';
import { namedBy, type MappingFacts } from './classify';
import { fullName } from './sellable';
import type { ReadTies, RowError } from './ties';

export type KnownIds = Pick<
  MappingFacts,
  'sellables' | 'productIds' | 'offers' | 'catalogKnown' | 'optionsKnown'
>;

/** Modifiers need not be listed in a menu; a product with variations may be sold as a whole, too. */
function objectionToKey(key: string, { sellables, productIds }: KnownIds): string | undefined {
  if (key.startsWith('m:') || productIds.size === 0 || sellables.has(key)) return undefined;
  const { productId = '', variationId } = namedBy(key);
  if (variationId !== undefined) return 'the menu has no such variation';
  return productIds.has(productId) ? undefined : 'the menu has no such product';
}

/** Why it would be no good link, in words; undefined when nothing is known against it. */
export function objectionTo(
  key: string,
  link: Link,
  facts: KnownIds,
  /** The caller vouches for ids that no pull has shown yet. */
  unverified = false,
): string | undefined {
  const objection = objectionToKey(key, facts);
  if (objection) return objection;
  const offer = facts.offers.get(link.variationId);
  const isKnown = key.startsWith('m:') ? facts.optionsKnown : facts.catalogKnown;
  if (!offer) return isKnown && !unverified ? 'the POS has no such item' : undefined;
  if (link.itemId !== undefined && offer.itemId !== undefined && offer.itemId !== link.itemId)
    return 'the POS item has no such variation';
  return offer.closed === 'archived' ? 'the POS no longer sells the item' : undefined;
}

/**
 * The link as it is stored: with the POS's name and SKU, for people, and with what is known of prices as long as it
 * leads where it led before.
 */
export function linkToSave(link: Link, { offers }: Pick<KnownIds, 'offers'>, before: Link | undefined): Link {
  const { itemId, variationId } = link;
  const offer = offers.get(variationId);
  const kept = before?.variationId === variationId ? before : {};
  const known = { itemId: itemId ?? offer?.itemId, name: offer && fullName(offer), sku: offer?.sku };
  const told = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { ...kept, ...told, variationId };
}

export interface CheckedTies {
  /** To be stored. */
  links: Links;
  /** Rows that say what is so already. */
  same: number;
  errors: RowError[];
}

/** What of a file can be stored, held against what menu and POS are known to have. */
export function checkTies(
  { ties, errors }: ReadTies,
  links: Links,
  facts: KnownIds,
  unverified: boolean,
): CheckedTies {
  const wrong: RowError[] = [...errors];
  const wanted: [string, Link][] = [];
  let same = 0;
  for (const [key, { line, link }] of ties) {
    const message = objectionTo(key, link, facts, unverified);
    const before = links[key];
    if (message) wrong.push({ line, message });
    else if (before?.variationId === link.variationId && (link.itemId ?? before.itemId) === before.itemId)
      same += 1;
    else wanted.push([key, linkToSave(link, facts, before)]);
  }
  return { links: Object.fromEntries(wanted), same, errors: wrong.sort((a, b) => a.line - b.line) };
}
