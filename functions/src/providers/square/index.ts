import { defineProvider } from '../define';
import type { Provider } from '../provider';
import { cancelOrder } from './cancel';
import { locations, searchItems } from './catalog';
import { setStock } from './counts';
import { upsertCustomer } from './customers';
import { manifest } from './manifest';
import { credentials, expiresAt, oauth, renewal } from './oauth';
import { pushPrices } from './prices';
import { pullCatalog } from './pull/catalog';
import { pullCustomers } from './pull/customers';
import { pullDiscounts } from './pull/discounts';
import { pullMetadata } from './pull/metadata';
import { pullOrders } from './pull/orders';
import { pullStock } from './pull/stock';
import { payOrder, pushOrder } from './push';
import { squareSettings } from './settings';
import { openShop } from './shop';
import { webhook } from './webhook';

/** Square, by its Orders, Payments, Catalog, Inventory and Customers APIs; see the README for what it can and cannot do. */
export const square: Provider = defineProvider({
  manifest,
  credentials,
  pos: squareSettings,
  open: (context) => {
    const shop = openShop(context);
    return {
      locations: () => locations(shop),
      searchItems: (query) => searchItems(shop, query),
      pushOrder: (push) => pushOrder(shop, push),
      cancelOrder: (cancel) => cancelOrder(shop, cancel),
      payOrder: (pay) => payOrder(shop, pay),
      upsertCustomer: (customer) => upsertCustomer(shop, customer),
      pushPrices: (changes) => pushPrices(shop, changes),
      setStock: (changes) => setStock(shop, changes),
      pullCatalog: (request) => pullCatalog(shop, request),
      pullDiscounts: (request) => pullDiscounts(shop, request),
      pullOrders: (request) => pullOrders(shop, request),
      pullCustomers: (request) => pullCustomers(shop, request),
      pullStock: (request) => pullStock(shop, request),
      pullMetadata: (request) => pullMetadata(shop, request),
    };
  },
  renewal,
  expiresAt,
  oauth,
  webhook,
});
