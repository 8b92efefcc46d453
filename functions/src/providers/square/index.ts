import { defineProvider } from '../define';
import type { Provider } from '../provider';
import { cancelOrder } from './cancel';
import { locations, searchItems } from './catalog';
import { upsertCustomer } from './customers';
import { manifest } from './manifest';
import { credentials, renewal } from './oauth';
import { payOrder, pushOrder } from './push';
import { squareSettings } from './settings';
import { openShop } from './shop';

/** Square, by its Orders, Payments, Catalog and Customers APIs. What it can and cannot do stands in the README. */
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
    };
  },
  renewal,
});
