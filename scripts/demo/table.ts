/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) =>
    head
      .map(
        (_, column) =>
          (row[column] ?? '') + ' '.repeat((widths[column] ?? 0) - [...(row[column] ?? '')].length),
      )
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Cents as a shop writes them. */
export const money = (minor: number | undefined): string =>
  minor === undefined || Number.isNaN(minor) ? '-' : (minor / 100).toFixed(2);
