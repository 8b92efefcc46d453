import { z } from 'zod';
import type { PosItem, PosLocation } from '../../functions/src/model/item';
import { isCurrency } from '../../functions/src/model/money';
import type * as pulled from '../../functions/src/model/pulled';

/** What `model/pulled.ts` promises, to hold real records against: nothing missing, nothing besides. */

const id = z.string().min(1);
const ids = z.array(id);
/** Minor units. */
const amount = z.number().int();
const quantity = z.number();
const at = z.number().int().min(Date.UTC(1980, 0)).max(Date.UTC(2200, 0)).optional();
const text = z.string().optional();
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .optional();
const time = z
  .string()
  .regex(/^\d\d:\d\d$/)
  .optional();

/** Exactly the fields of `T`: the compiler misses none and takes none besides, and neither does the schema. */
const exactly = <T>(fields: { [Field in keyof T]-?: z.ZodType<T[Field]> }) => z.strictObject(fields);

const variation = exactly<pulled.PulledVariation>({
  id,
  name: text,
  sku: text,
  barcode: text,
  price: amount.optional(),
  cost: amount.optional(),
  available: z.boolean(),
});

export const item = exactly<pulled.PulledItem>({
  id,
  name: z.string(),
  description: text,
  categoryIds: ids,
  brandId: text,
  vendorId: text,
  variations: z.array(variation),
  modifierListIds: ids,
  taxIds: ids,
  imageUrl: text,
  archived: z.boolean(),
  deleted: z.boolean(),
  updatedAt: at,
});

export const discount = exactly<pulled.PulledDiscount>({
  id,
  name: z.string(),
  kind: z.enum(['percent', 'amount', 'fixed_price', 'buy_x_get_y']),
  value: z.number(),
  buyQuantity: z.number().optional(),
  getQuantity: z.number().optional(),
  productIds: ids,
  categoryIds: ids,
  brandIds: ids,
  categoryNames: ids,
  priority: z.number(),
  startsOn: date,
  endsOn: date,
  weekdays: z.array(z.number().int().min(1).max(7)),
  fromTime: time,
  untilTime: time,
  active: z.boolean(),
  deleted: z.boolean(),
  updatedAt: at,
});

const orderLine = exactly<pulled.PulledOrderLine>({
  id,
  itemId: text,
  variationId: text,
  name: z.string(),
  quantity,
  unitPrice: amount.optional(),
  total: amount,
  note: text,
});

export const order = exactly<pulled.PulledOrder>({
  id,
  number: text,
  reference: text,
  refundOf: text,
  status: z.enum(['accepted', 'preparing', 'ready', 'completed', 'cancelled', 'refunded']),
  placedAt: at.unwrap(),
  updatedAt: at.unwrap(),
  currency: z.string().refine(isCurrency),
  total: amount,
  tax: amount.optional(),
  tip: amount.optional(),
  discount: amount.optional(),
  customerId: text,
  lines: z.array(orderLine),
});

export const customer = exactly<pulled.PulledCustomer>({
  id,
  name: text,
  email: text,
  phone: text,
  reference: text,
  deleted: z.boolean(),
  updatedAt: at,
});

export const stock = exactly<pulled.PulledStock>({
  variationId: id,
  available: quantity,
  onHand: quantity.optional(),
  lowAt: quantity.optional(),
  updatedAt: at,
});

export const batch = exactly<pulled.PulledBatch>({
  id,
  variationId: id,
  itemName: z.string(),
  quantity,
  expiresOn: date,
  metrcTag: text,
});

const option = z.strictObject({ id, name: z.string(), price: amount });

export const metadata = exactly<pulled.PulledMetadata>({
  kind: z.enum(['brand', 'category', 'vendor', 'location', 'tax', 'payment_type', 'modifier_list']),
  id,
  name: z.string(),
  parentId: text,
  rate: z.number().optional(),
  inclusive: z.boolean().optional(),
  options: z.array(option).optional(),
  deleted: z.boolean(),
});

export const location = exactly<PosLocation>({
  externalId: id,
  name: z.string(),
  currency: z.string().refine(isCurrency),
  timezone: text,
  accountId: id,
});

export const posItem = exactly<PosItem>({
  itemId: id,
  variationId: id,
  name: z.string(),
  variationName: text,
  sku: text,
  barcode: text,
  price: amount.optional(),
  taxIds: ids.optional(),
});
