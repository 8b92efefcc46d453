/**
 * Two accounts as plain data. Prices are in minor units and become amounts of the currency the simulator is made
 * with: 450 is 4.50 USD, 450 JPY and 0.450 KWD.
 */

const id = (number: number) => `10e5e000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const ACCESS_TOKEN = 'loyverse-test-token-of-the-first-account';
export const MERCHANT_ID = id(1);
export const STORE_ID = id(11);
export const SECOND_STORE_ID = id(12);

export const OTHER_ACCESS_TOKEN = 'loyverse-test-token-of-the-other-account';
export const OTHER_MERCHANT_ID = id(2);
export const OTHER_STORE_ID = id(13);

/** The app registration for sign-in. */
export const CLIENT_ID = 'loyverse-test-client';
export const CLIENT_SECRET = 'loyverse-test-client-secret';
export const REDIRECT_URI = 'https://bridge.example/oauth/loyverse';

export const EMPLOYEE_ID = id(21);

/** Of type OTHER, named "Online": what a bridge should be told to use. */
export const PAYMENT_TYPE_ID = id(31);
export const CASH_PAYMENT_TYPE_ID = id(32);
/** An integrated terminal, only in the first store: its receipts cannot be refunded through the API. */
export const TERMINAL_PAYMENT_TYPE_ID = id(33);

/** 10 % contained in the price. */
export const INCLUDED_TAX_ID = id(41);
/** 12.5 % on top. */
export const ADDED_TAX_ID = id(42);

/** VARIABLE_AMOUNT. */
export const ONLINE_PROMO_ID = id(51);
export const STAFF_DISCOUNT_ID = id(52);
export const POINTS_DISCOUNT_ID = id(53);

export const FOOD_CATEGORY_ID = id(61);
export const DRINKS_CATEGORY_ID = id(62);

export const MILK_MODIFIER_ID = id(71);
export const OAT_OPTION_ID = id(711);
export const ALMOND_OPTION_ID = id(712);

export interface SeedVariant {
  id: string;
  sku: string;
  /** Minor units; absent: an open price, typed at the till. */
  price?: number;
  option?: string;
}

export interface SeedItem {
  id: string;
  name: string;
  categoryId?: string;
  taxIds?: string[];
  modifierIds?: string[];
  soldByWeight?: boolean;
  /** In the first store; absent: stock is not tracked. */
  inStock?: number;
  /** Name of the option that tells the variants apart. */
  option?: string;
  /** Default: every store. */
  soldIn?: string[];
  deleted?: boolean;
  variants: SeedVariant[];
}

export const PIZZA_ITEM_ID = id(101);
export const PIZZA_SMALL_ID = id(1011);
export const PIZZA_MEDIUM_ID = id(1012);
export const PIZZA_LARGE_ID = id(1013);
export const LATTE_ITEM_ID = id(102);
export const LATTE_ID = id(1021);
export const ROTI_ITEM_ID = id(103);
export const ROTI_ID = id(1031);
export const BEANS_ITEM_ID = id(104);
export const BEANS_ID = id(1041);
export const LEMONADE_ITEM_ID = id(105);
export const LEMONADE_ID = id(1051);
/** Sold in the first store only. */
export const BROWNIE_ITEM_ID = id(106);
export const BROWNIE_ID = id(1061);
export const WATER_ITEM_ID = id(107);
export const WATER_ID = id(1071);
export const SOUP_ITEM_ID = id(108);
/** Of an item that is deleted. */
export const SOUP_ID = id(1081);
/** The fallback: VARIABLE price. */
export const EXTRAS_ITEM_ID = id(109);
export const EXTRAS_ID = id(1091);

export const ITEMS: readonly SeedItem[] = [
  {
    id: PIZZA_ITEM_ID,
    name: 'Margherita pizza',
    categoryId: FOOD_CATEGORY_ID,
    option: 'Size',
    variants: [
      { id: PIZZA_SMALL_ID, sku: 'PIZ-S', price: 900, option: 'Small' },
      { id: PIZZA_MEDIUM_ID, sku: 'PIZ-M', price: 1200, option: 'Medium' },
      { id: PIZZA_LARGE_ID, sku: 'PIZ-L', price: 1500, option: 'Large' },
    ],
  },
  {
    id: LATTE_ITEM_ID,
    name: 'Iced latte',
    categoryId: DRINKS_CATEGORY_ID,
    modifierIds: [MILK_MODIFIER_ID],
    taxIds: [INCLUDED_TAX_ID],
    variants: [{ id: LATTE_ID, sku: 'LATTE', price: 450 }],
  },
  {
    id: ROTI_ITEM_ID,
    name: 'Chicken roti',
    categoryId: FOOD_CATEGORY_ID,
    taxIds: [ADDED_TAX_ID],
    inStock: 40,
    variants: [{ id: ROTI_ID, sku: 'ROTI', price: 1250 }],
  },
  {
    id: BEANS_ITEM_ID,
    name: 'Coffee beans',
    soldByWeight: true,
    inStock: 12.5,
    variants: [{ id: BEANS_ID, sku: 'BEANS', price: 3200 }],
  },
  {
    id: LEMONADE_ITEM_ID,
    name: 'Lemonade',
    categoryId: DRINKS_CATEGORY_ID,
    variants: [{ id: LEMONADE_ID, sku: 'LEMON', price: 350 }],
  },
  {
    id: BROWNIE_ITEM_ID,
    name: 'Brownie',
    soldIn: [STORE_ID],
    variants: [{ id: BROWNIE_ID, sku: 'BROWNIE', price: 275 }],
  },
  { id: WATER_ITEM_ID, name: 'Water', variants: [{ id: WATER_ID, sku: 'WATER', price: 150 }] },
  { id: SOUP_ITEM_ID, name: 'Soup', deleted: true, variants: [{ id: SOUP_ID, sku: 'SOUP', price: 600 }] },
  { id: EXTRAS_ITEM_ID, name: 'Online extras', variants: [{ id: EXTRAS_ID, sku: 'EXTRAS' }] },
];

export const OTHER_PAYMENT_TYPE_ID = id(34);
export const OTHER_TEA_ITEM_ID = id(201);
export const OTHER_TEA_ID = id(2011);
export const OTHER_EXTRAS_ITEM_ID = id(202);
export const OTHER_EXTRAS_ID = id(2021);

export const OTHER_ITEMS: readonly SeedItem[] = [
  { id: OTHER_TEA_ITEM_ID, name: 'Tea', variants: [{ id: OTHER_TEA_ID, sku: 'TEA', price: 250 }] },
  { id: OTHER_EXTRAS_ITEM_ID, name: 'Online extras', variants: [{ id: OTHER_EXTRAS_ID, sku: 'EXTRAS' }] },
];

/** When everything in the seed was created. */
export const SEEDED_AT = '2025-01-10T09:00:00.000Z';
