import type { Clock } from '../../scripts/local/clock';

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock that stands until it is told to go on. */
export class ManualClock implements Clock {
  private timers: Timer[] = [];

  constructor(private time = 0) {}

  now(): number {
    return this.time;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.time + Math.max(0, ms), callback };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((other) => other !== timer));
  }

  /** Goes on by `ms`; what is due on the way happens at its time, with everything that follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await this.settle();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = next.at;
      next.callback();
      await this.settle();
    }
    this.time = end;
  }

  /** Lets promises that can go on do so. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  private next(end: number): Timer | undefined {
    return this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
