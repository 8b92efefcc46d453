/**
 * Two accounts as plain data, the same ones in every dialect. Prices are in minor units: 450 is 4.50 USD, 450 JPY and
 * 0.450 KWD.
 */

export const API_KEY = 'dine-test-key-of-the-first-account';
export const API_SECRET = 'dine-test-secret-of-the-first-account';
export const OUTLET_ID = 'out-1';
export const SECOND_OUTLET_ID = 'out-2';
/** Closed for good, still in the list. */
export const INACTIVE_OUTLET_ID = 'out-3';

export const OTHER_API_KEY = 'dine-test-key-of-the-other-account';
export const OTHER_API_SECRET = 'dine-test-secret-of-the-other-account';
export const OTHER_OUTLET_ID = 'out-9';

/** Signs webhooks. */
export const WEBHOOK_SECRET = 'dine-test-webhook-secret';
/** The one before, good while secrets rotate. */
export const OLD_WEBHOOK_SECRET = 'dine-test-webhook-secret-of-last-year';

/** The bearer of the `dineplan` and `dinlr` dialects. */
export const BEARER = 'dine-test-bearer-of-the-first-account';
export const OTHER_BEARER = 'dine-test-bearer-of-the-other-account';

/** `dinlr`: the app registration, and the restaurants. */
export const CLIENT_ID = 'dine-test-client';
export const REDIRECT_URI = 'https://bridge.example/oauth/dine';
export const RESTAURANT_ID = 'resto-1';
export const OTHER_RESTAURANT_ID = 'resto-9';
export const DINING_OPTION_ID = 'opt-takeaway';

export const FOOD_CATEGORY_ID = 'cat-food';
export const DRINKS_CATEGORY_ID = 'cat-drinks';

export const PIZZA_ITEM_ID = 'it-pizza';
export const PIZZA_SMALL_ID = 'va-pizza-s';
export const PIZZA_MEDIUM_ID = 'va-pizza-m';
export const PIZZA_LARGE_ID = 'va-pizza-l';
export const LATTE_ITEM_ID = 'it-latte';
export const ROTI_ITEM_ID = 'it-roti';
export const LEMONADE_ITEM_ID = 'it-lemonade';
/** Sold by weight: quantities with decimals. */
export const BEANS_ITEM_ID = 'it-beans';
/** In the first outlet only. */
export const BROWNIE_ITEM_ID = 'it-brownie';
/** Counted: five left. */
export const CAKE_ITEM_ID = 'it-cake';
export const SOLD_OUT_ITEM_ID = 'it-soldout';
export const SOUP_ITEM_ID = 'it-soup';
/** Its price is head office's. */
export const WATER_ITEM_ID = 'it-water';
/** The fallback: for what has no item of its own. */
export const EXTRAS_ITEM_ID = 'it-extras';

export const MILK_GROUP_ID = 'mg-milk';
export const OAT_OPTION_ID = 'mo-oat';
export const ALMOND_OPTION_ID = 'mo-almond';
/** One must be chosen. */
export const SPICE_GROUP_ID = 'mg-spice';
export const MILD_OPTION_ID = 'mo-mild';
export const HOT_OPTION_ID = 'mo-hot';

export const HAPPY_HOUR_ID = 'di-happy';
export const PIZZA_DEAL_ID = 'di-pizza';
export const OLD_DEAL_ID = 'di-old';

export const OTHER_TEA_ITEM_ID = 'it-tea';

/** When everything in the seed was last changed. */
export const SEEDED_AT = '2026-01-10T09:00:00.000Z';
