import type { Connection } from '../../../functions/src/model/connection';
import { markerOf, type JobRef } from '../../../functions/src/model/job';
import { readOrder, type Order } from '../../../functions/src/model/order';
import { resolveOrder } from '../../../functions/src/plan/resolve';
import type { Http } from '../../../functions/src/providers/http';
import { loadProvider } from '../../../functions/src/providers/load';
import type { Operations, Provider, PushOrder, Tools } from '../../../functions/src/providers/provider';
import type { CallSeen } from '../../simulators/core/types';
import { MemoryWorld } from '../../support/memoryWorld';
import { simHttp, simUrl } from '../../support/simHttp';
import type { OrderDocument } from './orders';
import { CONNECTION, connectionOf, productLinks, TENANT, type StageOptions } from './shop';
import type { SimulatedPos, Subject, SubjectAccount } from './subject';

export const orderPath = (name: string | number = 'o1') => `tenants/${TENANT}/orders/${name}`;

/** The order as the planner reads it; a document that it refuses is a mistake of the test. */
export function readDocument(document: OrderDocument): Order {
  const read = readOrder(document);
  if (read.ok) return read.order;
  throw new Error(`The test's order is refused: ${JSON.stringify(read.issues)}`);
}

/** One shop with one connection, in memory, and the simulated POS behind it: for the adapter alone or the whole way. */
export class Stage {
  readonly pos: SimulatedPos;
  readonly world: MemoryWorld;
  readonly connection: Connection;
  /** The wire; a test may put something of its own in between. */
  wire: Http;

  constructor(
    readonly subject: Subject,
    readonly provider: Provider,
    options: StageOptions,
  ) {
    const { id } = subject.manifest;
    this.world = new MemoryWorld((request) => this.wire(request), { [id]: subject.app });
    this.pos = subject.simulate({ currency: options.currency ?? 'USD', now: () => this.world.clock });
    this.wire = simHttp({ [id]: this.pos.simulator });
    this.connection = connectionOf(subject, options);
    this.world.connectionRows.set(CONNECTION, structuredClone(this.connection));
    this.world.linkRows.set(CONNECTION, { ...productLinks(subject), ...options.links });
    this.keep(options.credentials ?? subject.account.credentials);
  }

  /** Stores a sign-in, as a connect would. */
  keep(credentials: unknown): void {
    this.world.vaultRows.set(CONNECTION, { credentials, version: '1', renewingUntil: 0 });
  }

  get tools(): Tools {
    const { world, subject } = this;
    return {
      http: world.http,
      baseUrl: simUrl(subject.manifest.id),
      now: world.now,
      app: subject.app,
    };
  }

  /**
   * The adapter with an open session. Every operation is there to be called: groups ask the manifest first, and one
   * that is missing all the same fails its test.
   */
  open(
    account: SubjectAccount = this.subject.account,
    credentials: unknown = account.credentials,
  ): Operations {
    const { currency, settings } = this.connection;
    const own = account === this.subject.account;
    const pos = own ? settings.pos : account.pos;
    const [externalLocationId] = account.locations;
    const session = this.provider.open({ credentials, externalLocationId, currency, pos, tools: this.tools });
    return session as Operations;
  }

  /** What the planner makes of a document, for `open().pushOrder`. */
  pushOf(document: OrderDocument, path = orderPath()): PushOrder {
    const order = readDocument(document);
    const links = this.world.linkRows.get(CONNECTION) ?? {};
    const resolved = resolveOrder(order, links, this.connection, this.provider.manifest);
    if (!resolved.ok) throw new Error(`The test's order is not mapped: ${JSON.stringify(resolved.missing)}`);
    const intent = { tenantId: TENANT, connectionId: CONNECTION, subject: path };
    return { ...resolved.push, marker: markerOf(intent, order.number) };
  }

  /** The same push when an earlier try may have reached the POS. */
  again(push: PushOrder): PushOrder {
    return { ...push, mayExistSince: this.world.clock };
  }

  /** Runs the triggers alone: the jobs that they sent tasks for are the caller's to run. */
  async triggered(): Promise<JobRef[]> {
    const { queue } = this.world;
    const refs: JobRef[] = [];
    this.world.queue = { enqueue: async ({ ref }) => void ('jobId' in ref && refs.push(ref)) };
    await this.world.settle();
    this.world.queue = queue;
    return refs;
  }

  orders() {
    return this.pos.simulator.orders();
  }

  /** Calls that the POS has seen, oldest first. */
  calls(pattern = /./): CallSeen[] {
    return this.pos.simulator.calls.filter(({ method, path }) => pattern.test(`${method} ${path}`));
  }

  badge(path = orderPath()) {
    return this.world.badge(path, CONNECTION);
  }
}

export async function stage(subject: Subject, options: StageOptions = {}): Promise<Stage> {
  return new Stage(subject, await loadProvider(subject.manifest.id), options);
}
