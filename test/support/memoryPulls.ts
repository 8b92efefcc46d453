import type { SeenMove } from '../../functions/src/deliver/ports/priceMoves';
import type { PullWork } from '../../functions/src/deliver/ports/pull';
import type { Stamped, World } from '../../functions/src/deliver/world';
import type { Connection } from '../../functions/src/model/connection';
import type { Notice } from '../../functions/src/model/notice';
import { freshState, type PullState } from '../../functions/src/model/pullState';
import type { BeforeImage, PriceMove, PullRun } from '../../functions/src/model/run';

type Row = Record<string, unknown>;

const clone = <T>(value: T): T => structuredClone(value);

/** What pulls leave behind, in memory, and what it would have cost. */
export class MemoryPulls {
  readonly states = new Map<string, { state: PullState; version: number }>();
  /** By connection, kind and id. */
  readonly records = new Map<string, Row>();
  readonly manifests = new Map<string, Uint8Array>();
  readonly runs = new Map<string, PullRun>();
  readonly images: { run: string; entries: readonly BeforeImage[] }[] = [];
  readonly prices: PriceMove[] = [];
  readonly priceMoves: (SeenMove & { tenantId: string; itemId: string })[] = [];
  readonly unchanged: string[] = [];
  readonly summaries = new Map<string, NonNullable<PullWork['summary']>>();
  readonly catalogVersions = new Map<string, number>();
  /** Documents read and written so far. */
  reads = 0;
  writes = 0;
  /** Before a commit: a test throws here to play a crash. */
  beforeCommit: (work: PullWork) => void = () => {};

  constructor(
    private readonly connections: ReadonlyMap<string, Connection>,
    private readonly tell: (tenantId: string, notice: Notice) => Promise<void>,
  ) {}

  private stamped(id: string): Stamped<PullState> | undefined {
    const row = this.states.get(id);
    return row && { value: clone(row.state), version: String(row.version) };
  }

  readonly store: World['pulls'] = {
    read: async ({ connectionId }) => {
      this.reads += 1;
      return this.stamped(connectionId);
    },
    commit: async (connection, held, state, work) => {
      this.beforeCommit(work);
      const row = this.states.get(connection.id);
      if (String(row?.version) !== String(held?.version)) return undefined;
      this.states.set(connection.id, { state: clone(state), version: (row?.version ?? 0) + 1 });
      this.writes += 1;
      await this.apply(connection, work);
      return this.stamped(connection.id);
    },
    ask: async ({ connectionId }, capabilities, now, release = false) => {
      const { state, version } = this.states.get(connectionId) ?? { state: freshState(), version: 0 };
      const wishes = Object.fromEntries(capabilities.map((one) => [one, now]));
      const asked = { ...state.asked, ...wishes };
      const released = { ...state.released, ...(release && wishes) };
      this.states.set(connectionId, { state: { ...state, asked, released }, version: version + 1 });
      this.writes += 1;
    },
    shards: async ({ id }, capability, layout, numbers) => {
      this.reads += numbers.length;
      return numbers.map((number) => clone(this.manifests.get(`${id}_${capability}_${layout}_${number}`)));
    },
    seen: async ({ id }, capability) => {
      this.reads += 1;
      return clone(this.manifests.get(`${id}_${capability}_seen`));
    },
    records: async ({ id }, kind, ids) => {
      this.reads += ids.length;
      return ids.map((one) => clone(this.records.get(`${id}/${kind}/${one}`)));
    },
    active: async (after, limit) => {
      const all = [...this.connections.values()]
        .filter(({ status }) => status === 'active')
        .map(({ tenantId, id, provider }) => ({ tenantId, connectionId: id, provider }))
        .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
        .filter((tie) => !after || pathOf(tie) > pathOf(after))
        .slice(0, limit);
      this.reads += Math.max(1, all.length);
      return all;
    },
    late: async (now, limit) =>
      [...this.states]
        .filter(([, { state }]) => (state.lateAt ?? Infinity) <= now)
        .sort(([, one], [, other]) => (one.state.lateAt ?? 0) - (other.state.lateAt ?? 0))
        .slice(0, limit)
        .map(([connectionId]) => ({
          tenantId: this.connections.get(connectionId)?.tenantId ?? '',
          connectionId,
        })),
    expect: async ({ connectionId }, lateAt) => {
      const { state, version } = this.states.get(connectionId) ?? { state: freshState(), version: 0 };
      this.states.set(connectionId, { state: { ...state, lateAt }, version: version + 1 });
      this.writes += 1;
    },
  };

  readonly integrations: World['integrations'] = {
    bumpCatalogVersion: async (tenantId) => {
      this.catalogVersions.set(tenantId, (this.catalogVersions.get(tenantId) ?? 0) + 1);
    },
  };

  private async apply({ id, tenantId }: Connection, work: PullWork): Promise<void> {
    const { records, manifest, images, prices, runs = [], unchanged, notices = [], summary } = work;
    for (const [record, row] of records?.changes ?? []) {
      const key = `${id}/${records?.kind}/${record}`;
      if (row) this.records.set(key, JSON.parse(JSON.stringify(row)) as Row);
      else this.records.delete(key);
      this.writes += 1;
    }
    if (manifest) this.applyManifest(id, manifest);
    if (images) this.images.push(clone({ run: images.run, entries: images.entries }));
    if (prices) this.prices.push(...prices.moves);
    for (const move of prices?.moves ?? [])
      this.priceMoves.push({ ...move, tenantId, connectionId: id, changedAt: prices?.at ?? 0 });
    for (const run of runs) this.runs.set(run.id, clone(run));
    if (unchanged) this.unchanged.push(...unchanged.capabilities);
    if (summary) this.summaries.set(id, clone(summary));
    for (const notice of notices) await this.tell(tenantId, notice);
    const single = [images, prices, unchanged, summary].filter(Boolean).length;
    this.writes += single + runs.length + notices.length;
  }

  private applyManifest(id: string, manifest: NonNullable<PullWork['manifest']>): void {
    const { capability, layout, shards, seen, dropLayout = 0 } = manifest;
    for (const { number, bytes } of shards)
      this.manifests.set(`${id}_${capability}_${layout}_${number}`, clone(bytes));
    for (let number = 0; number < dropLayout; number += 1)
      this.manifests.delete(`${id}_${capability}_${dropLayout}_${number}`);
    if (seen) this.manifests.set(`${id}_${capability}_seen`, clone(seen));
    if (seen === null) this.manifests.delete(`${id}_${capability}_seen`);
    this.writes += shards.length + dropLayout + (seen === undefined ? 0 : 1);
  }

  /** Recorded rows of a kind by id. */
  of(connectionId: string, kind: string): Map<string, Row> {
    const prefix = `${connectionId}/${kind}/`;
    const found = [...this.records].filter(([key]) => key.startsWith(prefix));
    return new Map(found.map(([key, row]) => [key.slice(prefix.length), row]));
  }
}

const pathOf = ({ tenantId, connectionId }: { tenantId: string; connectionId: string }) =>
  `${tenantId}/${connectionId}`;
