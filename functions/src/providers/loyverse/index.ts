import { defineProvider } from '../define';
import { cancelOrder } from './cancel';
import { locations, searchItems } from './catalog';
import { upsertCustomer } from './customers';
import { manifest } from './manifest';
import { credentials, renewal } from './oauth';
import { pushOrder } from './push';
import { settingsSchema } from './settings';
import { openShop } from './shop';

/** Loyverse POS, by its API v1.0. https://developer.loyverse.com/docs/ */
export const loyverse = defineProvider({
  manifest,
  credentials,
  pos: settingsSchema,
  renewal,
  open: (context) => {
    const shop = openShop(context);
    return {
      locations: () => locations(shop),
      searchItems: (query) => searchItems(shop, query),
      pushOrder: (push) => pushOrder(shop, push),
      cancelOrder: (cancel) => cancelOrder(shop, cancel),
      upsertCustomer: (customer) => upsertCustomer(shop.client, customer),
    };
  },
});
