import { defineProvider } from '../define';
import { cancelOrder } from './cancel';
import { locations, searchItems } from './catalog';
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
import { pushOrder } from './push';
import { settingsSchema } from './settings';
import { openShop } from './shop';
import { setStock } from './stock';
import { webhook } from './webhook';

/** Loyverse POS, by its API v1.0. https://developer.loyverse.com/docs/ */
export const loyverse = defineProvider({
  manifest,
  credentials,
  pos: settingsSchema,
  renewal,
  expiresAt,
  oauth,
  webhook,
  open: (context) => {
    const shop = openShop(context);
    return {
      locations: () => locations(shop),
      searchItems: (query) => searchItems(shop, query),
      pushOrder: (push) => pushOrder(shop, push),
      cancelOrder: (cancel) => cancelOrder(shop, cancel),
      upsertCustomer: (customer) => upsertCustomer(shop.client, customer),
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
});
