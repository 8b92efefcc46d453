import { Failure } from '../../model/failure';
import type { SessionContext, Tools } from '../provider';
import { readRecord, type FieldMap } from './extract';
import { firstPlace, pageOf } from './pages';
import type { ListOperation, OperationName } from './recipe/schema';
import { validateRecipe, type ReadRecipe } from './recipe/validate';
import { openShop, type Shop } from './shop';
import { outlet } from './wire';
import type { z } from 'zod';

const SHOWN = 5;

/** What one harmless call brought. */
export type Finding = { operation: OperationName } & (
  | {
      ok: true;
      rows: number;
      /** The first few, in our fields. */
      records: unknown[];
      /** Fields of ours that the map names and no row of the page had. */
      misses: string[];
    }
  | { ok: false; problem: string; advice?: string }
);

export type Probe = Extract<ReadRecipe, { ok: false }> | { ok: true; findings: Finding[] };

type Connection = Pick<
  SessionContext<Record<string, unknown>>,
  'credentials' | 'externalLocationId' | 'currency' | 'timezone'
> & {
  config?: Readonly<Record<string, string>>;
};

async function finding<S extends z.ZodType>(
  shop: Shop,
  operation: OperationName,
  listing: Pick<ListOperation, 'request' | 'select' | 'page' | 'sinceParam'> & { map: FieldMap },
  shape: S,
): Promise<Finding> {
  try {
    const { rows } = await pageOf(shop, listing, firstPlace(listing));
    const where = { pos: shop.recipe.display.name, select: listing.select };
    const records: unknown[] = rows.map((row) => readRecord(shape, listing.map, row, where));
    const has = new Set(
      records
        .flatMap((one) => (one ? Object.entries(one) : []))
        .flatMap(([key, value]) => (value === undefined ? [] : [key])),
    );
    const mapped = Object.entries(listing.map).flatMap(([field, spec]) =>
      spec === undefined ? [] : [field],
    );
    const misses = rows.length === 0 ? [] : mapped.filter((field) => !has.has(field));
    return { operation, ok: true, rows: rows.length, records: records.slice(0, SHOWN), misses };
  } catch (thrown) {
    const { message, detail } = Failure.from(thrown);
    return { operation, ok: false, problem: message, advice: detail.advice };
  }
}

/** Tries the reading calls of a recipe against the POS: outlets, then the first page of each list. Changes nothing. */
export async function probe(raw: unknown, tools: Tools, connection: Connection): Promise<Probe> {
  const read = validateRecipe(raw);
  if (!read.ok) return read;
  const { config = {}, ...context } = connection;
  const shop = openShop({ ...context, tools, pos: { recipe: raw, config } });
  const { listOutlets, listItems, listDiscounts, listOrders } = read.recipe.operations;
  const findings: Finding[] = [];
  if (listOutlets) findings.push(await finding(shop, 'listOutlets', listOutlets, outlet));
  if (listItems) findings.push(await finding(shop, 'listItems', listItems, shop.shapes.item));
  if (listDiscounts) findings.push(await finding(shop, 'listDiscounts', listDiscounts, shop.shapes.discount));
  if (listOrders) findings.push(await finding(shop, 'listOrders', listOrders, shop.shapes.order));
  return { ok: true, findings };
}
