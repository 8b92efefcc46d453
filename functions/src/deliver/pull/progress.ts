import { freshPass, type Capability, type CapabilityState, type Pass } from '../../model/pullState';
import type { PullRun } from '../../model/run';
import { dueAfter } from '../../plan/pull/due';
import type { World } from '../world';
import type { Lease } from './lease';
import { runOf, type RunEnd } from './runRow';
import type { PageEnd } from './sinks';

/** How far a series has come whose records have a store of their own. */
export class Progress {
  private pass: Pass;
  /** Behind the last page that came. */
  private next?: string;

  constructor(
    private readonly world: World,
    private readonly lease: Lease,
    private readonly capability: Capability,
    all: boolean,
  ) {
    this.pass = lease.of(capability).pass ?? freshPass(world.now(), all ? 'all' : 'changes');
  }

  /** A page has come, and so many of its records were news. Until `keep` it would be asked for again. */
  page({ next, full }: PageEnd, records: number, changed: number): void {
    const { counts } = this.pass;
    const { pages, updated } = counts;
    const more = { pages: pages + 1, records: counts.records + records, updated: updated + changed };
    this.pass = { ...this.pass, full: this.pass.full || full, counts: { ...counts, ...more } };
    this.next = next ?? this.next;
  }

  /** The pages that have come are recorded: the next commit says so. */
  keep(): void {
    if (this.pass.counts.pages === 0) return;
    const from = this.next === undefined ? {} : { from: this.next };
    this.lease.update(this.capability, { ...from, pass: this.pass });
  }

  /** The series is over; what changed gets a row, written with the next commit. True when something changed. */
  complete({ full, checkpoint, note }: PageEnd, patch: Partial<CapabilityState>): PullRun | undefined {
    const { startedAt, counts } = this.pass;
    const { since } = this.lease.of(this.capability);
    this.lease.update(this.capability, {
      since: checkpoint ?? since,
      from: undefined,
      pass: undefined,
      lastCompleteAt: this.world.now(),
      ...(full && { lastFullAt: startedAt }),
      dueAt: dueAfter(this.capability, startedAt),
      failures: 0,
      note,
      ...patch,
    });
    return counts.updated + counts.removed > 0 ? this.run({ state: 'complete', full, note }) : undefined;
  }

  /** The series ended without all there is. `next`: where the next one goes on. */
  stop({ next, full, note }: PageEnd): PullRun {
    this.keep();
    const anew = next === undefined && { from: undefined, pass: undefined };
    const dueAt = dueAfter(this.capability, this.world.now());
    this.lease.update(this.capability, { dueAt, failures: 0, note, ...anew });
    return this.run({ state: 'partial', full, note });
  }

  private run(end: RunEnd): PullRun {
    return runOf(this.lease.connection, this.capability, this.pass, end, this.world.now());
  }
}
