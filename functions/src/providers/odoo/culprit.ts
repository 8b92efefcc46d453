import { z } from 'zod';
import { Failure, type UnmappedLine } from '../../model/failure';
import { modifierKey, productKey } from '../../model/link';
import type { PushOrder } from '../provider';
import type { Client } from './client';
import { CODES, hasCode } from './refusal';
import { id } from './wire';

const row = z.looseObject({ id });

/** Those of the ids that are not there; archived ones are. */
async function goneFrom(client: Client, model: string, ids: readonly number[], archives: boolean) {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Set<number>();
  const archived = archives ? [['active', 'in', [true, false]] as const] : [];
  const domain = [['id', 'in', wanted] as const, ...archived];
  const found = await client.find(model, { domain, fields: ['id'], reply: row });
  const there = new Set(found.map((one) => one.id));
  return new Set(wanted.filter((one) => !there.has(one)));
}

/** The lines that are mapped to what is gone. */
function linesWith({ lines }: PushOrder, products: Set<number>, options: Set<number>): UnmappedLine[] {
  return lines
    .filter(({ as }) => as === 'item')
    .flatMap(({ line, link, modifiers }) => [
      ...(link && products.has(Number(link.variationId))
        ? [{ lineId: line.id, key: productKey(line.productId, line.variationId), name: line.name }]
        : []),
      ...modifiers
        .filter((mapped) => mapped.link && options.has(Number(mapped.link.variationId)))
        .map(({ modifier }) => ({ lineId: line.id, key: modifierKey(modifier.id), name: modifier.name })),
    ]);
}

/**
 * Odoo tells that something which an order names is unknown, but not what: so we look. The failure that then says it
 * best; the given one where everything is there (up to 17 a lost race looks the same, and is tried again).
 */
export async function explained(client: Client, thrown: unknown, push: PushOrder): Promise<Failure> {
  const failure = Failure.from(thrown);
  if (!hasCode(failure, CODES.reference)) return failure;
  const links = [...push.lines.map(({ link }) => link), push.fallback];
  const productIds = links.flatMap((link) => (link ? [Number(link.variationId)] : []));
  const chosen = push.lines.flatMap(({ modifiers }) => modifiers.map(({ link }) => link));
  const optionIds = chosen.flatMap((link) => (link ? [Number(link.variationId)] : []));
  const products = await goneFrom(client, 'product.product', productIds, true);
  const options = await goneFrom(client, 'product.template.attribute.value', optionIds, false);
  const lines = linesWith(push, products, options);
  const { code } = failure.detail;
  if (lines.length > 0)
    return new Failure('unmapped', 'Odoo no longer has what these lines are mapped to.', {
      lines,
      code,
      advice: 'Map these lines to products that Odoo has.',
    });
  if (products.size > 0)
    return new Failure('rejected', `Odoo does not have the fallback item (${[...products].join(', ')}).`, {
      code,
      advice: 'Choose another fallback item in the settings of the connection.',
    });
  return failure;
}
