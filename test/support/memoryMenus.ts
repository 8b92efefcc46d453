import type { World } from '../../functions/src/deliver/world';

type Document = Record<string, unknown>;

/** What mapping reads, in memory: product documents by path, and the pulled lists of a connection. */
export function memoryMenus(
  products: ReadonlyMap<string, Document>,
  lists: (connectionId: string) => readonly Document[],
): World['menus'] {
  const idOf = (path: string) => path.split('/').at(-1) ?? '';
  return {
    page: async (tenantId, after, limit) =>
      [...products]
        .filter(([path]) => path.startsWith(`tenants/${tenantId}/products/`))
        .map(([path, data]) => ({ id: idOf(path), data: structuredClone(data) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .filter(({ id }) => after === undefined || id > after)
        .slice(0, limit),
    options: async ({ id }) =>
      lists(id)
        .filter(({ kind }) => kind === 'modifier_list')
        .flatMap(({ options = [] }) => options as { id: string; name: string; price?: number }[]),
  };
}
