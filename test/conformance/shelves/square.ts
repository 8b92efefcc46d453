import { signatureOf } from '../../simulators/square/emitter';
import type { SquareModel } from '../../simulators/square';
import { tombstone } from '../../simulators/square/catalog/store';
import type { CatalogObject } from '../../simulators/square/catalog/schema';
import * as seed from '../../simulators/square/seed';
import type { ConsentFacts, PullFacts, Shelf, WebhookFacts } from '../kit/shelf';

export function shelfOf(model: SquareModel): Shelf {
  const account = () => model.account();
  const objects = (type: CatalogObject['type']) =>
    [...account().catalog.objects.values()].filter((one) => one.type === type && one.is_deleted !== true);
  const ids = (type: CatalogObject['type']) => objects(type).map(({ id }) => id);
  const rewrite = (
    change: (one: CatalogObject) => CatalogObject,
    wanted: (one: CatalogObject) => boolean,
  ) => {
    const { catalog } = account();
    const written = [...catalog.objects.values()].filter(wanted).map(change);
    const all = new Map([...catalog.objects, ...written.map((one) => [one.id, one] as const)]);
    catalog.commit(
      all,
      written.map(({ id }) => id),
    );
  };
  const gone = (type: CatalogObject['type']) => rewrite(tombstone, (one) => one.type === type);
  return {
    held: {
      pullCatalog: () => ids('ITEM'),
      pullDiscounts: () => ids('PRICING_RULE'),
      pullCustomers: () =>
        account()
          .customers.all()
          .map(({ id }) => id),
      pullStock: () =>
        account()
          .stock.all()
          .filter(({ location_id }) => location_id === seed.MAIN_LOCATION)
          .map(({ catalog_object_id }) => catalog_object_id),
      pullMetadata: () => [
        ...objects('CATEGORY')
          .filter(({ category_data }) => category_data?.category_type === 'REGULAR_CATEGORY')
          .map(({ id }) => `category ${id}`),
        ...ids('TAX').map((id) => `tax ${id}`),
        ...ids('MODIFIER_LIST').map((id) => `modifier_list ${id}`),
        ...account()
          .locations.filter(({ status }) => status === 'ACTIVE')
          .map(({ id }) => `location ${id}`),
      ],
    },
    pageRows: (rows) => {
      model.knobs.pageCap = rows;
      model.knobs.catalogPageSize = rows;
    },
    rename: (id, name) =>
      rewrite(
        (one) => ({ ...one, item_data: { ...one.item_data, name } }),
        (one) => one.id === id,
      ),
    remove: (id) => rewrite(tombstone, (one) => one.id === id || one.item_variation_data?.item_id === id),
    clear: {
      pullCatalog: () => gone('ITEM'),
      pullCustomers: () =>
        account()
          .customers.all()
          .forEach(({ id }) => account().customers.delete(id)),
      pullDiscounts: () => (['PRICING_RULE', 'DISCOUNT'] as const).forEach(gone),
    },
  };
}

export const pulls: PullFacts = {
  lists: {
    pullCatalog: { call: /^GET \/v2\/catalog\/list$/, required: 'objects.0.id', names: 'objects.0' },
    pullDiscounts: {
      call: /^GET \/v2\/catalog\/list$/,
      required: 'objects.0.id',
      names: 'objects.0',
      single: 'a rule and its parts are objects of their own, and all are read first',
    },
    pullOrders: { call: /^POST \/v2\/orders\/search$/, required: 'orders.0.id' },
    pullCustomers: { call: /^GET \/v2\/customers$/, required: 'customers.0.id' },
    pullStock: {
      call: /^POST \/v2\/inventory\/counts\/batch-retrieve$/,
      required: 'counts.0.catalog_object_id',
    },
    pullMetadata: { call: /^GET \/v2\/catalog\/list$/, required: 'objects.0.id', names: 'objects.0' },
  },
};

export const consent: ConsentFacts = { redirectUri: seed.REDIRECT_URI };

const HOOK = 'https://bridge.example/hooks/square';

/** https://developer.squareup.com/docs/webhooks/overview */
export const webhook: WebhookFacts = {
  deliver: ({ secret, at, event }) => {
    const created_at = new Date(at).toISOString();
    const data = { type: event.split('.')[0], id: 'X1', object: {} };
    const head = { merchant_id: seed.MERCHANT_ID, type: event, event_id: `e-${event}`, created_at };
    const body = JSON.stringify({ ...head, data });
    return {
      headers: { 'x-square-hmacsha256-signature': signatureOf(HOOK, body, secret) },
      body,
      url: HOOK,
    };
  },
  events: {
    'order.created': ['orders'],
    'order.updated': ['orders'],
    'payment.updated': ['orders'],
    'refund.created': ['orders'],
    'catalog.version.updated': ['catalog', 'discounts', 'metadata'],
    'inventory.count.updated': ['stock'],
    'customer.created': ['customers'],
    'location.updated': ['metadata'],
  },
  idle: 'team_member.created',
  header: 'x-square-hmacsha256-signature',
  revoked: 'oauth.authorization.revoked',
  staleMs: { cannot: 'Square retries for a day with the first time, and signs no time of sending' },
};
