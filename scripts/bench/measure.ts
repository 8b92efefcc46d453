/** One figure of a run. */
export interface Measure {
  name: string;
  value: number;
  unit: string;
  /** At most; null where there is none. */
  aim: number | null;
  note?: string;
}

export interface Benchmark {
  /** For `--only`. */
  name: string;
  /** What it measures, in a line. */
  about: string;
  run(): Promise<Measure[]>;
}

export const isMet = ({ value, aim }: Measure): boolean => aim === null || value <= aim;

const short = (value: number) => Number(value.toPrecision(value >= 100 ? 6 : 3));

/** A figure without an aim. */
export const figure = (name: string, value: number, unit: string, note?: string): Measure => ({
  name,
  value: short(value),
  unit,
  aim: null,
  ...(note !== undefined && { note }),
});

/** A figure with an aim; `why` is told only where the aim is missed, after by how much. */
export function against(aim: number, measured: Measure, why: string): Measure {
  const aimed = { ...measured, aim };
  if (isMet(aimed)) return aimed;
  const percent = Math.round((measured.value / aim - 1) * 1000) / 10;
  const notes = [`${percent} % over the aim: ${why}`, measured.note];
  return { ...aimed, note: notes.filter((note) => note !== undefined).join(' ') };
}

/** The value that so many per cent do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 50);
