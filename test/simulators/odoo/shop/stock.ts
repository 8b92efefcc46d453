import type { Call, Definition, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { demand } from '../orm/rights';
import { idOf, isTrue, numberOf, type Row, textOf } from '../orm/row';
import { create, write } from '../orm/writing';
import { userError } from '../wire/refusal';
import { isStorable } from './templates';

const QUANT = 'stock.quant';
const ofLocation = { company_id: field.many2one('res.company', { through: 'location_id' }) };

const WAREHOUSE: Definition = {
  model: 'stock.warehouse',
  label: 'Warehouse',
  module: 'stock',
  fields: {
    name: field.char({ required: true }),
    code: field.char({ required: true }),
    active: field.boolean(field.yes),
    company_id: field.many2one('res.company', { required: true }),
    lot_stock_id: field.many2one('stock.location', { required: true }),
    partner_id: field.many2one('res.partner'),
  },
};

const LOCATION: Definition = {
  model: 'stock.location',
  label: 'Inventory Locations',
  module: 'stock',
  naming: (_, row) => textOf(row, 'complete_name') || textOf(row, 'name'),
  fields: {
    name: field.char({ required: true }),
    complete_name: field.char(),
    active: field.boolean(field.yes),
    usage: field.selection('supplier view internal customer inventory production transit', {
      default: field.always('internal'),
      required: true,
    }),
    location_id: field.many2one('stock.location'),
    company_id: field.many2one('res.company'),
    warehouse_id: field.many2one('stock.warehouse'),
  },
};

const PICKING_TYPE: Definition = {
  model: 'stock.picking.type',
  label: 'Picking Type',
  module: 'stock',
  fields: {
    name: field.char({ required: true }),
    active: field.boolean(field.yes),
    company_id: field.many2one('res.company', { required: true }),
    warehouse_id: field.many2one('stock.warehouse'),
    default_location_src_id: field.many2one('stock.location'),
  },
};

function quantAt(env: Environment, product: number, location: number): Row | undefined {
  return env
    .pointingAt(QUANT, 'product_id', product)
    .find((quant) => idOf(quant, 'location_id') === location);
}

function checkStorable(env: Environment, row: Row): void {
  const product = env.row('product.product', idOf(row, 'product_id'));
  if (!isStorable(env, env.row('product.template', idOf(product, 'product_tmpl_id'))))
    throw userError('Quants cannot be created for consumables or services.');
  const location = env.row('stock.location', idOf(row, 'location_id'));
  if (textOf(location, 'usage') !== 'internal') throw userError('You cannot count stock in this location.');
}

/** A count only counts in inventory mode: without it a create makes a second row for the same product and place. */
function counted(env: Environment, row: Row, given: Given): void {
  if (given.inventory_quantity === undefined) return;
  if (env.context.inventory_mode !== true) env.mark('stock.quant counted without inventory_mode');
  env.save(QUANT, row.id, { inventory_quantity_set: true });
}

function createQuants({ env, args }: Call): unknown {
  demand(env, QUANT, 'create');
  const { vals_list: given } = args;
  const one = (values: unknown): number => {
    const { product_id, location_id, inventory_quantity } = (values ?? {}) as Record<string, unknown>;
    const there = quantAt(env, Number(product_id), Number(location_id));
    const known = env.context.inventory_mode === true ? there : undefined;
    if (!known) return create(env, QUANT, values).id;
    write(env, QUANT, [known.id], { inventory_quantity });
    return known.id;
  };
  return Array.isArray(given) ? (given as unknown[]).map(one) : one(given);
}

function applyInventory({ env, rows }: Call): undefined {
  demand(env, QUANT, 'write');
  for (const quant of rows) {
    if (!isTrue(quant, 'inventory_quantity_set'))
      env.refuse(`stock.quant ${quant.id} was applied without a count`);
    env.save(QUANT, quant.id, {
      quantity: numberOf(quant, 'inventory_quantity'),
      inventory_quantity: 0,
      inventory_quantity_set: false,
    });
  }
}

/** Stock of a product in a place. Its changes do not touch the product. */
const QUANTS: Definition = {
  model: QUANT,
  label: 'Quants',
  module: 'stock',
  naming: (env, row) => textOf(env.row('stock.location', idOf(row, 'location_id')), 'complete_name'),
  fields: {
    ...ofLocation,
    product_id: field.many2one('product.product', { required: true }),
    location_id: field.many2one('stock.location', { required: true }),
    quantity: field.float({ compute: (_, row) => numberOf(row, 'quantity'), searchable: true }),
    reserved_quantity: field.float({
      compute: (_, row) => numberOf(row, 'reserved_quantity'),
      searchable: true,
    }),
    available_quantity: field.float({
      compute: (_, row) => numberOf(row, 'quantity') - numberOf(row, 'reserved_quantity'),
    }),
    inventory_quantity: field.float(),
    inventory_quantity_set: field.boolean(),
  },
  methods: {
    create: { on: 'model', params: ['vals_list'], run: createQuants },
    action_apply_inventory: { on: 'records', run: applyInventory },
  },
  created: counted,
  written: counted,
  constrain: checkStorable,
};

/** Takes from (or, less than nothing, adds to) what lies at a place; goods without stock have none. */
export function takeFrom(env: Environment, product: Row, location: number, quantity: number): void {
  if (!isStorable(env, env.row('product.template', idOf(product, 'product_tmpl_id')))) return;
  const quant =
    quantAt(env, product.id, location) ??
    create(env, QUANT, { product_id: product.id, location_id: location });
  const left = Math.round((numberOf(quant, 'quantity') - quantity) * 1000) / 1000;
  env.save(QUANT, quant.id, { quantity: left });
}

export const STOCK_MODELS: readonly Definition[] = [WAREHOUSE, LOCATION, PICKING_TYPE, QUANTS];
