import type { Capability } from '../../model/pullState';
import { Failure } from '../../model/failure';
import type { Session } from '../../providers/provider';
import type { Page, PullRequest } from '../../providers/pull';
import type { RecordKind } from '../ports/pull';
import { afterPull } from '../afterPull';
import { followed } from './followUp';
import { ordersSink, stockSink } from './ownStores';
import { Recording } from './recording';
import type { PullTask } from './series';
import { SOURCES } from './sources';

/** A page whose records are taken care of. */
export type PageEnd = Omit<Page<unknown>, 'records'>;

/** Where the pages of a capability go. */
export interface Sink {
  /** Pages come out when they are taken in. */
  read(session: Session, request: PullRequest): AsyncIterable<PageEnd>;
  /** The last page is in and nothing is missing. */
  complete(last: PageEnd): Promise<void>;
  /** The last page is in and something is missing. */
  stop(last: PageEnd | undefined): Promise<void>;
  /** Records what has come so far; another task goes on. */
  pause(): Promise<void>;
  /** Draws the consequences of what changed. `goesOn`: more pages come in another task. */
  follow(goesOn: boolean): Promise<void>;
}

export type Opener = (task: PullTask, all: boolean) => Promise<Sink>;

const NOTHING: PageEnd = { complete: false, full: false };

/** For records that are compared with a manifest. */
const recorded =
  (kind: RecordKind): Opener =>
  async (task, all) => {
    const { world, lease, unchanged } = task;
    const { loose } = lease.of(kind);
    const recording = await Recording.open(world, lease, kind, all ? 'all' : 'changes');
    if (lease.of(kind).removing) await recording.goOnRemoving();
    return {
      async *read(session, request) {
        const source = SOURCES[kind](session);
        if (!source) throw new Failure('unexpected', `There is no pull of ${kind}.`);
        for await (const page of source(request)) {
          await recording.take(page);
          yield page;
        }
      },
      complete: async (last) => {
        if (!(await recording.complete(last))) unchanged.push(kind);
      },
      stop: (last = NOTHING) => recording.stop(last),
      pause: () => recording.pause(),
      follow: async (goesOn) => {
        if (!lease.of(kind).loose) return;
        // Whoever was interrupted before the consequences were drawn does not know any more of what.
        const changes = loose ? { ids: 'all' as const, removed: [] } : recording.changed;
        // All of it once, and not once for each task of the series.
        if (goesOn && changes.ids === 'all') return;
        const { isTimeUp } = task;
        lease.update(kind, followed(await afterPull(world, lease.connection, kind, changes, { isTimeUp })));
      },
    };
  };

const SINKS: Readonly<Record<Capability, Opener>> = {
  metadata: recorded('metadata'),
  catalog: recorded('catalog'),
  discounts: recorded('discounts'),
  stock: stockSink,
  orders: ordersSink,
  customers: recorded('customers'),
};

/** `all`: everything is asked for when a pass begins, and not only changes. */
export function openSink(task: PullTask, capability: Capability, all: boolean): Promise<Sink> {
  return SINKS[capability](task, all);
}
