import { Failure } from '../../model/failure';
import type { ChangeResult, PriceChange } from '../change';
import { chunksOf } from './chunks';
import {
  editsOf,
  isNamed,
  isStale,
  refusals,
  results,
  split,
  wordsAbout,
  type Edit,
  type Group,
} from './edits';
import type { SquareError } from './refusal';
import { isSuspect, repriced, type Reach } from './repricing';
import { locationOf, type Shop } from './shop';
import { upsert } from './upsert';
import { RETRIEVE_MAX, wholeObjectsOf, type WholeVariation } from './whole';

/** Square takes a thousand; with fewer, a bad object takes fewer good ones down with it. */
const BATCH = 200;
/** Nobody says how many batches a call may hold. */
const BATCHES_AT_ONCE = 50;
/** How often a batch that others changed meanwhile is read and written again. */
const STALE_TRIES = 3;

const ADVICE = 'Correct what Square names in the Square Dashboard or in the storefront, then retry.';

/** Up to a thousand edits, from the first look to the last result. */
class PricePush {
  /** What is to be written, by variation. */
  private readonly bodies = new Map<string, WholeVariation>();
  /** Edits that others kept changing under us. */
  readonly stuck: Edit[] = [];
  /**
   * Batches of one call stand or fall apart, as documented. Where errors are fewer than the batches that fell, one may
   * have taken others with it: then a call holds one batch.
   */
  private apart = true;

  constructor(
    private readonly shop: Shop,
    private readonly reach: Reach,
  ) {}

  async *run(edits: readonly Edit[]): AsyncGenerator<ChangeResult> {
    const open = yield* this.looked(edits);
    const suspects = [...open].filter(({ suspect }) => suspect).map((edit) => [edit]);
    const others = [...open].filter(({ suspect }) => !suspect);
    let groups: Group[] = [...chunksOf(others, BATCH), ...suspects].map((part) => ({
      edits: part,
      stale: 0,
    }));
    while (groups.length > 0) {
      const [turn = [], ...later] = chunksOf(groups, this.apart ? BATCHES_AT_ONCE : 1);
      groups = [...later.flat(), ...(yield* this.written(turn))];
    }
  }

  /** Reads the variations as they are now; returns the edits that something must be written for. */
  private async *looked(edits: readonly Edit[]): AsyncGenerator<ChangeResult, Set<Edit>> {
    const looked = await wholeObjectsOf(
      this.shop,
      edits.map(({ variationId }) => variationId),
    );
    const open = new Set<Edit>();
    for (const edit of edits) {
      const { keys, variationId, price, sent } = edit;
      const object = looked.objects.get(variationId);
      edit.suspect = isSuspect(object, looked);
      const next = repriced(object, price, this.reach);
      if (next.is === 'refused') yield* refusals(keys, next.reason, next.advice);
      else if (next.is === 'unchanged') yield* results(edit, sent ? 'done' : 'unchanged');
      else {
        this.bodies.set(variationId, next.object);
        open.add(edit);
      }
    }
    return open;
  }

  /** One call; returns the groups that are to be tried again. */
  private async *written(turn: readonly Group[]): AsyncGenerator<ChangeResult, Group[]> {
    for (const { edits } of turn) for (const edit of edits) edit.sent = true;
    const batches = turn.map(({ edits }) => edits.flatMap((edit) => this.bodies.get(edit.variationId) ?? []));
    const { stood, errors, pause } = await upsert(this.shop, batches);
    const failing: Group[] = [];
    for (const { edits, stale } of turn) {
      const done = edits.filter(({ variationId }) => stood.has(variationId));
      for (const edit of done) yield* results(edit, 'done');
      const rest = edits.filter((edit) => !done.includes(edit));
      if (rest.length > 0) failing.push({ edits: rest, stale });
    }
    if (pause) throw pause;
    if (failing.length > Math.max(1, errors.length)) this.apart = false;
    return yield* errors.some(isStale) ? this.reread(failing, errors) : this.refused(failing, errors);
  }

  /** Somebody wrote in between: what Square has now is the ground for the next try. */
  private async *reread(
    failing: readonly Group[],
    errors: readonly SquareError[],
  ): AsyncGenerator<ChangeResult, Group[]> {
    const aged = failing.map(({ edits, stale }) => ({ edits, stale: stale + 1 }));
    const weary = ({ stale }: Group) => stale > STALE_TRIES;
    const alone = ({ edits }: Group) => edits.length === 1;
    this.stuck.push(...aged.filter((group) => weary(group) && alone(group)).flatMap(({ edits }) => edits));
    const going = aged.filter((group) => !(weary(group) && alone(group)));
    const bad = !errors.every(isStale);
    // A batch that stays stale holds one that does: apart from it, the others get through.
    const smaller = (group: Group) => (bad || weary(group)) && !alone(group);
    const parts = this.smaller(going.filter(smaller), errors).map((group) =>
      weary(group) ? { ...group, stale: STALE_TRIES } : group,
    );
    const groups = [...going.filter((group) => !smaller(group)), ...parts];
    const open = yield* this.looked(groups.flatMap(({ edits }) => edits));
    return groups
      .map((group) => ({ ...group, edits: group.edits.filter((edit) => open.has(edit)) }))
      .filter(({ edits }) => edits.length > 0);
  }

  private smaller(groups: readonly Group[], errors: readonly SquareError[]): Group[] {
    const total = groups.reduce((sum, { edits }) => sum + edits.length, 0);
    return split(groups, errors, this.apart ? Math.ceil(total / BATCHES_AT_ONCE) : total);
  }

  /** A bad object takes its batch down: it is looked for until it stands alone. */
  private async *refused(
    failing: readonly Group[],
    errors: readonly SquareError[],
  ): AsyncGenerator<ChangeResult, Group[]> {
    const isNamedIn = ({ edits }: Group) => edits.some((edit) => isNamed(edit, errors));
    const unnamed = failing.filter((group) => !isNamedIn(group)).length;
    const namingNone = errors.filter(
      (error) => !failing.some(({ edits }) => edits.some((edit) => isNamed(edit, [error]))),
    );
    // As many errors that name nothing as batches that none names: each of those has its own.
    const certain = failing.length === 1 || unnamed <= namingNone.length;
    const again: Group[] = [];
    for (const group of failing) {
      const [edit, ...others] = group.edits;
      if (!edit || others.length > 0 || !(certain || isNamed(edit, errors))) again.push(group);
      else yield* refusals(edit.keys, wordsAbout(edit, errors), ADVICE);
    }
    const many = ({ edits }: Group) => edits.length > 1;
    return [...again.filter((group) => !many(group)), ...this.smaller(again.filter(many), errors)];
  }
}

/**
 * Sets prices at the connection's location or everywhere: reads the variations, changes their price and nothing else,
 * and writes back those that differ. A repeat finds what was done and leaves it alone.
 * @throws Failure `conflict` at the end for variations that were changed by others again and again
 */
export async function* pushPrices(shop: Shop, changes: readonly PriceChange[]): AsyncGenerator<ChangeResult> {
  const { priceScope: scope, currency } = shop;
  const locationId = scope === 'location' ? locationOf(shop) : shop.locationId;
  const push = new PricePush(shop, { scope, locationId, currency });
  const edits = yield* editsOf(changes);
  for (const some of chunksOf(edits, RETRIEVE_MAX)) yield* push.run(some);
  if (push.stuck.length === 0) return;
  throw new Failure('conflict', `Square’s catalog was changed under us (${push.stuck.length} prices).`, {
    code: 'VERSION_MISMATCH',
    advice: 'The bridge reads them again and repeats. Another app may be writing the same items.',
  });
}
