import type { Attempt } from '../../functions/src/model/attempt';
import type { Badge, BadgePatch } from '../../functions/src/model/badge';
import type { Connection } from '../../functions/src/model/connection';
import { jobIdOf, type Job, type JobReason } from '../../functions/src/model/job';
import type { Role } from '../../functions/src/model/role';
import type { OAuthState } from '../../functions/src/deliver/ports/oauthStates';
import type { Links } from '../../functions/src/model/link';
import { orderChanged } from '../../functions/src/deliver/orderChanged';
import type { JobPatch, Stamped, TaskRef, VaultEntry, World } from '../../functions/src/deliver/world';
import { Pacer } from '../../functions/src/deliver/pacer';
import { productChanged } from '../../functions/src/deliver/prices';
import type { PriceEdit } from '../../functions/src/model/priceEdit';
import type { Budget } from '../../functions/src/plan/budget';
import { memoryMembers, memoryOAuthStates, memoryRateLimits } from './memoryMembers';
import { memoryConnections, memoryLinkTables } from './memoryConnections';
import { memoryHistory } from './memoryHistory';
import { memoryMenus } from './memoryMenus';
import { memoryOrders } from './memoryOrders';
import { MemoryMessaging } from './memoryMessaging';
import { memoryNotices, type NoticeRow, type NoticeWrite } from './memoryNotices';
import { memoryBudgets, memoryVault } from './memoryStores';
import { MemoryPublishing } from './memoryPublishing';
import { MemoryPulls } from './memoryPulls';
import { memoryPriceMoves, memoryRuns } from './memoryRuns';
import { memoryPriceEdits } from './memoryPriceEdits';
import { noticeChanged } from '../../functions/src/deliver/messaging/noticeChanged';
import { earliest } from './earliest';
import { MemoryEvents } from './memoryEvents';
import { MemoryWatch } from './memoryWatch';
import { MemoryWebhooks } from './memoryWebhooks';
import type { Http } from '../../functions/src/providers/http';
import { memoryLinks } from './memoryMessages';
import { runTask } from './runTask';
import { simUrl } from './simHttp';

export type Document = Record<string, unknown>;
type Task = Parameters<World['queue']['enqueue']>[0];

const clone = <T>(value: T): T => structuredClone(value);
const without = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));

/** A World in memory with a clock of its own: the real planner and workers run on it, nothing else is imitated. */
export class MemoryWorld implements World {
  clock = Date.UTC(2026, 0, 15, 12);
  readonly orderDocs = new Map<string, Document>();
  readonly jobRows = new Map<string, { job: Job; version: number }>();
  readonly attempts: (Attempt & { jobId: string })[] = [];
  readonly connectionRows = new Map<string, Connection>();
  readonly linkRows = new Map<string, Links>();
  readonly vaultRows = new Map<string, VaultEntry>();
  readonly noticeRows = new Map<string, NoticeRow>();
  readonly logs: { level: string; message: string; fields: object }[] = [];
  readonly productDocs = new Map<string, Document>();
  readonly priceEditRows = new Map<string, { edit: PriceEdit; tenantId: string; version: number }>();
  readonly budgetRows = new Map<string, Budget>();
  readonly pacer = new Pacer();
  instances = 1;
  /** Tasks not yet run. */
  tasks: Task[] = [];
  private readonly names = new Set<string>();
  /** Before a commit of a job: a test throws here to play a crash. */
  beforeCommit: (step: 'create' | 'claim' | 'finish') => void = () => {};

  constructor(
    readonly http: Http,
    private readonly apps: Record<string, NonNullable<ReturnType<World['app']>>> = {},
  ) {}

  now = () => this.clock;
  wait = async (ms: number) => void (this.clock += ms);
  random = () => 0.5;
  app = (provider: string) => this.apps[provider];
  hosts: readonly string[] = [];
  localReceivers: readonly string[] = [];
  baseUrl = async (provider: string) => simUrl(provider);
  log: World['log'] = (level, message, fields) => void this.logs.push({ level, message, fields });

  jobs: World['jobs'] = {
    read: async ({ tenantId, jobId }) =>
      this.jobRows.get(jobId)?.job.tenantId === tenantId ? this.stamped(jobId) : undefined,
    create: async (job) => {
      this.beforeCommit('create');
      if (this.jobRows.has(job.id)) return false;
      this.jobRows.set(job.id, { job: clone(job), version: 1 });
      return true;
    },
    update: async (stamped, patch) => {
      this.beforeCommit('claim');
      return this.write(stamped, patch);
    },
    finish: async (stamped, patch, attempt, badge, notice) => {
      this.beforeCommit('finish');
      if (!this.write(stamped, patch)) return false;
      this.attempts.push({ ...clone(attempt), jobId: stamped.value.id });
      if (badge) this.patchBadge(stamped.value, badge);
      if (notice) await this.notices.tell(stamped.value.tenantId, notice, this.clock);
      return true;
    },
    overdue: async (now, limit) =>
      [...this.jobRows.values()]
        .map(({ job }) => clone(job))
        .filter((job) => job.wakeAt !== undefined && job.wakeAt <= now)
        .slice(0, limit),
    stuck: async (tenantId, connectionId, reasons: readonly JobReason[]) =>
      [...this.jobRows.values()]
        .filter(({ job }) => job.tenantId === tenantId && job.connectionId === connectionId)
        .filter(({ job }) => job.reason && reasons.includes(job.reason) && /waiting|parked/.test(job.state))
        .flatMap(({ job }) => this.stamped(job.id) ?? []),
  };

  private stamped(id: string): Stamped<Job> | undefined {
    const row = this.jobRows.get(id);
    return row && { value: clone(row.job), version: String(row.version) };
  }

  private write({ value, version }: Stamped<Job>, patch: JobPatch): Stamped<Job> | undefined {
    const row = this.jobRows.get(value.id);
    if (!row || String(row.version) !== version) return undefined;
    row.job = clone(without({ ...row.job, ...patch })) as Job;
    row.version += 1;
    return this.stamped(value.id);
  }

  private patchBadge({ subject, connectionId }: Job, badge: BadgePatch): void {
    const before = this.orderDocs.get(subject);
    const old = ((before?.pos ?? {}) as Record<string, object>)[connectionId];
    if (before) void this.orders.badge(subject, { [connectionId]: without({ ...old, ...badge }) as Badge });
  }

  orders: World['orders'] = memoryOrders(this.orderDocs, (path, order) => this.put(path, order));

  connections: World['connections'] = memoryConnections(this.connectionRows);
  linkTables: World['linkTables'] = memoryLinkTables(this.linkRows, this.connectionRows);

  products: World['products'] = {
    read: async (paths) => paths.map((path) => clone(this.productDocs.get(path))),
  };

  budgets: World['budgets'] = memoryBudgets(this.budgetRows);
  priceEdits: World['priceEdits'] = memoryPriceEdits(this.priceEditRows);

  vault: World['vault'] = memoryVault(this.vaultRows);
  private noticeWrites: NoticeWrite[] = [];
  notices: World['notices'] = memoryNotices(this.noticeRows, (write) => this.noticeWrites.push(write));
  readonly messaging = new MemoryMessaging();
  preferences: World['preferences'] = this.messaging.preferences;
  deliveries: World['deliveries'] = this.messaging.deliveries;
  /** Roles by `tenant/uid`. */
  readonly memberRows = new Map<string, Role>();
  members: World['members'] = memoryMembers(this.memberRows);
  readonly oauthStateRows = new Map<string, OAuthState>();
  oauthStates: World['oauthStates'] = memoryOAuthStates(this.oauthStateRows);
  rateLimits: World['rateLimits'] = memoryRateLimits(new Map());
  readonly outbox = new MemoryEvents();
  events: World['events'] = this.outbox.store;
  readonly watching = new MemoryWatch(this);
  watch: World['watch'] = this.watching.store;
  readonly hooks = new MemoryWebhooks(this.connectionRows);
  webhooks: World['webhooks'] = this.hooks.store;

  readonly pulled = new MemoryPulls(this.connectionRows, (tenantId, notice) =>
    this.notices.tell(tenantId, notice, this.clock),
  );
  pulls: World['pulls'] = this.pulled.store;
  integrations: World['integrations'] = this.pulled.integrations;
  runs: World['runs'] = memoryRuns(this.pulled.runs, this.connectionRows);
  priceMoves: World['priceMoves'] = memoryPriceMoves(this.pulled.priceMoves);
  readonly published = new MemoryPublishing(this);
  history: World['history'] = memoryHistory(this);
  menus: World['menus'] = memoryMenus(this.productDocs, (id) => [...this.pulled.of(id, 'metadata').values()]);
  publishing: World['publishing'] = this.published.store;

  messages: World['messages'] = {};
  links: World['links'] = memoryLinks;
  publicUrl = 'https://pos.example.com';
  queue: World['queue'] = {
    enqueue: async (task) => {
      if (this.names.has(task.name)) return;
      this.names.add(task.name);
      this.tasks.push(task);
    },
  };

  /** Order events that were raised, oldest first; `orderChanged` has run for all of them after `settle`. */
  private writes: { path: string; before?: Document; after?: Document; product?: string }[] = [];

  /** The storefront writes a product. */
  putProduct(tenantId: string, productId: string, after: Document): void {
    const path = `tenants/${tenantId}/products/${productId}`;
    const before = this.productDocs.get(path);
    this.productDocs.set(path, clone(after));
    this.writes.push({ path, before: clone(before), after: clone(after), product: productId });
  }

  /** The storefront writes an order (undefined: deletes it); the trigger fires at the next `settle`. */
  put(path: string, after: Document | undefined): void {
    const before = this.orderDocs.get(path);
    if (after) this.orderDocs.set(path, clone(after));
    else this.orderDocs.delete(path);
    this.writes.push({ path, before: clone(before), after: clone(after) });
  }

  private async fire(): Promise<boolean> {
    const notice = this.noticeWrites.shift();
    if (notice) await noticeChanged(() => this, notice.before, notice.after);
    const event = this.writes.shift();
    if (event) {
      const { product, ...change } = event;
      const tenantId = event.path.split('/')[1] ?? '';
      if (product === undefined) await orderChanged(this, { tenantId, ...change });
      else await productChanged(this, { tenantId, productId: product, ...change });
    }
    return notice !== undefined || event !== undefined;
  }

  /** Fires triggers and runs tasks in the order of their times until `until` (default: all that are due now). */
  async settle(until = this.clock): Promise<void> {
    for (;;) {
      if (await this.fire()) continue;
      const next = earliest(this.tasks);
      if (!next || (next.at ?? 0) > until) break;
      this.tasks.splice(this.tasks.indexOf(next), 1);
      this.clock = Math.max(this.clock, next.at ?? 0);
      await this.run(next.ref, next.queue);
    }
    this.clock = Math.max(this.clock, until);
  }

  run(ref: TaskRef, queue = '') {
    return runTask(this, ref, queue);
  }

  badge(path: string, connectionId: string): Badge | undefined {
    return ((this.orderDocs.get(path)?.pos ?? {}) as Record<string, Badge>)[connectionId];
  }

  jobOf(path: string, kind: Job['kind'], connectionId: string): Job | undefined {
    const tenantId = path.split('/')[1] ?? '';
    return this.jobRows.get(jobIdOf({ tenantId, connectionId, kind, subject: path }))?.job;
  }

  job(path: string, kind: Job['kind'] = 'pushOrder'): Job | undefined {
    return [...this.jobRows.values()]
      .map(({ job }) => job)
      .find((job) => job.subject === path && job.kind === kind);
  }
}
