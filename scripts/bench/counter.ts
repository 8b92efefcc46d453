import { builtCode } from '../demo/built';
import type { Desk } from './desk';
import { figure, type Measure } from './measure';
import { meter } from './meter';
import { Tally } from './tally';

/** Counts what the bridge does in Firestore, Cloud Tasks and Cloud Functions. */
export class Counter {
  private readonly tally = new Tally();
  private events = 0;
  private dispatches = 0;
  private readonly stop: () => void;

  constructor(
    private readonly desk: Desk,
    /** Begins the name of each measure. */
    private readonly name: string,
  ) {
    this.stop = meter(this.tally, builtCode().db);
  }

  close(): void {
    this.stop();
  }

  /**
   * Counts what follows from `act`, until all is at rest, per order or edit: `documents` of them, written in `writes`
   * writes of the storefront. Every event beyond those is an echo of the bridge's own writes.
   */
  async count(name: string, act: () => Promise<void>, documents = 1, writes = documents): Promise<Measure[]> {
    const { desk, tally } = this;
    await desk.still();
    tally.reset();
    [this.events, this.dispatches] = [desk.events.length, desk.dispatches()];
    await act();
    await desk.still();
    return this.figures(`${this.name} ${name}`, documents, writes);
  }

  private figures(name: string, documents: number, writes: number): Measure[] {
    const { desk, tally } = this;
    const dispatches = desk.dispatches() - this.dispatches;
    const echoes = desk.events.length - this.events - writes;
    const one = (what: string, count: number, unit: string, note?: string) =>
      figure(`${name}: ${what}`, count / documents, unit, note);
    const spread = (operation: 'reads' | 'writes') => `By collection: ${tally.spread(operation, documents)}.`;
    return [
      one('reads', tally.of('reads'), 'reads', spread('reads')),
      one('writes', tally.of('writes'), 'writes', spread('writes')),
      one('deletes', tally.of('deletes'), 'deletes'),
      one('tasks', tally.of('tasks'), 'tasks', this.refusals()),
      one('invocations', writes + dispatches, 'invocations'),
      one('echo', echoes, 'invocations'),
    ];
  }

  private refusals(): string | undefined {
    const [tasks, commits] = [this.tally.of('refusedTasks'), this.tally.of('refusedCommits')];
    if (tasks + commits === 0) return undefined;
    return `Beside these, ${tasks} tasks were refused as twins and ${commits} commits as late.`;
  }
}
