import type { LoyverseModel } from '../../test/simulators/loyverse';
import { STORE_ID } from '../../test/simulators/loyverse/seed';
import type { SquareModel } from '../../test/simulators/square';
import { MAIN_LOCATION } from '../../test/simulators/square/seed';

/** What a variant costs at a till of Loyverse, minor units; undefined where it is not sold or has an open price. */
export function loyversePrice(
  model: LoyverseModel,
  variationId: string,
  storeId: string = STORE_ID,
): number | undefined {
  const { money, variants } = model.account();
  const variant = variants.find(({ variant_id }) => variant_id === variationId);
  const price = variant?.stores.find(({ store_id }) => store_id === storeId)?.price ?? undefined;
  return price === undefined ? undefined : money.minor(price);
}

/** The same of Square. */
export function squarePrice(
  model: SquareModel,
  variationId: string,
  locationId: string = MAIN_LOCATION,
): number | undefined {
  return model.account().catalog.offer(variationId, locationId)?.price?.amount;
}
