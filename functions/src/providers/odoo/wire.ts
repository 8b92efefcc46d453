import { z } from 'zod';
import { millisOf } from './time';

/** What Odoo sends. It says `false` where a field is empty. Money is in decimal major units, times are UTC text. */

export const maybe = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal(false), schema])
    .nullish()
    .transform((value) => (value === false || value === null ? undefined : value));

export const id = z.number().int().positive();
export const ids = z.array(id);

/** many2one: `[id, "display name"]`. Where a method reads with load=False, the bare id. */
export const link = z
  .union([z.tuple([id, z.string()]).rest(z.unknown()), id])
  .transform((value) => (typeof value === 'number' ? { id: value } : { id: value[0], name: value[1] }));

/** Milliseconds since 1970. */
export const moment = z.string().transform(millisOf).refine(Number.isFinite);

/** An exception: on JSON-RPC under `error.data`, on JSON-2 the whole body. `debug` is never read. */
export const fault = z.looseObject({ name: z.string(), message: z.string() });
export type Fault = z.infer<typeof fault>;

/** On JSON-2 only an exception has all of these; no record does. */
export const faultBody = fault.extend({ arguments: z.array(z.unknown()), debug: z.string() });

/** https://www.odoo.com/documentation/18.0/developer/howtos/web_services.html */
export const rpcReply = z.looseObject({
  jsonrpc: z.literal('2.0'),
  error: z.looseObject({ message: z.string().optional(), data: fault.optional() }).optional(),
  /** Absent where a method returns nothing. */
  result: z.unknown().optional(),
});

export const version = z.looseObject({
  server_version_info: z.tuple([z.union([z.number(), z.string()])]).rest(z.unknown()),
});
export const webVersion = z.looseObject({
  version_info: z.tuple([z.union([z.number(), z.string()])]).rest(z.unknown()),
});

export const till = z.looseObject({
  id,
  name: z.string(),
  company_id: link,
  currency_id: link,
  current_session_id: maybe(link),
  current_session_state: maybe(z.string()),
  payment_method_ids: ids,
  pricelist_id: maybe(link),
  use_pricelist: z.boolean().optional(),
});
export type WireTill = z.infer<typeof till>;
export const tills = z.array(till);

/** As far as the bridge handles one; `uuid` from 18. */
export const order = z.looseObject({
  id,
  name: maybe(z.string()),
  pos_reference: maybe(z.string()),
  uuid: maybe(z.string()),
  state: z.string(),
  amount_total: z.number(),
  amount_tax: z.number().optional(),
  amount_paid: z.number(),
  session_id: maybe(link),
  config_id: maybe(link),
  /** These three are computed, and not in the answers of the entry points. */
  has_refundable_lines: z.boolean().optional(),
  refund_orders_count: z.number().optional(),
  /** From 19. */
  invoice_status: maybe(z.string()),
});
export type WireOrder = z.infer<typeof order>;
export const orders = z.array(order);

/** sync_from_ui; create_from_ui answers with the bare list. */
export const synced = z.looseObject({ 'pos.order': z.array(order) });
export const created = z.array(z.looseObject({ id }));

export const tax = z.looseObject({
  id,
  amount: z.number(),
  amount_type: z.string(),
  price_include: z.boolean(),
  company_id: maybe(link),
});
export const taxes = z.array(tax);

export const action = z.looseObject({ res_id: maybe(id) });

export const variant = z.looseObject({
  id,
  name: z.string(),
  display_name: maybe(z.string()),
  default_code: maybe(z.string()),
  barcode: maybe(z.string()),
  lst_price: z.number(),
  taxes_id: ids.optional(),
  product_tmpl_id: link,
});
export type WireVariant = z.infer<typeof variant>;
export const variants = z.array(variant);
