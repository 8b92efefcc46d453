import { Failure } from '../../model/failure';
import { contentKey } from './keys';
import { classify, type SquareError } from './refusal';
import type { Shop } from './shop';
import { upsertReply, type WholeVariation } from './whole';

/** How a batch upsert ended. */
export interface Upserted {
  /** Ids that Square has written. */
  stood: ReadonlySet<string>;
  /** About the batches that it has not. */
  errors: readonly SquareError[];
  /** Square cannot go on for now: too fast, locked, in trouble. */
  pause?: Failure;
}

/** A call of a thousand objects takes its time. */
const TIMEOUT_MS = 45_000;

/** The first error that is not about what was sent. */
function pauseIn(errors: readonly SquareError[], now: number): Failure | undefined {
  return errors
    .map((error) => classify({ status: 400, headers: {}, text: '' }, [error], now))
    .find(({ kind }) => kind !== 'rejected' && kind !== 'conflict');
}

/**
 * Writes whole objects. Each batch stands or falls as one, apart from the others, so objects and errors may come
 * together. The key follows the body: a repeat of the very same batches gets the first answer.
 * POST /v2/catalog/batch-upsert
 * https://developer.squareup.com/reference/square/catalog-api/batch-upsert-catalog-objects
 * @throws Failure except `rejected` and `conflict`, which are about the objects
 */
export async function upsert(shop: Shop, batches: readonly (readonly WholeVariation[])[]): Promise<Upserted> {
  const body = { batches: batches.map((objects) => ({ objects })) };
  let heard: readonly SquareError[] = [];
  try {
    const { objects, errors } = await shop.call({
      method: 'POST',
      path: '/v2/catalog/batch-upsert',
      json: { idempotency_key: contentKey('catalog', body), ...body },
      effect: true,
      reply: upsertReply,
      timeoutMs: TIMEOUT_MS,
      explain: (all) => {
        heard = all;
        return undefined;
      },
    });
    const written =
      errors.length === 0
        ? batches.flat().map(({ id }) => id)
        : objects.flatMap(({ id, item_data }) => [id, ...(item_data?.variations ?? []).map((one) => one.id)]);
    return { stood: new Set(written), errors, pause: pauseIn(errors, shop.now()) };
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (failure.kind !== 'rejected' && failure.kind !== 'conflict') throw failure;
    return { stood: new Set(), errors: heard, pause: pauseIn(heard, shop.now()) };
  }
}
