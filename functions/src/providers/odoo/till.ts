import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { Client } from './client';
import { tillClosed } from './refusal';
import type { Shop } from './shop';
import { till, type WireTill } from './wire';

const FIELDS = [
  'name',
  'company_id',
  'currency_id',
  'current_session_id',
  'current_session_state',
  'payment_method_ids',
  'pricelist_id',
  'use_pricelist',
];

/** pos.config: https://www.odoo.com/documentation/19.0/applications/sales/point_of_sale/configuration.html */
export async function readTill(client: Client, id: number): Promise<WireTill> {
  const [row] = await client.find('pos.config', {
    domain: [['id', '=', id]],
    fields: FIELDS,
    reply: till,
    limit: 1,
  });
  if (row) return row;
  throw new Failure('rejected', `Odoo has no till with the number ${id}, or it is archived.`, {
    advice: 'Choose another till in the settings of the connection.',
  });
}

/** All tills that the API user can see. */
export const readTills = (client: Client): Promise<WireTill[]> =>
  client.find('pos.config', { domain: [], fields: FIELDS, reply: till, order: 'id asc' });

/** A till takes orders as soon as it is being opened, and none while it is being closed. */
const TAKES_ORDERS = ['opening_control', 'opened'];

const sessionOf = ({ current_session_id: session, current_session_state: state }: WireTill) =>
  session && (state === undefined || TAKES_ORDERS.includes(state)) ? session.id : undefined;

/**
 * The till with its open session. With `openTill` a closed till is opened: the cashier can still count the drawer.
 * @throws Failure `throttled` for a closed one: the order comes back until it is open.
 */
export async function openTill(shop: Shop): Promise<{ row: WireTill; sessionId: number }> {
  const row = await shop.till();
  const sessionId = sessionOf(row);
  if (sessionId !== undefined) return { row, sessionId };
  if (!shop.settings().openTill || row.current_session_id) throw tillClosed(shop.now(), row.name);
  const { client } = shop;
  await client.call({
    model: 'pos.config',
    method: 'open_ui',
    ids: [row.id],
    effect: true,
    reply: z.unknown(),
  });
  const opened = sessionOf(await readTill(client, row.id));
  if (opened === undefined) throw tillClosed(shop.now(), row.name);
  return { row, sessionId: opened };
}
