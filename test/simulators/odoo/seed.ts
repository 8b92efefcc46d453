/**
 * Two databases as plain data. Prices are in minor units and become amounts of the currency the simulator is made
 * with: 450 is 4.50 USD, 450 JPY and 0.450 KWD.
 */

const key = (letter: string): string => letter.repeat(40);

/** Stands in every traceback: it must never be logged, stored or shown. */
export const TRACEBACK_SECRET = 'srv-mango-7f3a-private';

export const DATABASE = 'mangohouse';
/** Everything a bridge needs, in both companies. */
export const UID = 8;
export const LOGIN = 'bridge@mangohouse.example';
export const PASSWORD = 'odoo-test-password';
export const API_KEY = key('a');
/** POS User: may take orders, not write prices, customers or stock. */
export const CASHIER_UID = 9;
export const CASHIER_LOGIN = 'cashier@mangohouse.example';
export const CASHIER_API_KEY = key('b');
/** Has no e-mail: cannot open a till on 17 and 18. */
export const SILENT_UID = 10;
export const SILENT_LOGIN = 'silent';
export const SILENT_API_KEY = key('c');
/** Only in the second company. */
export const AIRPORT_UID = 11;
export const AIRPORT_LOGIN = 'airport@mangohouse.example';
export const AIRPORT_API_KEY = key('d');

export const OTHER_DATABASE = 'teacorner';
export const OTHER_UID = 6;
export const OTHER_LOGIN = 'bridge@teacorner.example';
export const OTHER_PASSWORD = 'odoo-other-test-password';
export const OTHER_API_KEY = key('e');

/** What the merchant does is done by this user; a bridge has no key of it. */
export const ADMIN_UID = 2;

export const CURRENCY_ID = 1;
export const COUNTRY_ID = 221;
export const COMPANY_ID = 1;
export const SECOND_COMPANY_ID = 2;

/** Its till is open: session `SESSION_ID`. */
export const CONFIG_ID = 1;
/** Its till is closed. */
export const CLOSED_CONFIG_ID = 2;
/** Of the second company; open. */
export const AIRPORT_CONFIG_ID = 3;
export const CLOSED_SESSION_ID = 2;
export const SESSION_ID = 3;
export const AIRPORT_SESSION_ID = 4;

export const CASH_METHOD_ID = 1;
/** A bank method named "Online": what a bridge should be told to use. */
export const ONLINE_METHOD_ID = 2;
/** pay_later: wants a customer. */
export const ACCOUNT_METHOD_ID = 3;
export const AIRPORT_CASH_METHOD_ID = 4;
export const AIRPORT_ONLINE_METHOD_ID = 5;
/** Of the first company, on none of its tills. */
export const UNUSED_METHOD_ID = 6;
export const TRUCK_CASH_METHOD_ID = 7;

/** 10 % contained in the price. */
export const INCLUDED_TAX_ID = 1;
/** 12.5 % on top. */
export const ADDED_TAX_ID = 2;
/** 12.5 % on top, of the second company: it stands next to the other one on products of both. */
export const AIRPORT_TAX_ID = 3;

export const ALL_CATEGORY_ID = 1;
export const FOOD_CATEGORY_ID = 2;
export const FOOD_TILL_CATEGORY_ID = 1;
export const DRINKS_TILL_CATEGORY_ID = 2;

export const SIZE_ATTRIBUTE_ID = 1;
/** `no_variant`: a modifier. */
export const MILK_ATTRIBUTE_ID = 2;
/** Template attribute values: of the pizza's sizes and the latte's milks. */
export const SMALL_PTAV_ID = 1;
export const MEDIUM_PTAV_ID = 2;
export const LARGE_PTAV_ID = 3;
/** 0.60 more. */
export const OAT_PTAV_ID = 4;
/** 0.75 more. */
export const ALMOND_PTAV_ID = 5;

export interface SeedVariant {
  id: number;
  sku: string;
  barcode?: string;
  ptavId?: number;
}

export interface SeedProduct {
  templateId: number;
  name: string;
  /** Minor units; 0: an open price. */
  price: number;
  taxIds?: number[];
  tillCategoryId?: number;
  /** In the first company's warehouse; absent: its stock is not tracked. */
  inStock?: number;
  byWeight?: boolean;
  archived?: boolean;
  companyId?: number;
  /** From 17. */
  combo?: boolean;
  variants: SeedVariant[];
}

/** One template, three variants: 9.00, 12.00 and 15.00. */
export const PIZZA_TEMPLATE_ID = 11;
export const PIZZA_SMALL_ID = 31;
export const PIZZA_MEDIUM_ID = 32;
export const PIZZA_LARGE_ID = 33;
export const LATTE_TEMPLATE_ID = 12;
export const LATTE_ID = 34;
export const ROTI_TEMPLATE_ID = 13;
export const ROTI_ID = 35;
export const BEANS_TEMPLATE_ID = 14;
export const BEANS_ID = 36;
export const LEMONADE_TEMPLATE_ID = 15;
export const LEMONADE_ID = 37;
export const WATER_TEMPLATE_ID = 16;
export const WATER_ID = 38;
export const SOUP_TEMPLATE_ID = 17;
/** Archived. */
export const SOUP_ID = 39;
export const EXTRAS_TEMPLATE_ID = 18;
/** The fallback: an open price. */
export const EXTRAS_ID = 40;
export const WRAP_TEMPLATE_ID = 19;
/** Of the second company. */
export const WRAP_ID = 41;
export const COMBO_TEMPLATE_ID = 20;
/** From 17: a combo, which needs more than one line. */
export const COMBO_ID = 42;

const BOTH_COMPANIES = [ADDED_TAX_ID, AIRPORT_TAX_ID];
const food = { tillCategoryId: FOOD_TILL_CATEGORY_ID };
const drink = { tillCategoryId: DRINKS_TILL_CATEGORY_ID };

export const PRODUCTS: readonly SeedProduct[] = [
  {
    ...{ templateId: PIZZA_TEMPLATE_ID, name: 'Margherita pizza', price: 900, ...food },
    variants: [
      { id: PIZZA_SMALL_ID, sku: 'PIZ-S', barcode: '2000000000312', ptavId: SMALL_PTAV_ID },
      { id: PIZZA_MEDIUM_ID, sku: 'PIZ-M', barcode: '2000000000329', ptavId: MEDIUM_PTAV_ID },
      { id: PIZZA_LARGE_ID, sku: 'PIZ-L', barcode: '2000000000336', ptavId: LARGE_PTAV_ID },
    ],
  },
  {
    ...{ templateId: LATTE_TEMPLATE_ID, name: 'Iced latte', price: 450, taxIds: [INCLUDED_TAX_ID], ...drink },
    variants: [{ id: LATTE_ID, sku: 'LATTE', barcode: '2000000000343' }],
  },
  {
    ...{ templateId: ROTI_TEMPLATE_ID, name: 'Chicken roti', price: 1250, taxIds: BOTH_COMPANIES, ...food },
    inStock: 40,
    variants: [{ id: ROTI_ID, sku: 'ROTI', barcode: '2000000000350' }],
  },
  {
    ...{ templateId: BEANS_TEMPLATE_ID, name: 'Coffee beans', price: 3200, byWeight: true, inStock: 12.5 },
    variants: [{ id: BEANS_ID, sku: 'BEANS' }],
  },
  {
    ...{ templateId: LEMONADE_TEMPLATE_ID, name: 'Lemonade', price: 350, ...drink },
    variants: [{ id: LEMONADE_ID, sku: 'LEMON', barcode: '2000000000374' }],
  },
  {
    ...{ templateId: WATER_TEMPLATE_ID, name: 'Water', price: 150, ...drink },
    variants: [{ id: WATER_ID, sku: 'WATER' }],
  },
  {
    ...{ templateId: SOUP_TEMPLATE_ID, name: 'Soup', price: 600, archived: true },
    variants: [{ id: SOUP_ID, sku: 'SOUP' }],
  },
  {
    ...{ templateId: EXTRAS_TEMPLATE_ID, name: 'Online extras', price: 0 },
    variants: [{ id: EXTRAS_ID, sku: 'EXTRAS' }],
  },
  {
    ...{ templateId: WRAP_TEMPLATE_ID, name: 'Airport wrap', price: 800, companyId: SECOND_COMPANY_ID },
    variants: [{ id: WRAP_ID, sku: 'WRAP' }],
  },
  {
    ...{ templateId: COMBO_TEMPLATE_ID, name: 'Lunch combo', price: 1500, combo: true },
    variants: [{ id: COMBO_ID, sku: 'COMBO' }],
  },
];

export const PRICELIST_ID = 1;
/** 10 % off everything, 11.00 for the roti, and one rule by formula. */
export const HAPPY_HOUR_ID = 2;

/** promotion: 20 % off lemonade. */
export const LEMONADE_PROGRAM_ID = 1;
/** promo_code WELCOME10: 10 % off the order. */
export const CODE_PROGRAM_ID = 2;
/** loyalty points: nothing for a storefront. */
export const POINTS_PROGRAM_ID = 3;

/** A customer with e-mail, phone and our reference. */
export const CUSTOMER_ID = 21;
export const CUSTOMER_REF = 'customer-1';
export const CUSTOMER_EMAIL = 'ada_sample@example.com';
export const CUSTOMER_PHONE = '+1 868-555-0100';
/** Matches `ada_sample@example.com` where an underscore stands for any character. */
export const LOOKALIKE_ID = 22;

export const WAREHOUSE_ID = 1;
export const AIRPORT_WAREHOUSE_ID = 2;
export const STOCK_LOCATION_ID = 8;
export const AIRPORT_LOCATION_ID = 9;
export const ROTI_QUANT_ID = 1;
export const BEANS_QUANT_ID = 2;

export const OTHER_CONFIG_ID = 1;
export const OTHER_SESSION_ID = 1;
export const OTHER_ONLINE_METHOD_ID = 1;
export const OTHER_TEA_TEMPLATE_ID = 51;
export const OTHER_TEA_ID = 61;
export const OTHER_EXTRAS_TEMPLATE_ID = 52;
export const OTHER_EXTRAS_ID = 62;

export const OTHER_PRODUCTS: readonly SeedProduct[] = [
  {
    templateId: OTHER_TEA_TEMPLATE_ID,
    name: 'Tea',
    price: 250,
    variants: [{ id: OTHER_TEA_ID, sku: 'TEA' }],
  },
  {
    ...{ templateId: OTHER_EXTRAS_TEMPLATE_ID, name: 'Online extras', price: 0 },
    variants: [{ id: OTHER_EXTRAS_ID, sku: 'EXTRAS' }],
  },
];

/** When everything in the seed was made. */
export const SEEDED_AT = '2025-01-10T09:00:00.000Z';
