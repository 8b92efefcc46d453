import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { PulledStock } from '../model/pulled';
import type { StockRow } from '../model/stockRow';
import { publishesMenu } from '../plan/publicView';
import { brakes } from '../plan/pull/brake';
import { stockBrakeNotice } from '../plan/stockBrake';
import { ASK_AGAIN_MS, CONFIRM_MS, emptied, inStock, missed, readStock } from '../plan/stockTable';
import type { Page } from '../providers/pull';
import type { StockTable } from './ports/publish';
import type { World } from './world';

/** Variations in one packed document, some 80 bytes each. */
const ROWS_PER_TABLE = 1_500;

export interface StockPassOptions {
  /** The series of pages began with this pass: what it misses may be gone. */
  whole: boolean;
  /** A person has looked and let a pulled brake go. */
  released: boolean;
  /** What an earlier pass did not believe: told already. */
  braked?: number;
}

/**
 * Stock on its way into the packed tables, which are read once. What pages bring stands in memory until `save`: keep a
 * page's `next` only after one.
 */
export class StockPass {
  /** Variations whose stock moved, for those who draw consequences. */
  readonly changed = new Set<string>();
  readonly removed = new Set<string>();
  /** So many would have run out at once that it is not believed. */
  braked?: number;
  private readonly seen = new Set<string>();
  private readonly agreed = new Set<string>();
  private readonly dirty = new Set<StockTable>();
  private readonly home = new Map<string, StockTable>();
  private readonly inStockAtFirst: number;
  private emptiedSoFar = 0;

  private constructor(
    private readonly world: World,
    private readonly connection: Connection,
    private readonly tables: StockTable[],
    private readonly options: StockPassOptions,
  ) {
    for (const table of tables)
      for (const id of table.rows.keys()) {
        this.home.set(id, table);
        // Whoever recorded it was interrupted before its consequences were drawn, and nobody knows of which.
        if (table.loose) this.changed.add(id);
      }
    this.inStockAtFirst = inStock(tables.flatMap(({ rows }) => [...rows.values()]));
  }

  static async open(world: World, connection: Connection, options: StockPassOptions): Promise<StockPass> {
    return new StockPass(world, connection, await world.publishing.stock.read(connection), options);
  }

  /** Known variations. */
  get size(): number {
    return this.home.size;
  }

  /** Nothing waits for `save`. */
  get isSaved(): boolean {
    return this.dirty.size === 0 && this.agreed.size === 0;
  }

  /** When to ask the POS again, because something ran out and that is to be confirmed. */
  get askAgainAt(): number | undefined {
    const waits = this.tables.some(({ rows }) => [...rows.values()].some(({ z }) => z !== undefined));
    return waits && this.braked === undefined ? this.world.now() + ASK_AGAIN_MS : undefined;
  }

  take(records: readonly PulledStock[]): void {
    for (const stock of records) this.takeOne(stock);
  }

  private takeOne(stock: PulledStock): void {
    const { variationId: id } = stock;
    const before = this.home.get(id)?.rows.get(id);
    this.seen.add(id);
    const { row, zero } = readStock(before, stock, this.world.now());
    if (zero === 'agreed') this.agreed.add(id);
    else this.agreed.delete(id);
    this.put(id, before, row);
  }

  private put(id: string, before: StockRow | undefined, row: StockRow | undefined): void {
    const same = before && row && FIELDS.every((field) => before[field] === row[field]);
    if (same || (!before && !row)) return;
    const table = this.home.get(id) ?? this.tableWithRoom();
    this.dirty.add(table);
    if (row) table.rows.set(id, row);
    else table.rows.delete(id);
    if (row) this.home.set(id, table);
    else this.home.delete(id);
    if (!row) this.removed.add(id);
    else if (before?.a !== row.a) this.changed.add(id);
  }

  private tableWithRoom(): StockTable {
    const found = this.tables.find(({ rows }) => rows.size < ROWS_PER_TABLE);
    if (found) return found;
    const made = { number: this.tables.length, rows: new Map<string, StockRow>() };
    this.tables.push(made);
    return made;
  }

  /** Two readings agree that these ran out. Too many at once are not believed. */
  private believe(): void {
    const gone = this.emptiedSoFar + this.agreed.size;
    if (!this.options.released && brakes(gone, this.inStockAtFirst)) this.braked = gone;
    else {
      this.emptiedSoFar = gone;
      for (const id of this.agreed) {
        const before = this.home.get(id)?.rows.get(id);
        if (before) this.put(id, before, emptied(before));
      }
    }
    this.agreed.clear();
  }

  /** Writes what has come so far. @throws Failure `conflict` when somebody else wrote the tables meanwhile. */
  async save(): Promise<void> {
    this.believe();
    if (this.dirty.size === 0) return;
    const moved = this.changed.size + this.removed.size > 0;
    if (moved && stockMatters(this.connection)) for (const table of this.dirty) table.loose = true;
    const saved = await this.world.publishing.stock.save(this.connection, [...this.dirty], this.world.now());
    if (!saved)
      throw new Failure('conflict', 'Somebody else recorded stock of this connection at the same time.');
    this.dirty.clear();
  }

  /** The last page of a complete series is in. */
  async complete({ full }: Pick<Page<PulledStock>, 'full'>): Promise<void> {
    const unseen = [...this.home].filter(([id]) => !this.seen.has(id));
    for (const [id, table] of unseen) {
      const row = table.rows.get(id);
      if (!row) continue;
      if (full && this.options.whole) this.put(id, row, missed(row));
      // Of changes only: the POS has had nothing to take back of what it said.
      else if (!full && row.z !== undefined && this.world.now() - row.z >= CONFIRM_MS) this.agreed.add(id);
    }
    await this.save();
    const { tenantId } = this.connection;
    if (this.braked !== undefined && this.braked !== this.options.braked)
      await this.world.notices.tell(
        tenantId,
        stockBrakeNotice(this.connection, this.braked, this.inStockAtFirst),
        this.world.now(),
      );
  }
}

/** Whether anything follows from stock that moved. */
export const stockMatters = (connection: Connection): boolean =>
  publishesMenu(connection) || connection.settings.menu.storefrontAvailability;

/** Notes that the consequences of what was recorded are drawn. */
export async function stockFollowed(world: World, connection: Connection): Promise<void> {
  const { stock } = world.publishing;
  const loose = (await stock.read(connection)).filter((table) => table.loose);
  for (const table of loose) table.loose = false;
  if (loose.length > 0) await stock.save(connection, loose, world.now());
}

const FIELDS = ['a', 'h', 'l', 'z', 'm'] as const;

/**
 * Takes one page of stock in. After the last page of a complete series it is recorded; between pages `save` does it.
 */
export async function recordStock(page: Page<PulledStock>, pass: StockPass): Promise<void> {
  pass.take(page.records);
  if (page.complete) await pass.complete(page);
}
