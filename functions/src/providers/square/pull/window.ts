/** Square's indexes lag, customers by up to a minute. */
const OVERLAP_MS = 5 * 60_000;

/** Before Square's first sale: a checkpoint for a shop where nothing has happened yet. */
export const BEGINNING = '2009-01-01T00:00:00.000Z';

/** A checkpoint with overlap, from a moment by Square's own clock: ours may differ. */
export const backFrom = (newest: number): string => new Date(newest - OVERLAP_MS).toISOString();

/** The newest of some moments; undefined for none. */
export const newestOf = (moments: readonly (number | undefined)[]): number | undefined =>
  moments.reduce((newest, moment) => Math.max(newest ?? 0, moment ?? 0) || undefined, undefined);
