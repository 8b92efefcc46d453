import type { Row } from './row';

/** How to take back what a call has done. */
export class Journal {
  private undo: (() => void)[] = [];

  note(undo: () => void): void {
    this.undo.push(undo);
  }

  commit(): void {
    this.undo = [];
  }

  rollBack(): void {
    for (const undo of this.undo.reverse()) undo();
    this.undo = [];
  }
}

/** The records of one model. */
export class Table {
  private readonly rows = new Map<number, Row>();
  /** Many2one -> id it points at -> records that point there; made when first asked for. */
  private readonly pointers = new Map<string, Map<number, Set<number>>>();
  private last = 0;

  constructor(private readonly journal: Journal) {}

  /** As in PostgreSQL: ids of calls that failed are not used again. */
  newId(): number {
    this.last += 1;
    return this.last;
  }

  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  put(row: Row): void {
    const before = this.rows.get(row.id);
    this.replace(row.id, before, row);
    this.journal.note(() => this.replace(row.id, row, before));
  }

  delete(id: number): void {
    const before = this.rows.get(id);
    if (!before) return;
    this.replace(id, before, undefined);
    this.journal.note(() => this.replace(id, undefined, before));
  }

  /** The records whose `field` points at `id`, in the order of their ids. */
  pointingAt(field: string, id: number): number[] {
    let pointers = this.pointers.get(field);
    if (!pointers) {
      pointers = new Map();
      this.pointers.set(field, pointers);
      for (const row of this.rows.values()) this.point(field, undefined, row);
    }
    return [...(pointers.get(id) ?? [])].sort((one, other) => one - other);
  }

  private replace(id: number, before: Row | undefined, after: Row | undefined): void {
    if (after) this.rows.set(id, after);
    else this.rows.delete(id);
    this.last = Math.max(this.last, id);
    for (const field of this.pointers.keys()) this.point(field, before, after);
  }

  private point(field: string, before: Row | undefined, after: Row | undefined): void {
    const pointers = this.pointers.get(field);
    const [from, to] = [before?.[field], after?.[field]];
    if (before && typeof from === 'number') pointers?.get(from)?.delete(before.id);
    if (!after || typeof to !== 'number') return;
    const there = pointers?.get(to) ?? new Set();
    pointers?.set(to, there.add(after.id));
  }
}

/** Who may call. The person behind it is a record of res.users with the same id. */
export interface User {
  uid: number;
  login: string;
  password: string;
  keys: Set<string>;
  /** Everything a bridge may do, or only what a cashier may: no prices, no customers, no stock. */
  role: 'manager' | 'cashier';
}

/** One PostgreSQL database. */
export class Database {
  readonly journal = new Journal();
  readonly users: User[] = [];
  /** External id -> record, as `load` knows them. */
  readonly externalIds = new Map<string, { model: string; id: number }>();
  private readonly tables = new Map<string, Table>();
  private readonly counters = new Map<string, number>();

  constructor(readonly name: string) {}

  table(model: string): Table {
    const found = this.tables.get(model);
    if (found) return found;
    const made = new Table(this.journal);
    this.tables.set(model, made);
    return made;
  }

  /** The next number of a sequence, from 1. */
  next(sequence: string): number {
    const number = (this.counters.get(sequence) ?? 0) + 1;
    this.counters.set(sequence, number);
    return number;
  }

  startAt(sequence: string, number: number): void {
    this.counters.set(sequence, number - 1);
  }
}
