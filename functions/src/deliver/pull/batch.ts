import type { Connection } from '../../model/connection';
import type { PulledItem } from '../../model/pulled';
import type { Pass, PullCounts } from '../../model/pullState';
import type { BeforeImage, PriceMove } from '../../model/run';
import { priceMoves } from '../../plan/pull/priceMoves';
import type { PullWork, RecordKind } from '../ports/pull';
import type { World } from '../world';
import { runIdOf } from './runRow';

const MOST_CHARACTERS = 1024 * 1024;
/** Of a run; beyond it a run can be looked at and not undone. */
const MOST_IMAGES = 5_000;
/** Beyond so many changes nobody wants the list: all of it is looked at. */
const MOST_NAMED = 5_000;

/** What a pull changed. */
export interface Changed {
  ids: string[] | 'all';
  removed: string[];
}

type Change = 'new' | 'changed' | 'gone';

const isItem = (kind: RecordKind, record: object | undefined): record is PulledItem =>
  kind === 'catalog' && record !== undefined;

/** Changes on their way into one commit, and what comes of them over a run. */
export class Batch {
  /** Records in a commit. */
  static readonly MOST = 400;

  private readonly waiting = new Map<string, { record?: object; change: Change }>();
  private characters = 0;
  private growth = { created: 0, removed: 0 };
  private imaged = 0;
  private readonly touched = new Set<string>();
  private readonly removed = new Set<string>();
  counts: Pick<PullCounts, 'created' | 'updated' | 'removed'>;
  /** Documents written so far below the run. */
  images: number;

  constructor(
    private readonly world: World,
    private readonly connection: Connection,
    private readonly kind: RecordKind,
    { counts, images }: Pass,
  ) {
    this.counts = { created: counts.created, updated: counts.updated, removed: counts.removed };
    this.imaged = counts.created + counts.updated + counts.removed;
    this.images = images;
  }

  get isFull(): boolean {
    return this.waiting.size >= Batch.MOST || this.characters > MOST_CHARACTERS;
  }

  get isPending(): boolean {
    return this.waiting.size > 0;
  }

  get isChanged(): boolean {
    return this.touched.size + this.removed.size > 0;
  }

  get changed(): Changed {
    return {
      ids: this.touched.size > MOST_NAMED ? 'all' : [...this.touched],
      removed: [...this.removed],
    };
  }

  /** Changes of the whole run. */
  get counted(): number {
    const { created, updated, removed } = this.counts;
    return created + updated + removed;
  }

  put(id: string, record: object, change: 'new' | 'changed'): void {
    // Something new that came twice in one batch is still new.
    const known = this.waiting.get(id);
    this.waiting.set(id, { record, change: known?.change ?? change });
    this.characters += JSON.stringify(record).length;
  }

  drop(id: string): void {
    this.waiting.set(id, { change: 'gone' });
  }

  /** How the number of known records has changed since it was asked last. */
  takeGrowth(): { created: number; removed: number } {
    const { growth } = this;
    this.growth = { created: 0, removed: 0 };
    return growth;
  }

  /** The work of what is waiting; it is taken for done. `pass.images` counts on. */
  async close(pass: Pass): Promise<PullWork> {
    if (this.waiting.size === 0) return {};
    const { kind } = this;
    const changes = new Map([...this.waiting].map(([id, { record }]) => [id, record]));
    const before = await this.before();
    const run = runIdOf(this.connection, kind, pass);
    const entries = [...changes.keys()].map((id): BeforeImage => ({ id, data: before.get(id) }));
    const moves = [...changes].flatMap(([id, record]): PriceMove[] =>
      isItem(kind, record) ? priceMoves(before.get(id), record) : [],
    );
    this.count();
    const number = this.images;
    const room = MOST_IMAGES - this.imaged;
    this.imaged += entries.length;
    if (room > 0 || moves.length > 0) this.images += 1;
    return {
      records: { kind, changes },
      ...(room > 0 && { images: { run, number, kind, entries: entries.slice(0, room) } }),
      ...(moves.length > 0 && { prices: { run, number, at: this.world.now(), moves } }),
    };
  }

  private async before(): Promise<Map<string, Record<string, unknown> | undefined>> {
    const known = [...this.waiting].filter(([, { change }]) => change !== 'new').map(([id]) => id);
    if (known.length === 0) return new Map();
    const found = await this.world.pulls.records(this.connection, this.kind, known);
    return new Map(known.map((id, index) => [id, found[index]]));
  }

  private count(): void {
    for (const [id, { change }] of this.waiting) {
      if (change === 'gone') {
        this.counts = { ...this.counts, removed: this.counts.removed + 1 };
        this.growth.removed += 1;
        this.removed.add(id);
        this.touched.delete(id);
        continue;
      }
      const field = change === 'new' ? 'created' : 'updated';
      this.counts = { ...this.counts, [field]: this.counts[field] + 1 };
      if (change === 'new') this.growth.created += 1;
      this.touched.add(id);
    }
    this.waiting.clear();
    this.characters = 0;
  }
}
