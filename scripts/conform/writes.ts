import type { PosItem } from '../../functions/src/model/item';
import { majorText } from '../../functions/src/model/money';
import type { Http } from '../../functions/src/providers/http';
import { type Checks, type Finding, NothingToLearn, Wrong } from './check';
import { sessionAt, type Place } from './server';
import { Trial } from './trial';

const ORDER = { push: 'push an order', again: 'find it again', cancel: 'cancel it' } as const;
const PRICE = 'set a price as it is';

const fixedPrice = ({ price = 0 }: PosItem) => price > 0;

/** Why no order must be pushed here; undefined when one may. */
function obstacle({ provider, request }: Place, item: PosItem | undefined): string | undefined {
  const { can, cannot } = provider.manifest;
  if (!request.write) return 'Only with --write.';
  if (!can.includes('pushOrder')) return cannot.pushOrder ?? 'The manifest lacks it.';
  if (!can.includes('cancelOrder')) return 'It could not be taken back: the manifest lacks cancelOrder.';
  return item ? undefined : 'No item was found to order.';
}

/** One small order: pushed, found again instead of pushed twice, taken back whatever came of that. */
export async function checkOrder(checks: Checks, place: Place, items: readonly PosItem[]): Promise<void> {
  const item = items.find(fixedPrice) ?? items[0];
  const why = obstacle(place, item);
  if (why !== undefined || !item) {
    for (const name of Object.values(ORDER)) checks.skip(name, why ?? '');
    return;
  }
  let trial: Trial | undefined;
  const receipt = await checks.make(ORDER.push, () => (trial = new Trial(place, item)).pushOnce());
  const made = trial;
  if (made && receipt) await checks.make(ORDER.again, () => made.pushAgain(receipt));
  else checks.skip(ORDER.again, 'Needs the order.');
  if (made?.sent) await checks.make(ORDER.cancel, () => made.takeBack());
  else checks.skip(ORDER.cancel, 'Nothing was sent that could stand there.');
}

/** An adapter that looks at nothing first has nothing to see: setting a price again is called a change. */
const whatLooksFirst = (http: Http): Http => {
  let looked = false;
  return async (request) => {
    if (request.effect && !looked)
      throw new NothingToLearn('This adapter sets prices without a look at what they are.');
    looked = true;
    return http(request);
  };
};

/** The price goes through a wire that lets no change pass: whatever the adapter makes of it, none is made. */
async function unchanged(
  place: Place,
  { itemId, variationId, sku, price = 0 }: PosItem,
): Promise<Finding<void>> {
  const change = { key: 'conform', link: { itemId, variationId, sku }, price };
  const session = sessionAt(place, { place, http: whatLooksFirst(place.reading) });
  const results = [];
  for await (const result of session.pushPrices?.([change]) ?? []) results.push(result);
  const [only, ...others] = results;
  if (only?.key !== change.key || others.length > 0)
    throw new Wrong(`One price gave ${results.length} result(s).`);
  if (only.outcome === 'unchanged')
    return { detail: `${variationId} has ${majorText(price, place.currency)} already.`, value: undefined };
  throw new Wrong(
    only.outcome === 'refused'
      ? `The price that it has is refused: ${only.reason}`
      : 'The price that it has counts as a change.',
  );
}

export async function checkPrice(checks: Checks, place: Place, items: readonly PosItem[]): Promise<void> {
  const { can, cannot } = place.provider.manifest;
  const item = items.find(fixedPrice);
  if (!place.request.write) checks.skip(PRICE, 'Only with --write.');
  else if (!can.includes('pushPrices')) checks.skip(PRICE, cannot.pushPrices ?? 'The manifest lacks it.');
  else if (!item) checks.skip(PRICE, 'No item with a price was found.');
  else await checks.make(PRICE, () => unchanged(place, item));
}
