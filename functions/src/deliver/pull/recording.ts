import type { CapabilityState, Pass } from '../../model/pullState';
import { freshPass } from '../../model/pullState';
import { brakeNotice, brakes } from '../../plan/pull/brake';
import { dueAfter } from '../../plan/pull/due';
import { Manifest } from '../../plan/pull/manifest';
import type { Page } from '../../providers/pull';
import type { PullWork, RecordKind } from '../ports/pull';
import type { World } from '../world';
import { Batch, type Changed } from './batch';
import type { Lease } from './lease';
import { runOf, type RunEnd } from './runRow';
import type { PullRun } from '../../model/run';
import type { Entry } from './sources';

/** Shards that go into one commit, which may hold 10 MiB with the records. */
const MOST_SHARD_BYTES = 3 * 1024 * 1024;
/** So many wait at most, and one more: a record and its shard are never in two commits. */
const FLUSH_AT_BYTES = 2.5 * 1024 * 1024;
/** Complete passes that must miss a record before it is removed. */
const MISSES = 2;
/** Unchanged pages are read again after a crash, but not more than these. */
const KEEP_EVERY_MS = 60_000;

/** Takes the pages of one kind in: what differs from the manifest is written, together with the manifest. */
export class Recording {
  private readonly batch: Batch;
  private committedAt: number;
  /** What is so when the series is over; nothing before. */
  private ended: Partial<CapabilityState> = {};

  private constructor(
    private readonly world: World,
    private readonly lease: Lease,
    private readonly kind: RecordKind,
    private readonly manifest: Manifest,
    private pass: Pass,
  ) {
    this.batch = new Batch(world, lease.connection, kind, pass);
    this.committedAt = world.now();
  }

  /** Goes on with the pass under way, or begins one. */
  static async open(world: World, lease: Lease, kind: RecordKind, asked: Pass['asked']): Promise<Recording> {
    const { shards, pass = freshPass(world.now(), asked) } = lease.of(kind);
    const opened = new Recording(world, lease, kind, new Manifest(shards), pass);
    if (pass.kept && !(await opened.restore())) opened.startOver();
    return opened;
  }

  /** What changed so far, for those who draw consequences. */
  get changed(): Changed {
    return this.batch.changed;
  }

  private get state(): CapabilityState {
    return this.lease.of(this.kind);
  }

  private async restore(): Promise<boolean> {
    await this.load();
    const seen = await this.world.pulls.seen(this.lease.connection, this.kind);
    return seen !== undefined && this.manifest.restoreSeen(seen);
  }

  /** What the pass has shown is lost: nothing may be missed for that. */
  private startOver(): void {
    this.pass = { ...freshPass(this.world.now(), this.pass.asked), images: this.pass.images };
    this.lease.update(this.kind, { from: undefined, pass: this.pass });
  }

  private async load(ids?: Iterable<string>): Promise<void> {
    const numbers = this.manifest.absent(ids);
    if (numbers.length === 0) return;
    const { connection } = this.lease;
    // Where nothing was recorded yet there is nothing to read.
    const blank = this.state.records === 0 && !this.pass.kept;
    const { layout } = this.manifest;
    const stored = blank ? [] : await this.world.pulls.shards(connection, this.kind, layout, numbers);
    numbers.forEach((number, index) => this.manifest.load(number, stored[index]));
  }

  /** Takes one page in; `next` is kept with the first commit after it. */
  async take({ records, next, full }: Page<Entry>): Promise<void> {
    this.pass = { ...this.pass, full: this.pass.full || full };
    await this.load(this.pass.full ? undefined : records.map(({ id }) => id));
    for (const { id, gone, record } of records) {
      const difference = this.manifest.take(id, record, gone);
      if (gone) this.pass = { ...this.pass, tombstones: this.pass.tombstones + 1 };
      if (difference !== 'same') this.batch.put(id, record, difference);
      if (this.batch.isFull || this.manifest.dirtyBytes > FLUSH_AT_BYTES) await this.flush();
    }
    const { counts } = this.pass;
    const seen = { pages: counts.pages + 1, records: counts.records + records.length };
    this.pass = { ...this.pass, counts: { ...counts, ...seen } };
    if (next !== undefined) this.lease.update(this.kind, { from: next });
    if (this.world.now() - this.committedAt >= KEEP_EVERY_MS) await this.flush();
  }

  /** Records what has come so far, and how far that is. */
  async flush(): Promise<void> {
    const changes = await this.batch.close(this.pass);
    this.pass = { ...this.pass, kept: this.pass.kept || this.pass.full };
    this.advance();
    const seen = this.pass.full ? this.manifest.seen() : undefined;
    await this.lease.commit({ ...changes, ...this.manifestWork(seen) });
    this.committedAt = this.world.now();
    if (this.manifest.crowded) await this.split();
  }

  private manifestWork(seen: Uint8Array | null | undefined): Pick<PullWork, 'manifest'> {
    const shards = this.manifest.unload(MOST_SHARD_BYTES);
    if (shards.length === 0 && seen === undefined) return {};
    const { layout } = this.manifest;
    return { manifest: { capability: this.kind, layout, shards, seen } };
  }

  /** What the next commit writes of the capability. */
  private advance(patch: Partial<CapabilityState> = {}): void {
    const { created, removed } = this.batch.takeGrowth();
    const { images } = this.batch;
    this.pass = { ...this.pass, images, counts: { ...this.pass.counts, ...this.batch.counts } };
    const records = this.state.records + created - removed;
    const loose = this.state.loose || this.batch.isChanged;
    this.lease.update(this.kind, { pass: this.pass, records, loose, ...patch });
  }

  /** The task ends here, or the POS failed: what has come is recorded, and with it what was seen. */
  async pause(): Promise<void> {
    if (this.batch.isPending || this.manifest.isDirty || this.pass.counts.pages > 0) await this.flush();
  }

  /** The series ended without all there is. `next`: where the next one goes on. */
  async stop({ next, full, note }: Omit<Page<Entry>, 'records'>): Promise<void> {
    await this.pause();
    const end: RunEnd = { state: 'partial', full, note };
    const runs = [runOf(this.lease.connection, this.kind, this.pass, end, this.world.now())];
    const anew = next === undefined && { from: undefined, pass: undefined };
    const dueAt = dueAfter(this.kind, this.world.now());
    this.lease.update(this.kind, { dueAt, failures: 0, note, ...anew });
    await this.lease.commit({ runs });
  }

  /** Twice as many shards: written beside the old ones, and in force with the last commit. */
  private async split(): Promise<void> {
    await this.load();
    const dropLayout = this.manifest.layout;
    this.manifest.split();
    while (this.manifest.dirtyBytes > FLUSH_AT_BYTES) await this.lease.commit(this.manifestWork(undefined));
    const work = this.manifestWork(this.pass.kept ? this.manifest.seen() : undefined);
    if (!work.manifest) return;
    this.lease.update(this.kind, { shards: this.manifest.layout });
    await this.lease.commit({ manifest: { ...work.manifest, dropLayout } });
  }

  /** The last page of a complete series is in: settles what is gone. True when something changed. */
  async complete({ full, checkpoint, note }: Omit<Page<Entry>, 'records'>): Promise<boolean> {
    const { startedAt, tombstones } = this.pass;
    const { braked, since } = this.state;
    const released = this.lease.isReleased(this.kind);
    const decides = full || tombstones > 0 || braked !== undefined;
    if (decides) await this.load();
    const recheck = full ? this.manifest.countMisses() > 0 : this.state.recheck;
    const gone = decides ? this.manifest.gone(MISSES) : [];
    const known = decides ? this.manifest.size : this.state.records;
    const held = !released && brakes(gone.length, known);
    await this.countedParts();
    this.ended = {
      since: checkpoint ?? since,
      from: undefined,
      pass: undefined,
      lastCompleteAt: this.world.now(),
      ...(full && { lastFullAt: startedAt }),
      dueAt: dueAfter(this.kind, startedAt),
      failures: 0,
      note,
      recheck,
      braked: held ? gone.length : undefined,
    };
    if (released) this.lease.endRelease(this.kind);
    const news = held && braked !== gone.length;
    const notices = news ? [brakeNotice(this.lease.connection, this.kind, gone.length, known)] : undefined;
    return this.removeAll(held ? [] : gone, { state: 'complete', full, note }, notices);
  }

  /** Misses are counted once, also when that takes several commits: what is counted is among what was seen. */
  private async countedParts(): Promise<void> {
    while (this.manifest.dirtyBytes > FLUSH_AT_BYTES) await this.flush();
  }

  /** Removes what an earlier task had decided to remove and did not get through. */
  async goOnRemoving(): Promise<void> {
    await this.load();
    await this.removeAll(this.manifest.gone(MISSES), { state: 'complete', full: true });
  }

  /** Removes records, the end of the series with the first commit. True when something changed. */
  private async removeAll(
    ids: readonly string[],
    end: RunEnd,
    notices?: PullWork['notices'],
  ): Promise<boolean> {
    for (const [index, id] of ids.entries()) {
      this.manifest.remove([id]);
      this.batch.drop(id);
      const left = index + 1 < ids.length;
      if (left && (this.batch.isFull || this.manifest.dirtyBytes > FLUSH_AT_BYTES)) await this.commitEnd({});
    }
    const changed = this.batch.isPending || this.batch.counted > 0 || notices !== undefined;
    if (changed || this.manifest.isDirty || this.pass.kept) {
      const run = () => runOf(this.lease.connection, this.kind, this.pass, end, this.world.now());
      await this.commitEnd({ notices }, changed ? run : undefined, false);
      if (this.manifest.crowded) await this.split();
    } else this.advance({ ...this.ended, removing: false });
    return changed;
  }

  /** A commit with which the series is over; the last one writes the run when there was anything in it. */
  private async commitEnd(work: PullWork, run?: () => PullRun, removing = true): Promise<void> {
    const changes = await this.batch.close(this.pass);
    this.advance({ ...this.ended, removing });
    const seen = this.pass.kept ? null : undefined;
    this.pass = { ...this.pass, kept: false };
    const manifest = this.manifestWork(seen);
    await this.lease.commit({ ...work, ...changes, ...manifest, ...(run && { runs: [run()] }) });
    this.committedAt = this.world.now();
  }
}
