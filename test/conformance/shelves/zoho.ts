import { delivery, type ZohoModel } from '../../simulators/zoho';
import * as seed from '../../simulators/zoho/seed';
import type { ConsentFacts, PullFacts, Shelf, WebhookFacts } from '../kit/shelf';

export function shelfOf(model: ZohoModel): Shelf {
  const own = () => model.organization();
  const items = () => [...own().items.values()];
  const counted = () => items().filter((item) => item.track_inventory && item.status === 'active');
  return {
    held: {
      pullCatalog: () => [
        ...items().flatMap(({ item_id, group_id }) => (group_id === '' ? [item_id] : [])),
        ...own().groups.keys(),
      ],
      pullDiscounts: () =>
        [...own().pricebooks.values()]
          .filter((list) => list.pricebook_type === 'fixed_percentage' && !list.is_increase)
          .map(({ pricebook_id }) => pricebook_id),
      pullCustomers: () =>
        [...own().contacts.values()]
          .filter(({ contact_type }) => contact_type === 'customer')
          .map(({ contact_id }) => contact_id),
      pullStock: () => counted().map(({ item_id }) => item_id),
      pullMetadata: () => [
        ...own().places.flatMap(({ id, type }) => (type === 'general' ? [`location ${id}`] : [])),
        ...own().taxes.map(({ tax_id }) => `tax ${tax_id}`),
        ...new Set(
          items().flatMap(({ category_id }) => (category_id === '' ? [] : [`category ${category_id}`])),
        ),
      ],
    },
    pageRows: (rows) => model.setOption('pageRows', rows),
    fill: {
      pullStock: (count) => {
        const from = own().items.size;
        for (let n = 1; n <= count; n += 1) {
          const id = seed.ID_PREFIXES.first + String(6000 + from + n).padStart(9, '0');
          model.addItem({
            id,
            name: `Counted ${from + n}`,
            sku: `COUNT-${from + n}`,
            price: 100,
            inStock: n,
          });
        }
      },
    },
    rename: (id, name) =>
      void Object.assign(own().items.get(id) ?? {}, { name, last_modified_time: own().nowText() }),
    remove: (id) => model.deleteItem(id),
    clear: {
      pullCatalog: () => (own().items.clear(), own().groups.clear()),
      pullCustomers: () => own().contacts.clear(),
      pullDiscounts: () => own().pricebooks.clear(),
      pullStock: () => (own().items.clear(), own().groups.clear()),
    },
  };
}

export const pulls: PullFacts = {
  lists: {
    pullCatalog: { call: /^GET \/inventory\/v1\/items$/, required: 'items.0.item_id' },
    pullDiscounts: {
      call: /^GET \/inventory\/v1\/pricebooks$/,
      required: 'pricebooks.0.pricebook_id',
      single: 'the simulated shop has two price lists',
      always: 'price lists do not say when they changed',
    },
    pullOrders: {
      call: /^GET \/inventory\/v1\/salesorders$/,
      required: 'salesorders.0.salesorder_id',
    },
    pullCustomers: { call: /^GET \/inventory\/v1\/contacts$/, required: 'contacts.0.contact_id' },
    pullStock: {
      call: /^GET \/inventory\/v1\/items$/,
      required: 'items.0.item_id',
      always: 'whether a movement of stock changes the date of its item is not documented',
    },
    pullMetadata: {
      call: /^GET \/inventory\/v1\/items$/,
      required: 'items.0.item_id',
      always: 'taxes and locations do not say when they changed',
    },
  },
  noTombstones: 'Zoho drops what was deleted from its lists',
};

export const consent: ConsentFacts = { redirectUri: seed.REDIRECT_URI };

/** Zoho names the record, not the event. */
export const webhook: WebhookFacts = {
  deliver: ({ secret, at, event }) => {
    const record = {
      [`${event}_id`]: '1',
      organization_id: seed.ORGANIZATION_ID,
      last_modified_time: new Date(at).toISOString(),
    };
    const { headers, body } = delivery(event, record, { body: 'json', secret });
    return { headers, body, url: 'https://bridge.example/hooks/zoho' };
  },
  events: {
    salesorder: ['orders'],
    item: ['catalog', 'stock'],
    contact: ['customers'],
    invoice: ['orders'],
    customerpayment: ['orders'],
    inventory_adjustment: ['stock'],
  },
  idle: 'vendorcredit',
  header: 'x-zoho-webhook-signature',
  revoked: { cannot: 'Zoho does not tell' },
  staleMs: { cannot: 'nothing in a delivery says when it was made' },
};
