import { defineProvider } from '../define';
import { upsertCustomer } from './customers';
import { expiringStock } from './inventory/expiring';
import { searchItems } from './inventory/search';
import { manifest } from './manifest';
import { cancelOrder } from './order/cancel';
import { pushOrder } from './order/push';
import { pullCatalog } from './pull/catalog';
import { pullCustomers } from './pull/customers';
import { pullDiscounts } from './pull/discounts';
import { pullMetadata } from './pull/metadata';
import { pullOrders } from './pull/orders';
import { pullStock } from './pull/stock';
import { settingsSchema } from './settings';
import { locations, openShop } from './shop';
import { credentials, renewal } from './signIn';
import { webhook } from './webhook';

/** Alleaves, a POS for cannabis shops. Its API has no public documentation: see the README. */
export const alleaves = defineProvider({
  manifest,
  credentials,
  pos: settingsSchema,
  renewal,
  webhook,
  open: (context) => {
    const shop = openShop(context);
    return {
      locations: () => locations(shop, context),
      searchItems: (query) => searchItems(shop, query),
      pushOrder: (push) => pushOrder(shop, push),
      cancelOrder: (cancel) => cancelOrder(shop, cancel),
      upsertCustomer: (customer) => upsertCustomer(shop, customer),
      pullCatalog: (request) => pullCatalog(shop, request),
      pullDiscounts: (request) => pullDiscounts(shop, request),
      pullOrders: (request) => pullOrders(shop, request),
      pullCustomers: (request) => pullCustomers(shop, request),
      pullStock: (request) => pullStock(shop, request),
      pullMetadata: (request) => pullMetadata(shop, request),
      expiringStock: (query) => expiringStock(shop, query),
    };
  },
});
