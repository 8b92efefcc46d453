import { readFileSync } from 'node:fs';
import type { Badge, BadgeStatus } from '../../functions/src/model/badge';
import type { HeldOrder } from '../../test/simulators/core/types';
import type { Shop } from './bridge';
import { comesTrue } from './comesTrue';
import { everyDocument } from './everyDocument';
import type { States } from './pos/demoPos';
import { LOCATION, TENANT } from './seed';
import type { Counter } from './simulators';
import { money } from './table';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}
type Document = Record<string, unknown>;
type Badges = Record<string, Badge | undefined>;

/** The badge that is due: the same at every POS, or what each of them makes possible. */
export type Due = BadgeStatus | ((counter: Counter) => BadgeStatus);
const dueAt = (due: Due, counter: Counter) => (typeof due === 'string' ? due : due(counter));

/** What stands at a POS that computes taxes itself, and here knows none. */
function totalAt({ taxesItself }: Counter, { total, tax }: Document): number {
  const { amount, inclusive } = (tax ?? { amount: 0, inclusive: true }) as {
    amount: number;
    inclusive: boolean;
  };
  return Number(total) - (taxesItself && !inclusive ? amount : 0);
}

/** The main job, on a running bridge: writes orders, waits for what follows, compares both sides. */
export class Rehearsal {
  readonly checks: Check[] = [];
  /** Orders, for the table. */
  readonly rows: string[][] = [];
  /** Prices, for theirs. */
  readonly prices: string[][] = [];
  /** What was pulled of each POS beside what it holds, for theirs. */
  readonly pulls: string[][] = [];
  /** Milliseconds from write to badge, by provider id. */
  readonly latencies: Record<string, number[]> = {};
  private readonly written = new Map<string, Document>();
  private readonly writtenAt = new Map<string, number>();

  constructor(readonly shop: Shop) {}

  private at(id: string) {
    return this.shop.db.doc(`tenants/${TENANT}/orders/${id}`);
  }

  private async badges(id: string): Promise<Badges> {
    return ((await this.at(id).get()).get('pos') ?? {}) as Badges;
  }

  check(name: string, ok: boolean, detail: string): void {
    this.checks.push({ name, ok, detail });
  }

  async write(id: string, order: Document): Promise<void> {
    this.written.set(id, order);
    this.writtenAt.set(id, performance.now());
    await this.at(id).set(order);
  }

  async change(id: string, change: Document): Promise<void> {
    this.written.set(id, { ...this.written.get(id), ...change });
    this.writtenAt.set(id, performance.now());
    await this.at(id).update(change);
  }

  /** Waits until every POS's badge has the status that is due; false when that takes too long. */
  async reaches(id: string, due: Due, more: (badge: Badge) => boolean = () => true): Promise<boolean> {
    const startedAt = this.writtenAt.get(id) ?? performance.now();
    const waitsFor = new Set(this.shop.counters);
    let badges: Badges = {};
    const arrived = async () => {
      badges = await this.badges(id);
      for (const counter of waitsFor) {
        const badge = badges[connectionOf(counter)];
        if (badge?.status !== dueAt(due, counter) || !more(badge)) continue;
        waitsFor.delete(counter);
        if (badge.status === 'synced')
          (this.latencies[counter.id] ??= []).push(performance.now() - startedAt);
      }
      return waitsFor.size === 0;
    };
    const ok = await comesTrue(arrived);
    const late = [...waitsFor].map((counter) => `${counter.name}: ${said(badges[connectionOf(counter)])}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const what = typeof due === 'string' ? due : 'what each POS makes possible';
    this.check(`order ${id} becomes ${what}`, ok, ok ? `in ${seconds} s` : late.join('; '));
    return ok;
  }

  /** Compares one order with what each POS says of it. */
  async compare(id: string, state: keyof States, title: string): Promise<void> {
    const document = (await this.at(id).get()).data() ?? {};
    const { pos, ...own } = document as { pos?: Badges } & Document;
    for (const counter of this.shop.counters) {
      const badge = pos?.[connectionOf(counter)];
      const held = counter.simulator.orders().filter((order) => order.id === badge?.externalId);
      const said = badge?.externalId === undefined ? NaN : await totalSaid(counter, badge.externalId);
      this.compareAt(counter, { title, own, state: counter.states[state], badge, held, said });
    }
    const added = Object.keys(own).filter((field) => !(field in (this.written.get(id) ?? {})));
    this.check(
      `${title}: nothing but the badges was added to the document`,
      added.length === 0,
      added.join(', ') || `${Object.keys(own).length} fields`,
    );
  }

  private compareAt(counter: Counter, seen: Seen): void {
    const { title, own, state, badge, held, said } = seen;
    const due = totalAt(counter, own);
    const [there] = held;
    const isTold = due === own.total || Boolean(badge?.notes?.length);
    const ok = held.length === 1 && there?.total === due && said === due && there.state === state && isTold;
    const detail = `storefront ${money(due)}, there ${money(said)}, ${there?.state ?? 'absent'}`;
    this.check(`${title}: ${counter.name} holds it once, ${state}, to the cent`, ok, detail);
    const first = this.rows.at(-1)?.at(-1) !== title;
    const cells = [counter.name, there?.id ?? '-', money(said), there?.state ?? '-', badge?.status ?? '-'];
    this.rows.push([
      first ? title : '',
      first ? money(Number(own.total)) : '',
      ...cells,
      ok ? 'yes' : 'NO',
      title,
    ]);
  }

  /** No POS holds more than it should, whatever was retried. */
  count(expected: number): void {
    for (const { name, simulator } of this.shop.counters) {
      const held = simulator.orders();
      const references = new Set(held.map((order) => order.reference));
      const ok = held.length === expected && references.size === expected;
      this.check(
        `${name} holds ${expected} orders and no more`,
        ok,
        `${held.length} orders, ${references.size} references`,
      );
    }
  }

  /** Reads everything that was stored and logged, and looks for the sign-ins of the demo accounts. */
  async secrets(logFile: string): Promise<void> {
    const secrets = this.shop.counters.flatMap((counter) => counter.secrets);
    const log = { path: logFile, text: readFileSync(logFile, 'utf8') };
    const documents = [log, ...(await everyDocument(this.shop.db))];
    const leaks = documents.filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    const where = leaks.map(({ path }) => path).join(', ');
    this.check(
      `no document and no log holds one of ${secrets.length} secrets`,
      leaks.length === 0,
      where || `${documents.length - 1} documents and the log read`,
    );
  }
}

/** One order at one POS. */
interface Seen {
  title: string;
  /** The storefront's document without our badges. */
  own: Document;
  /** How it should stand there. */
  state: HeldOrder['state'];
  badge?: Badge;
  held: readonly HeldOrder[];
  /** The total by the POS's own API, minor units. */
  said: number;
}

const connectionOf = ({ id }: Counter) => `${id}-${LOCATION}`;

const said = (badge: Badge | undefined) =>
  [badge?.status ?? 'no badge', badge?.error?.message].filter(Boolean).join(', ');

/** NaN where the POS does not know the order. */
const totalSaid = (counter: Counter, orderId: string) => counter.total(counter.url, orderId).catch(() => NaN);
