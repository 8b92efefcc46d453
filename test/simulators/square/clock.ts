/** The simulator's time: whatever the test says it is. */
export class Clock {
  constructor(readonly now: () => number) {}

  /** RFC 3339, UTC, milliseconds: `2026-01-15T10:00:00.000Z`. */
  iso(at = this.now()): string {
    return new Date(at).toISOString();
  }

  /** Without milliseconds, as the token endpoint writes it. */
  isoSeconds(at: number): string {
    return this.iso(at).replace(/\.\d{3}Z$/, 'Z');
  }
}

/** Ids that count: the same calls give the same ids in every run. */
export class Ids {
  private readonly last = new Map<string, number>();

  next(prefix: string): string {
    const number = (this.last.get(prefix) ?? 0) + 1;
    this.last.set(prefix, number);
    return `${prefix}${String(number).padStart(6, '0')}`;
  }
}
