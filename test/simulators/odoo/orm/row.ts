/** How a value is kept: a many2one is an id or false, an x2many a list of ids, anything empty is false. */
export type Value = string | number | boolean | readonly number[];

export type Values = Record<string, Value>;

/** A stored record. Rows are never changed, only replaced: that is what makes a call's work undoable. */
export interface Row {
  readonly id: number;
  readonly [field: string]: Value;
}

export function textOf(row: Row, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value : '';
}

export function numberOf(row: Row, field: string): number {
  const value = row[field];
  return typeof value === 'number' ? value : 0;
}

/** The id that a many2one points at. */
export function idOf(row: Row, field: string): number | undefined {
  const value = row[field];
  return typeof value === 'number' ? value : undefined;
}

export function idsOf(row: Row, field: string): readonly number[] {
  const value = row[field];
  return typeof value === 'object' ? value : [];
}

export const isTrue = (row: Row, field: string): boolean => row[field] === true;
