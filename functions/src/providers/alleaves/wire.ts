import { z } from 'zod';

/**
 * What Alleaves sends. Money is in decimal dollars, sometimes as text; ids are whole numbers that mean something within
 * one company only. Objects are stripped to what is named here: the location, above all, holds keys of regulators.
 */

export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

/** 12.5 or "12.5". */
export const num = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform(Number)
  .refine(Number.isFinite);

export const id = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(Number);

/** What has an `error` is refused, whatever its status. */
export const errorBody = z.object({
  error: z.union([z.string().min(1), z.object({ message: z.string() }).transform((e) => e.message)]),
});

const signedIn = z.object({ token: z.string().min(1), id_company: maybe(id) });
export type SignedIn = z.infer<typeof signedIn>;
export const auth = signedIn;

export const locations = z.array(
  z.object({
    id_location: id,
    location: z.string(),
    timezone: maybe(z.string()),
    country: maybe(z.string()),
    currency: maybe(z.string().length(3)),
    active: maybe(z.boolean()),
    retail: maybe(z.boolean()),
    pickup: maybe(z.boolean()),
    delivery: maybe(z.boolean()),
  }),
);

const price = maybe(num);
const flag = maybe(z.boolean());
const word = maybe(z.string());

/** One batch in one area, not one product. */
export const row = z.object({
  id_batch: id,
  id_item: id,
  id_location: maybe(id),
  id_area: maybe(id),
  item: z.string(),
  brand: word,
  vendor: word,
  category: word,
  area_type: word,
  sku: word,
  metrc_package_label: word,
  is_adult_use: flag,
  is_product: flag,
  is_plant: flag,
  is_seed: flag,
  qc_hold: flag,
  deleted: flag,
  /** Filtered on by clients, never seen in a row. */
  status: z.string().optional().catch(undefined),
  on_hand: num,
  available: num,
  location_threshold_low_quantity_value: maybe(num),
  location_threshold_low_quantity_selected: flag,
  threshold_low_quantity: maybe(num),
  threshold_low_quantity_selected: flag,
  price_retail: price,
  price_retail_adult_use: price,
  price_retail_medical_use: price,
  price_otd: price,
  price_otd_adult_use: price,
  price_otd_medical_use: price,
  cost_of_good: price,
  batch_cost_of_good: price,
  uom_type: word,
  date_received: word,
  date_updated: word,
  batch_date_updated: word,
  date_expire: word,
  /** An alias that one client looks for. */
  expiration_date: word,
  total_rows: maybe(num),
});
export type Row = z.infer<typeof row>;
export const rows = z.array(row);

export const batch = z.object({
  id_batch: maybe(id),
  date_expire: word,
  expiration_date: word,
  metrc_package_label: word,
});

const lineSchema = z.object({
  /** Of the order's line, not of the product. */
  id_item: id,
  id_inventory_item: maybe(id),
  product_id: maybe(id),
  id_batch: maybe(id),
  item: word,
  product_name: word,
  name: word,
  qty: maybe(num),
  quantity: maybe(num),
  price: maybe(num),
  unit_price: maybe(num),
});
export type WireLine = z.infer<typeof lineSchema>;

const orderFields = {
  id_order: id,
  /** Undefined: the reply does not tell it at all. */
  id_external: z.union([z.string(), z.number().transform(String)]).nullish(),
  id_location: maybe(id),
  id_customer: maybe(id),
  status: maybe(z.union([z.string(), z.number().transform(String)])),
  date_created: word,
  date_updated: word,
  pickup_date: word,
  complete: flag,
  cancel: flag,
  void: flag,
  paid_in_full: flag,
  subtotal: maybe(num),
  tax: maybe(num),
  discount: maybe(num),
  total: maybe(num),
  items: maybe(z.array(lineSchema)),
};
export const order = z.object(orderFields);
export type WireOrder = z.infer<typeof order>;
/** An order whose lines matter: without them nothing can be told. */
export const orderWithLines = z.object({ ...orderFields, items: z.array(lineSchema) });
export type WireOrderWithLines = z.infer<typeof orderWithLines>;
/** The reply to a change: what it says of the order, if anything. */
export const changed = z.unknown().transform((body) => order.safeParse(body).data);

/** The reply to a change that says nothing we need; it repeats a long order line by line. */
export const taken = z.unknown();

export const created = z.object({ id_order: id });
export const createdCustomer = z.object({ id_customer: id });

/** An array, `{customers|data: [...]}`, or an object whose keys are numbers. */
export const listOf = <T extends z.ZodType>(schema: T, ...names: string[]) =>
  z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown())])
    .transform((body): unknown => {
      if (Array.isArray(body)) return body;
      const named = names.map((name) => body[name]).find((list) => Array.isArray(list));
      if (named) return named;
      const keys = Object.keys(body);
      return keys.every((key) => /^\d+$/.test(key)) ? Object.values(body) : body;
    })
    .pipe(z.array(schema));

/** Without numbered keys: an empty object is no list without orders. */
const listOfOrders = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown())])
    .transform((body): unknown =>
      Array.isArray(body) ? body : (body.orders ?? body.data ?? body.results ?? body),
    )
    .pipe(z.array(schema));

export const orders = listOfOrders(order);
const placedOrder = z.object({ ...orderFields, date_created: z.string(), total: num });
export type PlacedOrder = z.infer<typeof placedOrder>;
/** The same list for a pull, which invents neither a time nor a total. */
export const placedOrders = listOfOrders(placedOrder);

const customer = z.object({
  id_customer: id,
  full_name: word,
  customer_name: word,
  name_first: word,
  name_last: word,
  email: word,
  phone: word,
  phone2: word,
});
export type WireCustomer = z.infer<typeof customer>;
export const customers = listOf(customer, 'customers', 'data');
