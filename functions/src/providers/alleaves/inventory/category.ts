const SEPARATOR = '>';

/** "Category > Vapes > Cartridges" -> ["Vapes", "Cartridges"]; nothing -> ["Other"]. Tenants write it with and without the first word. */
export function categoryPath(raw: string | undefined): string[] {
  const parts = (raw ?? '')
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter(Boolean);
  const path = parts[0]?.toLowerCase() === 'category' ? parts.slice(1) : parts;
  return path.length > 0 ? path : ['Other'];
}

/** Names are all that rows and rules have in common, so the path is the id. */
export const categoryId = (path: readonly string[]): string => path.join(' > ');

/** The category and those above it, the widest first. */
export const categoryIds = (path: readonly string[]): string[] =>
  path.map((_part, depth) => categoryId(path.slice(0, depth + 1)));
