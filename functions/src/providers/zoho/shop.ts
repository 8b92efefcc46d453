import { Failure } from '../../model/failure';
import type { SessionContext } from '../provider';
import { connectTo, type Client } from './client';
import { hostsOf } from './hosts';
import type { Credentials } from './oauth';
import { chooseOrganization } from './organization';
import { quotaOf } from './quota';
import { readSettings, settingsSchema, type Settings } from './settings';
import type { WireOrganization } from './wire';

/** One location of one organization, as the operations see it. */
export interface Shop {
  client: Client;
  now(): number;
  /** Read when used: a wrong setting must not keep anybody from listing the locations. */
  settings(): Settings;
  organization(): Promise<WireOrganization>;
  organizationId(): Promise<string>;
  /** Absent while connecting, and where the organization itself stands for its only location. */
  locationId(): Promise<string | undefined>;
  currency(): Promise<string>;
  /** IANA name. */
  timezone?: string;
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

export function openShop(context: SessionContext<Credentials>): Shop {
  const { tools, credentials, externalLocationId, timezone } = context;
  const { accessToken, dataCenter } = credentials;
  const cap = () => settingsSchema.safeParse(context.pos ?? {}).data?.dailyCalls;
  const quota = quotaOf(cap, tools.now, timezone);
  const organization = once(() => chooseOrganization(tools, credentials, quota));
  const organizationId = async () => credentials.organizationId ?? (await organization()).organization_id;
  const { api } = hostsOf(tools.baseUrl, dataCenter);
  return {
    client: connectTo(tools, { api, accessToken, organizationId, quota }),
    now: tools.now,
    settings: () => readSettings(context.pos),
    organization,
    organizationId,
    locationId: async () =>
      externalLocationId === (await organizationId()) ? undefined : externalLocationId,
    currency: async () => context.currency ?? (await organization()).currency_code,
    timezone,
  };
}

/** @throws Failure `rejected` when the order is in another currency than the organization. */
export async function demandCurrency(shop: Shop, wanted: string): Promise<void> {
  const currency = await shop.currency();
  if (currency === wanted) return;
  throw new Failure(
    'rejected',
    `The order is in ${wanted}, but the Zoho organization works in ${currency}.`,
    { advice: 'Connect the location to a Zoho organization in its own currency.' },
  );
}
