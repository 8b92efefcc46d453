import { Failure } from '../../../functions/src/model/failure';
import type { PulledItem } from '../../../functions/src/model/pulled';
import type { Page, PullRequest } from '../../../functions/src/providers/pull';

/** What goes wrong, or happens, while pages are read. */
export interface Weather {
  /** The POS fails behind so many pages. */
  failsAfter?: number;
  /** The POS shows no more than so many pages; `resumes`: and says where to go on. */
  cutAfter?: number;
  resumes?: boolean;
  shuffled?: boolean;
  /** What people do at the till between pages. */
  between?: readonly (() => void)[];
}

interface Row {
  price: number;
  version: number;
  gone?: 'silently' | 'tombstone';
}

const PAGE = 3;

/** A POS of numbered items that pages by id, tells what changed since a version, and can be made to misbehave. */
export class ScriptedPos {
  readonly rows = new Map<string, Row>();
  private version = 1;
  weather: Weather = {};
  /** Complete and full series that were shown to the end. */
  completed = 0;
  /** How many of those had been when an id was shown last. */
  readonly shownAt = new Map<string, number>();
  readonly tombstones = new Set<string>();

  put(id: string, price: number): void {
    this.rows.set(id, { price, version: (this.version += 1) });
  }

  drop(id: string, gone: 'silently' | 'tombstone'): void {
    const row = this.rows.get(id);
    if (row && !row.gone) this.rows.set(id, { ...row, gone, version: (this.version += 1) });
  }

  /** What there is, by id. */
  get live(): Map<string, number> {
    return new Map([...this.rows].filter(([, { gone }]) => !gone).map(([id, { price }]) => [id, price]));
  }

  private itemOf(id: string, { price, gone, version }: Row): PulledItem {
    const variations = [{ id: `${id}-v`, price, available: true }];
    const lists = { categoryIds: [], modifierListIds: [], taxIds: [] };
    const deleted = gone !== undefined;
    return { id, name: `Item ${id}`, variations, ...lists, archived: false, deleted, updatedAt: version };
  }

  private listed(since: number | undefined): [string, Row][] {
    const shows = ({ gone, version }: Row) =>
      since === undefined ? !gone : version > since && gone !== 'silently';
    return [...this.rows].filter(([, row]) => shows(row)).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  async *pull({ since, from }: PullRequest): AsyncGenerator<Page<PulledItem>> {
    const full = since === undefined;
    let at = from === undefined ? { after: '', begun: this.version } : (JSON.parse(from) as Place);
    for (let pages = 1; ; pages += 1) {
      this.weather.between?.[pages - 1]?.();
      const rest = this.listed(full ? undefined : Number(since)).filter(([id]) => id > at.after);
      const shown = rest.slice(0, PAGE);
      if (this.weather.failsAfter !== undefined && pages > this.weather.failsAfter)
        throw new Failure('unavailable', 'The POS is down.', { sent: true });
      const records = shown.map(([id, row]) => this.itemOf(id, row));
      for (const { id, deleted } of records) {
        this.shownAt.set(id, this.completed);
        if (deleted) this.tombstones.add(id);
      }
      if (this.weather.shuffled) records.reverse();
      at = { ...at, after: shown.at(-1)?.[0] ?? at.after };
      const next = JSON.stringify(at);
      if (rest.length <= PAGE) {
        if (full) this.completed += 1;
        yield { records, complete: true, full, checkpoint: String(at.begun) };
        return;
      }
      if (pages === this.weather.cutAfter) {
        yield { records, complete: false, full, note: 'Cut.', ...(this.weather.resumes && { next }) };
        return;
      }
      yield { records, next, complete: false, full };
    }
  }
}

interface Place {
  after: string;
  begun: number;
}
