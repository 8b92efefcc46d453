import type { ChangeResult, PriceChange } from '../change';
import { idsOf } from './order/scope';
import { demand, type Shop } from './shop';

const MAY_GO_ON = new Set(['final', 'not_found', 'needs_mapping', 'price_locked', 'duplicate', 'too_late']);

/** Sets each price as it is to be: repeating it changes nothing, so nothing is read before. */
export async function* pushPrices(shop: Shop, changes: readonly PriceChange[]): AsyncGenerator<ChangeResult> {
  const { request } = demand(shop, 'updatePrice');
  for (const { key, link, price: amount } of changes) {
    const price = { ...idsOf(link), amount, currency: shop.currency ?? 'USD' };
    const answer = await shop.call(request, { scope: { price }, effect: true });
    if (answer.ok) {
      yield { key, outcome: 'done' };
      continue;
    }
    const { action, failure } = answer.refusal;
    if (!MAY_GO_ON.has(action)) throw failure;
    yield { key, outcome: 'refused', reason: failure.message, advice: failure.detail.advice };
  }
}
