import { defineProvider } from '../define';
import { manifest } from './manifest';
import { locations, searchItems } from './menu';
import { cancelOrder } from './order/cancel';
import { pushOrder } from './order/push';
import { pushPrices } from './prices';
import { pullCatalog, pullMetadata, pullStock } from './pull/catalog';
import { pullDiscounts } from './pull/discounts';
import { pullOrders } from './pull/orders';
import { settingsSchema } from './settings';
import { credentials, openShop } from './shop';
import { webhook } from './webhook';

export { dryRun } from './dryRun';
export { probe } from './probe';
export { validateRecipe } from './recipe/validate';

/** A POS by recipe: how to speak to it is data. See the README. */
export const dine = defineProvider({
  manifest,
  credentials,
  pos: settingsSchema,
  webhook,
  open: (context) => {
    const shop = openShop(context);
    return {
      locations: () => locations(shop),
      searchItems: (query) => searchItems(shop, query),
      pushOrder: (push) => pushOrder(shop, push),
      cancelOrder: (cancel) => cancelOrder(shop, cancel),
      pushPrices: (changes) => pushPrices(shop, changes),
      pullCatalog: (request) => pullCatalog(shop, request),
      pullDiscounts: (request) => pullDiscounts(shop, request),
      pullOrders: (request) => pullOrders(shop, request),
      pullStock: (request) => pullStock(shop, request),
      pullMetadata: (request) => pullMetadata(shop, request),
    };
  },
});
