import { z } from 'zod';
import { hashOf } from '../model/hash';

const partsSchema = z.tuple([z.string()], z.union([z.string().max(1_500), z.number()]));

const markOf = (list: readonly unknown[]) => hashOf(['cursor', ...list], 8);

/**
 * A place in a list as text that says nothing to callers. `list` names the list with its filters: a cursor of another one
 * is not taken. It holds no secret and grants nothing: what it leads to is asked for anew, with the caller's rights.
 */
export function cursorAt(list: readonly unknown[], position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([markOf(list), ...position])).toString('base64url');
}

/** The place that a cursor names; undefined for one that is not of this list, or not one of ours. */
export function positionOf(list: readonly unknown[], cursor: string): (string | number)[] | undefined {
  try {
    const [mark, ...position] = partsSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return mark === markOf(list) ? position : undefined;
  } catch {
    return undefined;
  }
}
