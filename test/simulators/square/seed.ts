/** What every test may count on. Prices are minor units, the same numbers in every currency. */

export const APPLICATION_ID = 'sq0idp-tillbridge-simulator';
export const APPLICATION_SECRET = 'sq0csp-simulated-application-secret';
export const REDIRECT_URI = 'https://bridge.example.test/oauth/square';
export const SQUARE_VERSION = '2025-08-20';

/** Every permission that a simulated seller can grant. */
export const ALL_SCOPES = [
  'MERCHANT_PROFILE_READ',
  'ITEMS_READ',
  'ITEMS_WRITE',
  'ORDERS_READ',
  'ORDERS_WRITE',
  'PAYMENTS_READ',
  'PAYMENTS_WRITE',
  'CUSTOMERS_READ',
  'CUSTOMERS_WRITE',
  'INVENTORY_READ',
  'INVENTORY_WRITE',
] as const;

export const MERCHANT_ID = 'MLSHOP0000001';
export const ACCESS_TOKEN = 'EAAA-simulated-access-token';
export const REFRESH_TOKEN = 'EQAA-simulated-refresh-token';
/** The same seller, who granted only MERCHANT_PROFILE_READ and ITEMS_READ. */
export const NARROW_ACCESS_TOKEN = 'EAAA-simulated-narrow-token';
export const NARROW_REFRESH_TOKEN = 'EQAA-simulated-narrow-refresh-token';

export const OTHER_MERCHANT_ID = 'MLOTHER000002';
export const OTHER_ACCESS_TOKEN = 'EAAA-simulated-other-access-token';
export const OTHER_REFRESH_TOKEN = 'EQAA-simulated-other-refresh-token';

/** The main location; prices the soup higher than elsewhere. */
export const MAIN_LOCATION = 'LMAIN00000001';
export const PARK_LOCATION = 'LPARK00000002';
export const INACTIVE_LOCATION = 'LCLOSED000003';
export const OTHER_LOCATION = 'LOTHER0000004';

export const SALES_TAX = 'TAXSALES';
export const INCLUDED_TAX = 'TAXINCLUDED';
export const SOUPS = 'CATSOUPS';
export const DRINKS = 'CATDRINKS';
export const LUNCH_MENU = 'CATLUNCHMENU';
export const EXTRAS = 'MLEXTRAS';
export const LUNCH_DISCOUNT = 'DSCLUNCH';

export const SOUP_IMAGE = { id: 'IMGSOUP', url: 'https://images.example.test/soup.jpg' } as const;

export const MODIFIERS = {
  bread: { id: 'MODBREAD', name: 'Bread', price: 150 },
  cheese: { id: 'MODCHEESE', name: 'Cheese', price: 100 },
  spicy: { id: 'MODSPICY', name: 'Extra spicy', price: 0 },
} as const;

/** The ids that order lines want are the variations'. */
export const ITEMS = {
  soup: { id: 'ITMSOUP', variationId: 'VARSOUP', name: 'Lentil soup', sku: 'SOUP-1', price: 1250 },
  coffee: { id: 'ITMCOFFEE', variationId: 'VARCOFFEES', name: 'Coffee', sku: 'COF-S', price: 300 },
  dal: { id: 'ITMDAL', variationId: 'VARDAL', name: 'Dal', sku: 'DAL-1', price: 900 },
  naan: { id: 'ITMNAAN', variationId: 'VARNAAN', name: 'Naan', sku: 'NAAN-1', price: 250 },
  burger: { id: 'ITMBURGER', variationId: 'VARBURGER', name: 'Burger', sku: 'BURGER-1', price: 1450 },
  lemonade: { id: 'ITMLEMON', variationId: 'VARLEMON', name: 'Lemonade', sku: 'LEM-1', price: 275 },
  /** VARIABLE_PRICING: the till asks for the price. */
  cake: { id: 'ITMCAKE', variationId: 'VARCAKE', name: 'Cake by weight', sku: 'CAKE-1' },
  /** Not present at the park. */
  special: {
    id: 'ITMSPECIAL',
    variationId: 'VARSPECIAL',
    name: "Chef's special",
    sku: 'SPEC-1',
    price: 1800,
  },
} as const;

/** What the soup costs at the main location, by override. */
export const SOUP_PRICE_AT_MAIN = 1300;
export const COFFEE_VARIATIONS = {
  small: { id: 'VARCOFFEES', name: 'Small', sku: 'COF-S', price: 300 },
  medium: { id: 'VARCOFFEEM', name: 'Medium', sku: 'COF-M', price: 350 },
  large: { id: 'VARCOFFEEL', name: 'Large', sku: 'COF-L', price: 400 },
} as const;
/** Counted at the main location; the only variation whose stock is tracked. */
export const SOUP_STOCK_AT_MAIN = 20;

/** The other seller has one item, which orders of the first seller must not reach. */
export const OTHER_ITEM = {
  id: 'ITMPIZZA',
  variationId: 'VARPIZZA',
  name: 'Pizza',
  sku: 'PIZZA-1',
  price: 1100,
} as const;
