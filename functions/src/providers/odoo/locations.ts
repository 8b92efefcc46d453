import { z } from 'zod';
import type { PosLocation } from '../../model/item';
import { warehouseName, type Shop } from './shop';
import { readTills } from './till';
import { CODES, hasCode } from './refusal';
import { id, link } from './wire';

async function tills({ client, accountId }: Shop): Promise<PosLocation[]> {
  const rows = await readTills(client);
  return rows.map((row) => ({
    externalId: String(row.id),
    name: row.name,
    currency: row.currency_id.name ?? '',
    accountId,
  }));
}

const warehouse = z.looseObject({ id, name: z.string(), company_id: link });
const company = z.looseObject({ id, currency_id: link });

/** For a business without a till: orders become sales orders of a warehouse. */
async function warehouses({ client, accountId }: Shop): Promise<PosLocation[]> {
  const fields = ['name', 'company_id'];
  const rows = await client.find('stock.warehouse', {
    domain: [],
    fields,
    reply: warehouse,
    order: 'id asc',
  });
  const companies = await client.find('res.company', {
    domain: [['id', 'in', rows.map((row) => row.company_id.id)]],
    fields: ['currency_id'],
    reply: company,
  });
  const currencyOf = new Map(companies.map((row) => [row.id, row.currency_id.name ?? '']));
  return rows.map((row) => ({
    externalId: warehouseName(row.id),
    name: row.name,
    currency: currencyOf.get(row.company_id.id) ?? '',
    accountId,
  }));
}

/** Tills; where the app Point of Sale is not installed, or by setting, warehouses. */
export async function locations(shop: Shop): Promise<PosLocation[]> {
  if (shop.target() === 'sale') return warehouses(shop);
  try {
    return await tills(shop);
  } catch (thrown) {
    if (!hasCode(thrown, CODES.noModel)) throw thrown;
    return warehouses(shop);
  }
}
