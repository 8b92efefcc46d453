import type { PulledItem, PulledVariation } from '../../../functions/src/model/pulled';

/** A product document of the storefront with its id. */
export const product = (id: string, data: Record<string, unknown> = {}) => ({ id, data });

type Fields = Partial<PulledVariation> & { name: string };

/** A pulled item; `fields` are its own name and its only variation's, unless variations are given. */
export function anItem(
  id: string,
  { name, ...variation }: Fields,
  ...variations: (Partial<PulledVariation> & { id: string })[]
): PulledItem {
  const all = variations.length > 0 ? variations : [{ id: `${id}-1`, ...variation }];
  return {
    id,
    name,
    categoryIds: [],
    variations: all.map((one) => ({ available: true, ...one })),
    modifierListIds: [],
    taxIds: [],
    archived: false,
    deleted: false,
  };
}
