import type { Connection } from '../../model/connection';
import { modifierKey, productKey, type Link, type Links } from '../../model/link';
import { Problem } from '../../model/problem';
import { checkTies, linkToSave, objectionTo } from '../../plan/mapping/check';
import { BadCsv } from '../../plan/mapping/csv';
import { picksOver, type Pick } from '../../plan/mapping/suggest';
import { BadHeader, tiesInCsv, type ReadTies, type RowError } from '../../plan/mapping/ties';
import type { World } from '../world';
import { mappingRows, suggestionsFor } from './listMapping';
import { removeLinks, saveLinks, type Elsewhere, type Scope } from './saveLinks';
import { shelfOf } from './shelf';

/** What of the storefront is meant: a product, one of its variations, or a modifier. */
export type Subject = { productId: string; variationId?: string } | { modifierId: string };

export const keyOf = (subject: Subject): string =>
  'modifierId' in subject
    ? modifierKey(subject.modifierId)
    : productKey(subject.productId, subject.variationId);

export interface LinkRequest {
  subject: Subject;
  posItemId?: string;
  posVariationId: string;
  scope: Scope;
  /** The caller vouches for an item that no pull has shown yet. */
  unverified: boolean;
}

/**
 * Ties a product to a POS item. Orders that waited for it go out by themselves: the link table's own trigger sees to it.
 * @throws Problem `refused` when one of the two is known not to exist
 */
export async function linkOne(
  world: World,
  connection: Connection,
  { subject, posItemId, posVariationId, scope, unverified }: LinkRequest,
): Promise<{ key: string; link: Link; elsewhere: Elsewhere[] }> {
  const key = keyOf(subject);
  const bare: Link = { ...(posItemId !== undefined && { itemId: posItemId }), variationId: posVariationId };
  let shelf = await shelfOf(world, connection);
  // What was made a moment ago is not among what was kept.
  if (objectionTo(key, bare, shelf, unverified)) shelf = await shelfOf(world, connection, true);
  const objection = objectionTo(key, bare, shelf, unverified);
  if (objection)
    throw new Problem('refused', `This makes no link: ${objection}.`, {
      advice: 'If the POS has got the item just now, pull its catalog first, or say that it is unverified.',
    });
  const before = (await world.linkTables.read(connection, [key]))[key];
  const link = { ...linkToSave(bare, shelf, before), lastVerifiedAt: world.now() };
  const elsewhere = await saveLinks(world, connection, { [key]: link }, scope);
  return { key, link, elsewhere };
}

/** Takes a link away; one that is not there is no mistake. */
export async function unlinkOne(
  world: World,
  connection: Connection,
  subject: Subject,
  scope: Scope,
): Promise<Elsewhere[]> {
  return removeLinks(world, connection, [keyOf(subject)], scope);
}

export interface BulkRequest {
  minScore: number;
  scope: Scope;
  /** Only says what would be linked. */
  dryRun: boolean;
}

/** Links every suggestion over a score that nothing speaks against; links that stand are never touched. */
export async function linkSuggested(
  world: World,
  connection: Connection,
  { minScore, scope, dryRun }: BulkRequest,
): Promise<{ picks: Pick[]; elsewhere: Elsewhere[]; complete: boolean }> {
  const { shelf, rows } = await mappingRows(world, connection, true);
  const open = rows.filter(({ status }) => status === 'unmapped');
  const taken = new Set(rows.flatMap(({ link }) => (link ? [link.variationId] : [])));
  const picks = picksOver(
    minScore,
    open.map(({ sellable }) => sellable),
    suggestionsFor(open, shelf),
    taken,
  );
  const links: Links = Object.fromEntries(
    picks.map(({ sellable, suggestion }) => [
      sellable.key,
      linkToSave({ variationId: suggestion.offer.variationId }, shelf, undefined),
    ]),
  );
  const elsewhere = dryRun ? [] : await saveLinks(world, connection, links, scope);
  return { picks, elsewhere, complete: shelf.complete };
}

export interface ImportRequest {
  csv: string;
  scope: Scope;
  dryRun: boolean;
  unverified: boolean;
}

export interface ImportResult {
  /** Rows that were linked, or would be. */
  linked: number;
  /** Rows that said what is so already. */
  same: number;
  /** Rows without a POS item. */
  blank: number;
  errors: RowError[];
  elsewhere: Elsewhere[];
}

/** Rows in a file. */
export const MOST_ROWS = 10_000;

/** @throws Problem `invalid_request` when the file as a whole cannot be read */
function read(csv: string): ReadTies {
  try {
    const ties = tiesInCsv(csv);
    if (ties.ties.size > MOST_ROWS)
      throw new Problem('too_large', `A file may have ${MOST_ROWS} rows.`, { advice: 'Divide it.' });
    return ties;
  } catch (thrown) {
    if (thrown instanceof BadCsv || thrown instanceof BadHeader)
      throw new Problem('invalid_request', thrown.message, {
        errors: [{ path: 'body', message: thrown.message.slice(0, 200) }],
      });
    throw thrown;
  }
}

/**
 * Takes a file of ties; rows with mistakes are named and left out, the others are linked. `dryRun` writes nothing.
 * @throws Problem `invalid_request` when the file as a whole cannot be read
 */
export async function importMapping(
  world: World,
  connection: Connection,
  { csv, scope, dryRun, unverified }: ImportRequest,
): Promise<ImportResult> {
  const ties = read(csv);
  const [shelf, standing] = await Promise.all([
    shelfOf(world, connection, true),
    world.publishing.storefront.links(connection),
  ]);
  const { links, same, errors } = checkTies(ties, standing, shelf, unverified);
  const linked = Object.keys(links).length;
  const now = world.now();
  const seen: Links = Object.fromEntries(
    Object.entries(links).map(([key, link]) => [key, { ...link, lastVerifiedAt: now }]),
  );
  const elsewhere = dryRun ? [] : await saveLinks(world, connection, seen, scope);
  return { linked, same, blank: ties.blank, errors, elsewhere };
}
