import { Failure } from '../../model/failure';
import { at } from './extract';
import type { Scope } from './recipe/render';
import type { ListOperation, RecipePage } from './recipe/schema';
import type { Shop } from './shop';

/** Where a list stands: the parameters of its next page. Small enough to be kept. */
export interface Place {
  query: Record<string, string>;
  /** Rows of the first page: a later page that is shorter is the last. */
  size?: number;
}

export interface Rows {
  rows: unknown[];
  next?: Place;
}

type Listing = Pick<ListOperation, 'request' | 'select' | 'page' | 'sinceParam'>;

const sized = (page: RecipePage): Record<string, string> =>
  page.type !== 'none' && page.sizeParam !== undefined ? { [page.sizeParam]: String(page.size) } : {};

const LINK = /<([^<>]{1,2000})>\s*;[^,]*\brel="?next"?/;

/** The query of the next page as a `Link` header gives it; its host is not followed. */
function linked(header: string | undefined): Record<string, string> | undefined {
  const target = LINK.exec(header ?? '')?.[1];
  if (target === undefined || !URL.canParse(target, 'https://same.invalid')) return undefined;
  return Object.fromEntries(new URL(target, 'https://same.invalid').searchParams);
}

function nextOf(page: RecipePage, place: Place, rows: readonly unknown[], body: unknown, link?: string) {
  const size = place.size ?? rows.length;
  const more = rows.length > 0 && rows.length >= size;
  const go = (query: Record<string, string>): Place => ({ query: { ...place.query, ...query }, size });
  if (page.type === 'cursor') {
    const cursor = at(body, page.cursorPath);
    return typeof cursor === 'string' && cursor !== '' ? go({ [page.param]: cursor }) : undefined;
  }
  if (page.type === 'link') {
    const query = linked(link);
    return query && go(query);
  }
  if (page.type === 'page')
    return more ? go({ [page.param]: String(Number(place.query[page.param] ?? page.start) + 1) }) : undefined;
  if (page.type === 'offset')
    return more
      ? go({ [page.param]: String(Number(place.query[page.param] ?? 0) + rows.length) })
      : undefined;
  return undefined;
}

export const firstPlace = ({ page, sinceParam }: Listing, since?: string): Place => ({
  query: {
    ...sized(page),
    ...(page.type === 'page' && { [page.param]: String(page.start) }),
    ...(since !== undefined && sinceParam !== undefined && { [sinceParam]: since }),
  },
});

/** One page of a list. */
export async function pageOf(shop: Shop, listing: Listing, place: Place, scope?: Scope): Promise<Rows> {
  const { request, select, page } = listing;
  const { body, reply } = await shop.read(request, { scope, query: place.query });
  const rows = select === undefined ? body : at(body, select);
  if (!Array.isArray(rows))
    throw new Failure(
      'unexpected',
      `${shop.recipe.display.name} answered a reply without usable ${select ?? 'list'}.`,
      {
        advice: 'The bridge tries again. If it stays so, correct `select` in the recipe.',
      },
    );
  const list: unknown[] = rows;
  return { rows: list, next: nextOf(page, place, list, body, reply.headers.link) };
}

/**
 * Reads a list page by page until `enough` says so or it ends. False: it did not end (too many pages, or one came
 * twice), so what was not seen may be there all the same.
 */
export async function walk(
  shop: Shop,
  listing: Listing,
  enough: (rows: readonly unknown[]) => boolean,
  options: { scope?: Scope; maxPages?: number } = {},
): Promise<boolean> {
  const seen = new Set<string>();
  let place: Place | undefined = firstPlace(listing);
  const { maxPages = shop.recipe.limits.maxPages } = options;
  for (let pages = 0; place && pages < maxPages; pages += 1) {
    const { rows, next }: Rows = await pageOf(shop, listing, place, options.scope);
    if (enough(rows) || !next) return true;
    const mark = JSON.stringify(next.query);
    // A page with another number may hold the same rows all over again: a server may ignore it.
    const content = JSON.stringify(rows.slice(0, 3));
    if (seen.has(mark) || (listing.page.type !== 'cursor' && seen.has(content))) return false;
    seen.add(mark).add(content);
    place = next;
  }
  return place === undefined;
}
