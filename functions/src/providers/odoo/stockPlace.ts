import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { Shop } from './shop';
import { id, link, maybe } from './wire';

const till = z.looseObject({ id, picking_type_id: maybe(link) });
const pickingType = z.looseObject({ id, default_location_src_id: maybe(link) });
const warehouse = z.looseObject({ id, lot_stock_id: maybe(link) });

function demand(location: { id: number } | undefined, whose: string): number {
  if (location) return location.id;
  throw new Failure('rejected', `Odoo does not say where the stock of this ${whose} lies.`, {
    advice: `Give the ${whose} an operation type with a source location in Odoo.`,
  });
}

/** The place that the till sells from, or the stock of the warehouse. */
export async function stockPlace(shop: Shop): Promise<number> {
  const { client } = shop;
  const one = (recordId: number, fields: string[]) => ({
    domain: [['id', '=', recordId] as const],
    fields,
    limit: 1,
  });
  if (shop.target() === 'sale') {
    const query = { ...one(shop.warehouseId(), ['lot_stock_id']), reply: warehouse };
    const [row] = await client.find('stock.warehouse', query);
    return demand(row?.lot_stock_id, 'warehouse');
  }
  const [row] = await client.find('pos.config', { ...one(shop.tillId(), ['picking_type_id']), reply: till });
  if (!row?.picking_type_id) return demand(undefined, 'till');
  const query = { ...one(row.picking_type_id.id, ['default_location_src_id']), reply: pickingType };
  const [type] = await client.find('stock.picking.type', query);
  return demand(type?.default_location_src_id, 'till');
}
