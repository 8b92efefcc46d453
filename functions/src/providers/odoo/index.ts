import { defineProvider } from '../define';
import { cancelAtTill } from './cancel';
import { credentials } from './credentials';
import { upsertCustomer } from './customers';
import { renewal } from './detect';
import { locations } from './locations';
import { manifest } from './manifest';
import { payAtTill } from './pay';
import { pushPrices } from './prices';
import { pullCatalog } from './pull/catalog';
import { pullCustomers } from './pull/customers';
import { pullDiscounts } from './pull/discounts';
import { pullMetadata } from './pull/metadata';
import { pullOrders } from './pull/orders';
import { pullStock } from './pull/stock';
import { pushToTill } from './push';
import { cancelSale, payForSale } from './sale/orders';
import { pushSale } from './sale/push';
import { searchItems } from './search';
import { settingsSchema } from './settings';
import { openShop } from './shop';
import { setStock } from './stock';
import { webhook } from './webhook';

/** Odoo 16 and later, by JSON-RPC and (from 19) JSON-2: orders into a till, or as sales orders. */
export const odoo = defineProvider({
  manifest,
  credentials,
  pos: settingsSchema,
  renewal,
  webhook,
  open: (context) => {
    const shop = openShop(context);
    const isTill = () => shop.target() === 'pos';
    return {
      locations: () => locations(shop),
      searchItems: (query) => searchItems(shop, query),
      pushOrder: async (push) => (isTill() ? pushToTill(shop, push) : pushSale(shop, push)),
      cancelOrder: async (cancel) => (isTill() ? cancelAtTill(shop, cancel) : cancelSale(shop, cancel)),
      payOrder: async (pay) => (isTill() ? payAtTill(shop, pay) : payForSale(shop, pay)),
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
