import { Failure } from '../../model/failure';
import type { SessionContext } from '../provider';
import { connectTo, type Client } from './client';
import type { Credentials } from './credentials';
import { once } from './once';
import { readSettings, settingsSchema, type Settings } from './settings';
import { readTill } from './till';
import type { WireTill } from './wire';

/** A till of one Odoo (or a warehouse, where orders become sales orders), as the operations see it. */
export interface Shop {
  client: Client;
  now(): number;
  /** Read when used: a wrong setting must not keep anybody from listing the tills. */
  settings(): Settings;
  target(): 'pos' | 'sale';
  /** @throws Failure `rejected` while none is chosen. */
  tillId(): number;
  warehouseId(): number;
  /** The till as it was when first asked for in this session. */
  till(): Promise<WireTill>;
  currency(): Promise<string>;
  priceScope: 'location' | 'everywhere';
  /** Host and database: tills of one Odoo share its limits. */
  accountId: string;
}

/** Tills are called by their number, warehouses `warehouse-3`. */
const WAREHOUSE = /^warehouse-([1-9]\d*)$/;

export const warehouseName = (id: number): string => `warehouse-${id}`;

function demand(id: number | undefined, what: string): number {
  if (id !== undefined && Number.isSafeInteger(id) && id > 0) return id;
  throw new Failure('rejected', `No ${what} of Odoo is chosen for this connection.`, {
    advice: `Choose the ${what} in the settings of the connection, then retry.`,
  });
}

/** Language and company of every call. https://www.odoo.com/documentation/19.0/developer/howtos/company.html */
function contextOf({ lang, companyId }: Partial<Settings>): Record<string, unknown> {
  return { ...(lang && { lang }), ...(companyId && { allowed_company_ids: [companyId] }) };
}

export function openShop(context: SessionContext<Credentials>): Shop {
  const { tools, credentials, externalLocationId = '' } = context;
  const read = () => readSettings(context.pos);
  // Settings that cannot be used are named when they are needed, not while connecting.
  const usable: Partial<Settings> = settingsSchema.safeParse(context.pos ?? {}).data ?? {};
  const client = connectTo({ tools, credentials, context: contextOf(usable) });
  const target = () => usable.target ?? (WAREHOUSE.test(externalLocationId) ? 'sale' : 'pos');
  const tillId = () => demand(read().posConfigId ?? Number(externalLocationId || undefined), 'till');
  const till = once(() => readTill(client, tillId()));
  return {
    client,
    now: tools.now,
    settings: read,
    target,
    tillId,
    warehouseId: () =>
      demand(read().warehouseId ?? Number(WAREHOUSE.exec(externalLocationId)?.[1]), 'warehouse'),
    till,
    currency: async () => context.currency ?? (await till()).currency_id.name ?? '',
    priceScope: context.priceScope ?? 'location',
    accountId: `${credentials.host}/${credentials.database}`,
  };
}
