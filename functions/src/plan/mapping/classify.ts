import type { Connection } from '../../model/connection';
import type { Link, Links } from '../../model/link';
import { rounded } from '../prices';
import { foldBarcode, foldName, foldSku, likeness } from './fold';
import type { Offer } from './offer';
import { fullName, type Sellable } from './sellable';

/** Why a link should be looked at. */
export const DOUBTS = [
  'item_gone',
  'archived',
  'not_at_location',
  'product_gone',
  'price_far_off',
  'name_far_off',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export type MappingStatus = 'mapped' | 'unmapped' | 'suspicious';

/** One link-table key as people see it. */
export interface MappingRow {
  sellable: Sellable;
  status: MappingStatus;
  link?: Link;
  /** What the link leads to, where the POS still has it. */
  offer?: Offer;
  doubts: Doubt[];
}

export interface MappingFacts {
  sellables: ReadonlyMap<string, Sellable>;
  /** Ids of the products of the menu; none: the storefront keeps no menu here. */
  productIds: ReadonlySet<string>;
  links: Links;
  offers: ReadonlyMap<string, Offer>;
  /** The catalog was pulled completely: what is not in it is gone. */
  catalogKnown: boolean;
  /** So were the modifier lists. */
  optionsKnown: boolean;
  connection: Pick<Connection, 'settings'>;
}

/** Prices differ for good reasons; by more than half again, one of them is another thing's. */
const FAR_PRICE = 1.5;
/** Below this, two names share little more than chance. */
const FAR_NAME = 0.3;

function isPriceFar(
  price: number | undefined,
  offer: Offer,
  { settings }: MappingFacts['connection'],
): boolean {
  if (price === undefined || offer.price === undefined) return false;
  const [low = 0, high = 0] = [rounded(price, settings.prices.rounding), offer.price].sort((a, b) => a - b);
  return high > low * FAR_PRICE;
}

/** Equal codes, or a person who made the link, say more than the names. */
function isNameFar(sellable: Sellable, link: Link, offer: Offer): boolean {
  if (link.lastVerifiedAt !== undefined) return false;
  const [sku, barcode] = [foldSku(sellable.sku ?? ''), foldBarcode(sellable.barcode ?? '')];
  if (sku !== '' && sku === foldSku(offer.sku ?? '')) return false;
  if (barcode !== '' && barcode === foldBarcode(offer.barcode ?? '')) return false;
  const [here, there] = [sellable, offer].map((one) => foldName(fullName(one)));
  if (!here || !there) return false;
  const shares = here.split(' ').some((word) => word.length > 2 && there.split(' ').includes(word));
  return !shares && likeness(here, there) < FAR_NAME;
}

function doubtsOf(sellable: Sellable, link: Link, offer: Offer | undefined, facts: MappingFacts): Doubt[] {
  const known = sellable.modifierId === undefined ? facts.catalogKnown : facts.optionsKnown;
  if (!offer) return known ? ['item_gone'] : [];
  return [
    ...(offer.closed ? [offer.closed] : []),
    ...(isPriceFar(sellable.price, offer, facts.connection) ? (['price_far_off'] as const) : []),
    ...(isNameFar(sellable, link, offer) ? (['name_far_off'] as const) : []),
  ];
}

function rowOf(sellable: Sellable, facts: MappingFacts): MappingRow {
  const link = facts.links[sellable.key];
  if (!link) return { sellable, status: 'unmapped', doubts: [] };
  const offer = facts.offers.get(link.variationId);
  const doubts = doubtsOf(sellable, link, offer, facts);
  return { sellable, status: doubts.length > 0 ? 'suspicious' : 'mapped', link, offer, doubts };
}

/** An id out of a key; a key that somebody wrote by hand stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The other way round: what a key says it is for. */
export function namedBy(key: string): Pick<Sellable, 'productId' | 'variationId' | 'modifierId'> {
  const [kind, first = '', second] = key.split(':');
  if (kind !== 'p') return { modifierId: decoded(first) };
  return { productId: decoded(first), ...(second !== undefined && { variationId: decoded(second) }) };
}

/** A link to something that the menu does not list. Modifiers need not be listed; products and variations do. */
function strayOf(key: string, link: Link, facts: MappingFacts): MappingRow {
  const ids = namedBy(key);
  const { productId, variationId, modifierId } = ids;
  const sellable = { key, ...ids, name: link.name ?? variationId ?? productId ?? modifierId ?? key };
  const offer = facts.offers.get(link.variationId);
  const isListed = variationId === undefined && productId !== undefined && facts.productIds.has(productId);
  const isGone = productId !== undefined && facts.productIds.size > 0 && !isListed;
  const doubts: Doubt[] = isGone
    ? ['product_gone']
    : doubtsOf(sellable, { ...link, lastVerifiedAt: 0 }, offer, facts);
  return { sellable, status: doubts.length > 0 ? 'suspicious' : 'mapped', link, offer, doubts };
}

/** Everything that is sold or linked, by link-table key. */
export function classify(facts: MappingFacts): MappingRow[] {
  const strays = Object.entries(facts.links).filter(([key]) => !facts.sellables.has(key));
  const rows = [
    ...[...facts.sellables.values()].map((sellable) => rowOf(sellable, facts)),
    ...strays.map(([key, link]) => strayOf(key, link, facts)),
  ];
  return rows.sort((a, b) => (a.sellable.key < b.sellable.key ? -1 : 1));
}

/** How many of each. */
export function countsOf(rows: readonly MappingRow[]): Record<MappingStatus, number> {
  const counts = { mapped: 0, unmapped: 0, suspicious: 0 };
  for (const { status } of rows) counts[status] += 1;
  return counts;
}
