import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import type { PosLocation } from '../../model/item';
import type { SessionContext } from '../provider';
import { connectTo, type Client } from './client';
import { readSettings, type Settings } from './settings';
import type { Credentials } from './signIn';
import { locations as locationRows } from './wire';

/** One location of one company, as the operations see it. */
export interface Shop {
  client: Client;
  now(): number;
  /** Read when used: a wrong setting must not keep anybody from listing the locations. */
  settings(): Settings;
  /** Absent while connecting. */
  locationId?: number;
  /** Tells companies apart in this process's memory; never leaves it. */
  company: string;
  currency: string;
  timezone?: string;
}

/** Known countries with cannabis shops under Alleaves; it names no currency itself. */
const CURRENCIES: Readonly<Record<string, string>> = { ca: 'CAD', canada: 'CAD' };

const currencyOf = (country = '') => CURRENCIES[country.trim().toLowerCase()] ?? 'USD';

function softly(pos: unknown): Settings | undefined {
  try {
    return readSettings(pos);
  } catch {
    return undefined;
  }
}

export function openShop(context: SessionContext<Credentials>): Shop {
  const { tools, credentials, externalLocationId, pos } = context;
  const { username, companyId } = credentials;
  return {
    client: connectTo(tools, credentials, () => softly(pos)?.partnerId),
    now: tools.now,
    settings: () => readSettings(pos),
    locationId: externalLocationId === undefined ? undefined : Number(externalLocationId),
    company: hashOf([tools.baseUrl, companyId ?? null, username]),
    currency: context.currency ?? softly(pos)?.currency ?? 'USD',
    timezone: context.timezone,
  };
}

/** @throws Failure `rejected` while no location is chosen. */
export function demandLocation({ locationId }: Shop): number {
  if (locationId !== undefined && Number.isSafeInteger(locationId)) return locationId;
  throw new Failure('rejected', 'No Alleaves location is chosen for this connection.', {
    advice: 'Choose the location in the settings of the connection, then retry.',
  });
}

/** GET /location. Of each location only harmless fields are read: the reply also holds keys of regulators. */
export async function locations(shop: Shop, context: SessionContext<Credentials>): Promise<PosLocation[]> {
  const rows = await shop.client.get('/location', locationRows);
  const company = await shop.client.companyId();
  const accountId = company ?? `user-${hashOf([context.credentials.username], 16)}`;
  const stated = context.currency ?? softly(context.pos)?.currency;
  return rows
    .filter(({ active, retail }) => active !== false && retail !== false)
    .map((row) => ({
      externalId: String(row.id_location),
      name: row.location,
      currency: row.currency ?? stated ?? currencyOf(row.country),
      timezone: row.timezone,
      accountId,
    }));
}
