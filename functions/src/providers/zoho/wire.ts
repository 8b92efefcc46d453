import { z } from 'zod';

/**
 * What Zoho sends. Money is in decimal major units, ids are text of up to 19 digits (samples in the documentation show
 * numbers), and an empty value is "".
 */

const emptyAsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value);

/** Absent, null and "" are the same. */
export const maybe = <T extends z.ZodType>(schema: T) => z.preprocess(emptyAsAbsent, schema.optional());

/** Text; a number that came where text is documented is safe up to 2^53 only, so anything longer is refused. */
export const id = z.union([
  z.string().min(1),
  z
    .number()
    .int()
    .safe()
    .transform((value) => String(value)),
]);

/** Some amounts and stocks are documented as text. */
export const decimal = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** `2026-01-05T15:45:30+0530`, `2026-01-05 00:00:00+00:00` or `2026-01-05` as milliseconds since 1970. */
export const moment = z
  .string()
  .transform((text) => Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine(Number.isFinite);

export const done = z.looseObject({});

export const organizations = z.looseObject({
  organizations: z.array(
    z.looseObject({
      organization_id: id,
      name: z.string(),
      currency_code: z.string().length(3),
      time_zone: maybe(z.string()),
      is_default_org: maybe(z.boolean()),
      is_org_active: maybe(z.boolean()),
    }),
  ),
});
export type WireOrganization = z.infer<typeof organizations>['organizations'][number];

/** True while there is another page. Without a page context it is the last one. */
export const hasMore = maybe(z.looseObject({ has_more_page: maybe(z.boolean()) }));

const quantity = maybe(decimal);
const locationStock = z.looseObject({
  location_id: maybe(id),
  warehouse_id: maybe(id),
  location_available_stock: quantity,
  location_stock_on_hand: quantity,
  location_actual_available_stock: quantity,
  location_available_for_sale_stock: quantity,
  location_actual_available_for_sale_stock: quantity,
  warehouse_available_stock: quantity,
  warehouse_stock_on_hand: quantity,
  warehouse_actual_available_stock: quantity,
  warehouse_available_for_sale_stock: quantity,
  warehouse_actual_available_for_sale_stock: quantity,
});
export type WireLocationStock = z.infer<typeof locationStock>;

export const item = z.looseObject({
  item_id: id,
  name: z.string(),
  sku: maybe(z.string()),
  status: maybe(z.string()),
  description: maybe(z.string()),
  rate: maybe(decimal),
  /** What the merchant pays: never published. */
  purchase_rate: maybe(decimal),
  tax_id: maybe(id),
  category_id: maybe(id),
  category_name: maybe(z.string()),
  group_id: maybe(id),
  group_name: maybe(z.string()),
  attribute_option_name1: maybe(z.string()),
  attribute_option_name2: maybe(z.string()),
  attribute_option_name3: maybe(z.string()),
  track_inventory: maybe(z.boolean()),
  reorder_level: quantity,
  stock_on_hand: quantity,
  available_stock: quantity,
  actual_available_stock: quantity,
  available_for_sale_stock: quantity,
  actual_available_for_sale_stock: quantity,
  /** Newer organizations. */
  locations: maybe(z.array(locationStock)),
  /** Older ones. */
  warehouses: maybe(z.array(locationStock)),
  last_modified_time: maybe(moment),
});
export type WireItem = z.infer<typeof item>;
export const itemsPage = z.looseObject({ items: z.array(item), page_context: hasMore });
export const itemReply = z.looseObject({ item });

const invoice = z.looseObject({
  invoice_id: id,
  invoice_number: maybe(z.string()),
  status: maybe(z.string()),
  total: decimal,
  balance: maybe(decimal),
});
export type WireInvoice = z.infer<typeof invoice>;
export const invoiceReply = z.looseObject({ invoice });

/** As much of a sales order as lists and details have in common; lists have neither lines nor invoices. */
export const salesOrder = z.looseObject({
  salesorder_id: id,
  salesorder_number: z.string().min(1),
  reference_number: maybe(z.string()),
  status: maybe(z.string()),
  /** The state proper; `status` is rolled up with invoices and shipments. */
  order_status: maybe(z.string()),
  paid_status: maybe(z.string()),
  customer_id: id,
  currency_code: maybe(z.string()),
  total: decimal,
  created_time: maybe(moment),
  invoices: maybe(z.array(invoice)),
  line_items: maybe(z.array(z.looseObject({ line_item_id: maybe(id) }))),
});
export type WireSalesOrder = z.infer<typeof salesOrder>;

/** Seen under `salesorder`; the published contract says `sales_order` for a create and an update. */
export const salesOrderReply = z
  .looseObject({ salesorder: salesOrder.optional(), sales_order: salesOrder.optional() })
  .transform((reply, context) => {
    const order = reply.salesorder ?? reply.sales_order;
    if (order) return order;
    context.addIssue({ code: 'custom', path: ['salesorder'], message: 'is missing' });
    return z.NEVER;
  });
export const salesOrdersPage = z.looseObject({ salesorders: z.array(salesOrder), page_context: hasMore });

const contactPerson = z.looseObject({
  contact_person_id: maybe(id),
  first_name: maybe(z.string()),
  last_name: maybe(z.string()),
  email: maybe(z.string()),
  phone: maybe(z.string()),
  mobile: maybe(z.string()),
  is_primary_contact: maybe(z.boolean()),
});
export type WireContactPerson = z.infer<typeof contactPerson>;

export const contact = z.looseObject({
  contact_id: id,
  contact_name: z.string(),
  contact_type: maybe(z.string()),
  status: maybe(z.string()),
  email: maybe(z.string()),
  phone: maybe(z.string()),
  mobile: maybe(z.string()),
  contact_persons: maybe(z.array(contactPerson)),
});
export type WireContact = z.infer<typeof contact>;
export const contactReply = z.looseObject({ contact });
export const contactsPage = z.looseObject({ contacts: z.array(contact), page_context: hasMore });
