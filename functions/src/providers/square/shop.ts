import { Failure } from '../../model/failure';
import type { SessionContext } from '../provider';
import { squareClient, type Client } from './client';
import type { Credentials } from './oauth';
import { squareSettings, type SquareSettings } from './settings';

/** One location of one seller, as the operations see it. */
export interface Shop {
  call: Client;
  now(): number;
  /** Read when used: a wrong setting must not keep anybody from listing the locations. */
  settings(): SquareSettings;
  /** Absent while connecting. */
  locationId?: string;
  merchantId?: string;
  currency?: string;
  /** Whether prices are set for the location or for the whole account. */
  priceScope: 'location' | 'everywhere';
}

/** @throws Failure `rejected` when no location has been chosen. */
export function locationOf(shop: Shop): string {
  if (shop.locationId !== undefined) return shop.locationId;
  throw new Failure('rejected', 'No Square location has been chosen for this connection.', {
    advice: 'Choose a location in the connection’s settings, then retry.',
  });
}

function readSettings(raw: unknown): SquareSettings {
  const result = squareSettings.safeParse(raw ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'settings'}: ${message}`,
  );
  throw new Failure(
    'rejected',
    `The Square settings of this connection are not usable (${issues.join('; ')}).`,
    {
      advice: 'Correct them in the connection’s settings, then retry.',
    },
  );
}

export function openShop(context: SessionContext<Credentials>): Shop {
  const { tools, credentials, externalLocationId, currency, priceScope = 'location', pos } = context;
  return {
    call: squareClient(tools, credentials.accessToken),
    now: tools.now,
    settings: () => readSettings(pos),
    locationId: externalLocationId,
    merchantId: credentials.merchantId,
    currency,
    priceScope,
  };
}
