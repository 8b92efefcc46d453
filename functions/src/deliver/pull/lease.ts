import type { Connection } from '../../model/connection';
import { hashOf } from '../../model/hash';
import {
  freshCapability,
  freshState,
  type Capability,
  type CapabilityState,
  type PullState,
  type Wish,
} from '../../model/pullState';
import type { ConnectionTie, PullWork } from '../ports/pull';
import type { Stamped, World } from '../world';

/** As long as a task may run: whoever comes after it finds nothing under way any more. */
export const LEASE_MS = 180_000;
/** Hints that mark the row meanwhile make a commit late; each is answered by one more try. */
const TRIES = 5;

/** Somebody else has taken the connection over. What is not recorded yet is theirs to do. */
export class LeaseLost extends Error {
  constructor() {
    super('Another worker pulls this connection now.');
  }
}

export const tieOf = ({ tenantId, id }: Connection): ConnectionTie => ({ tenantId, connectionId: id });

/** The right to pull a connection, and the state as its holder will write it next. */
export class Lease {
  private next: PullState;
  /** Wishes that are fulfilled: of a capability, until when. */
  private readonly fulfilled = {
    asked: new Map<string, number>(),
    released: new Map<string, number>(),
  };

  private constructor(
    private readonly world: World,
    readonly connection: Connection,
    private held: Stamped<PullState>,
  ) {
    this.next = held.value;
  }

  /** Undefined when somebody else was faster. */
  static async take(
    world: World,
    connection: Connection,
    found: Stamped<PullState> | undefined,
  ): Promise<Lease | undefined> {
    const now = world.now();
    const { tenantId, id } = connection;
    const leaseId = hashOf(['lease', tenantId, id, now, world.random()], 20);
    const state = { ...(found?.value ?? freshState()), leaseId, leaseUntilAt: now + LEASE_MS };
    const held = await world.pulls.commit(connection, found, state, {});
    return held && new Lease(world, connection, held);
  }

  get id(): string {
    return this.held.value.leaseId;
  }

  get endsAt(): number {
    return this.held.value.leaseUntilAt;
  }

  get state(): PullState {
    return this.next;
  }

  of(capability: Capability): CapabilityState {
    return this.next.capabilities[capability] ?? freshCapability();
  }

  /** Changes what the next commit writes. */
  update(capability: Capability, patch: Partial<CapabilityState>): void {
    const capabilities = { ...this.next.capabilities, [capability]: { ...this.of(capability), ...patch } };
    this.next = { ...this.next, capabilities };
  }

  /** Changes what the next commit writes, beside the capabilities. */
  remember(patch: Pick<PullState, 'lateAt'> | Pick<PullState, 'signIn'>): void {
    this.next = { ...this.next, ...patch };
  }

  /** Whoever asked until then has been answered; a later wish stays. */
  answer(wish: Wish, askedUntil: number): void {
    this.fulfilled.asked.set(wish, askedUntil);
    this.next = this.withWishesOf(this.next);
  }

  /** A person lets removals go ahead that the brake holds. */
  isReleased(capability: Capability): boolean {
    return this.next.released[capability] !== undefined;
  }

  /** They have gone ahead, or there are none. */
  endRelease(capability: Capability): void {
    this.fulfilled.released.set(capability, this.next.released[capability] ?? 0);
    this.next = this.withWishesOf(this.next);
  }

  /** Wishes come from the row as it is, less those that are fulfilled. */
  private withWishesOf({ asked, released }: PullState): PullState {
    const open = (wishes: PullState['asked'], fulfilled: ReadonlyMap<string, number>) =>
      Object.fromEntries(Object.entries(wishes).filter(([name, at]) => at > (fulfilled.get(name) ?? 0)));
    return {
      ...this.next,
      asked: open(asked, this.fulfilled.asked),
      released: open(released, this.fulfilled.released),
    };
  }

  /** Writes state and work under the fence. @throws LeaseLost when the lease is somebody else’s. */
  async commit(work: PullWork = {}): Promise<void> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const done = await this.world.pulls.commit(this.connection, this.held, this.next, work);
      if (done) {
        this.held = done;
        return;
      }
      const found = await this.world.pulls.read(tieOf(this.connection));
      if (!found || found.value.leaseId !== this.id) throw new LeaseLost();
      this.held = found;
      this.next = this.withWishesOf(found.value);
    }
    throw new LeaseLost();
  }

  /** Gives the connection back, with what is left to write. */
  async release(work: PullWork): Promise<void> {
    this.next = { ...this.next, leaseUntilAt: 0 };
    await this.commit(work);
  }
}
