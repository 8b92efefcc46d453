import { z } from 'zod';
import { priceListsPage } from '../priceList';
import { contactsPage, decimal, hasMore, id, item, itemsPage, maybe, moment, salesOrder } from '../wire';

/** The lists that only pulls read. Every one becomes `{rows, hasMore}`. */

type Context = z.infer<typeof hasMore>;
const isMore = (context: Context) => context?.has_more_page === true;

export const items = itemsPage.transform((page) => ({
  rows: page.items,
  hasMore: isMore(page.page_context),
}));

const groupItem = item.extend({ name: maybe(z.string()) });
export type WireGroupItem = z.infer<typeof groupItem>;

/** Documented as a single object, seen as a list. */
const groupItems = z.union([z.array(groupItem), groupItem.transform((one) => [one])]);
export const group = z.looseObject({
  group_id: id,
  group_name: z.string(),
  description: maybe(z.string()),
  status: maybe(z.string()),
  tax_id: maybe(id),
  category_id: maybe(id),
  items: groupItems,
  last_modified_time: maybe(moment),
});
export type WireGroup = z.infer<typeof group>;
export const groups = z
  .looseObject({ itemgroups: z.array(group), page_context: hasMore })
  .transform((page) => ({ rows: page.itemgroups, hasMore: isMore(page.page_context) }));
/** At the top of the reply, or under a key. */
export const groupReply = z.union([
  z.looseObject({ item_group: group }).transform((reply) => reply.item_group),
  group,
]);

/** `contact` rows with when they changed. */
export const contacts = contactsPage
  .extend({
    contacts: z.array(contactsPage.shape.contacts.element.extend({ last_modified_time: maybe(moment) })),
  })
  .transform((page) => ({ rows: page.contacts, hasMore: isMore(page.page_context) }));

export const priceLists = priceListsPage.transform((page) => ({
  rows: page.pricebooks,
  hasMore: isMore(page.page_context),
}));

export const taxes = z
  .looseObject({
    taxes: z.array(z.looseObject({ tax_id: id, tax_name: z.string(), tax_percentage: decimal })),
    page_context: hasMore,
  })
  .transform((page) => ({ rows: page.taxes, hasMore: isMore(page.page_context) }));

const dated = salesOrder.extend({
  date: z.string(),
  location_id: maybe(id),
  last_modified_time: maybe(moment),
});
export const salesOrders = z
  .looseObject({ salesorders: z.array(dated), page_context: hasMore })
  .transform((page) => ({ rows: page.salesorders, hasMore: isMore(page.page_context) }));

const line = z.looseObject({
  line_item_id: id,
  item_id: maybe(id),
  name: maybe(z.string()),
  description: maybe(z.string()),
  quantity: decimal,
  rate: maybe(decimal),
  item_total: decimal,
  item_total_inclusive_of_tax: maybe(decimal),
});
export type WireLine = z.infer<typeof line>;
export const wholeOrder = z.looseObject({
  salesorder: dated.extend({
    tax_total: maybe(decimal),
    discount_total: maybe(decimal),
    line_items: z.array(line),
  }),
});
export type WireWholeOrder = z.infer<typeof wholeOrder>['salesorder'];
