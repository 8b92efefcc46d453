import { Failure } from '../../model/failure';
import type { SessionContext } from '../provider';
import { connectTo, type Client } from './client';
import type { Credentials } from './oauth';
import { readSettings, type Settings } from './settings';
import { discounts, merchant } from './wire';

/** One store of one account, as the operations see it. */
export interface Shop {
  client: Client;
  now(): number;
  /** Read when used: a wrong setting must not keep anybody from listing the stores. */
  settings(): Settings;
  /** Absent while connecting. */
  storeId?: string;
  priceScope: 'location' | 'everywhere';
  currency(): Promise<string>;
  /** A discount that takes any amount. */
  discountId(): Promise<string>;
}

/** Remembers a success; a failure is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((thrown: unknown) => {
      answer = undefined;
      throw thrown;
    });
    return answer;
  };
}

/** GET /discounts (does not page), https://developer.loyverse.com/docs/#tag/Discounts */
async function findOpenDiscount(client: Client, storeId: string | undefined): Promise<string> {
  const all = (await client.get('/discounts', discounts)).discounts;
  const usable = all.find(
    ({ type, deleted_at, stores = [] }) =>
      type === 'VARIABLE_AMOUNT' &&
      deleted_at === undefined &&
      (stores.length === 0 || storeId === undefined || stores.includes(storeId)),
  );
  if (usable) return usable.id;
  throw new Failure(
    'rejected',
    'Loyverse has no discount at this store that can take the order’s discount.',
    {
      advice:
        'In the Loyverse Back Office under Items > Discounts add a discount of type amount and leave its value empty, then retry.',
    },
  );
}

export function openShop(context: SessionContext<Credentials>): Shop {
  const { tools, credentials, externalLocationId: storeId } = context;
  const client = connectTo(tools, credentials.accessToken);
  const settings = () => readSettings(context.pos);
  const merchantCurrency = once(async () => (await client.get('/merchant/', merchant)).currency.code);
  const openDiscount = once(() => findOpenDiscount(client, storeId));
  return {
    client,
    now: tools.now,
    settings,
    storeId,
    priceScope: context.priceScope ?? 'location',
    currency: async () => context.currency ?? merchantCurrency(),
    discountId: async () => settings().discountId ?? openDiscount(),
  };
}

/** @throws Failure `rejected` while no store is chosen. */
export function demandStore({ storeId }: Shop): string {
  if (storeId !== undefined) return storeId;
  throw new Failure('rejected', 'No Loyverse store is chosen for this connection.', {
    advice: 'Choose the store in the settings of the connection, then retry.',
  });
}
