import type { DataCenter } from './door/hosts';

/**
 * Three organizations of two users as plain data. Prices are in minor units and become amounts of the currency the
 * simulator is made with: 450 is 4.50 USD, 450 JPY and 0.450 KWD.
 */

const PREFIX = '4600000101';
const SECOND_PREFIX = '4600000102';
const OTHER_PREFIX = '4600000103';
const idOf = (prefix: string) => (number: number) => prefix + String(number).padStart(9, '0');
const id = idOf(PREFIX);
const otherId = idOf(OTHER_PREFIX);
export const ID_PREFIXES = { first: PREFIX, second: SECOND_PREFIX, other: OTHER_PREFIX } as const;

export const DATA_CENTER: DataCenter = 'in';

/** The first user sees two organizations. */
export const USER_ID = 'user-1';
export const ORGANIZATION_ID = '60012345601';
/** Has warehouses instead of locations, and no items. */
export const SECOND_ORGANIZATION_ID = '60012345602';
/** Good for an hour from the start; the refresh token for ever. */
export const ACCESS_TOKEN = '1000.zoho-test-access.first';
export const REFRESH_TOKEN = '1000.zoho-test-refresh.first';

export const OTHER_USER_ID = 'user-2';
/** Has neither locations nor warehouses. */
export const OTHER_ORGANIZATION_ID = '60012345603';
export const OTHER_ACCESS_TOKEN = '1000.zoho-test-access.other';
export const OTHER_REFRESH_TOKEN = '1000.zoho-test-refresh.other';

/** Who sees what; the first organization is the default one. */
export const USERS: Readonly<Record<string, readonly string[]>> = {
  [USER_ID]: [ORGANIZATION_ID, SECOND_ORGANIZATION_ID],
  [OTHER_USER_ID]: [OTHER_ORGANIZATION_ID],
};

/** The app registration for sign-in. */
export const CLIENT_ID = '1000.ZOHOTESTCLIENT';
export const CLIENT_SECRET = 'zoho-test-client-secret';
export const REDIRECT_URI = 'https://bridge.example/oauth/zoho';

/** Primary. */
export const LOCATION_ID = id(11);
export const SECOND_LOCATION_ID = id(12);
/** Stock can stand there, documents cannot be made there. */
export const STORE_ROOM_ID = id(13);
export const WAREHOUSE_ID = idOf(SECOND_PREFIX)(11);
export const SECOND_WAREHOUSE_ID = idOf(SECOND_PREFIX)(12);

/** 12.5 %, the default tax. */
export const VAT_ID = id(21);
/** 5 %. */
export const GST_ID = id(22);
/** A tax group of 18 %. */
export const TAX_GROUP_ID = id(23);

export const CASH_ACCOUNT_ID = id(31);
export const CURRENCY_ID = id(32);
export const INVENTORY_ACCOUNT_ID = id(33);

/** On sales orders. */
export const BRIDGE_FIELD_ID = id(41);
export const BRIDGE_FIELD = 'cf_bridge_order_id';
/** On items. */
export const MENU_FIELD_ID = id(42);
export const MENU_FIELD = 'cf_menu';

export const FOOD_CATEGORY_ID = id(51);
export const DRINKS_CATEGORY_ID = id(52);

export const WALK_IN_CONTACT_ID = id(61);
export const ANA_CONTACT_ID = id(62);
export const INACTIVE_CONTACT_ID = id(63);
/** A vendor with Ana's e-mail address. */
export const VENDOR_CONTACT_ID = id(64);
export const OTHER_WALK_IN_CONTACT_ID = otherId(61);

/** 10 % off everything. */
export const HAPPY_HOUR_ID = id(71);
/** Rates of its own for a lemonade and a large latte. */
export const ONLINE_PRICES_ID = id(72);

export const LATTE_GROUP_ID = id(100);
export const LATTE_SMALL_ID = id(101);
export const LATTE_LARGE_ID = id(102);
export const ROTI_ID = id(103);
export const LEMONADE_ID = id(104);
export const BROWNIE_ID = id(105);
export const WATER_ID = id(106);
/** Inactive. */
export const SOUP_ID = id(107);
/** A kit of a roti and a lemonade. */
export const LUNCH_ID = id(108);
/** The fallback: rate 0, sold at whatever rate a line says. */
export const EXTRAS_ID = id(109);
export const OTHER_TEA_ID = otherId(101);
export const OTHER_EXTRAS_ID = otherId(102);

export interface SeedItem {
  id: string;
  name: string;
  sku: string;
  /** Minor units; 0: an open rate. */
  price: number;
  categoryId?: string;
  taxId?: string;
  groupId?: string;
  /** Its value of the group's attribute. */
  option?: string;
  /** At the primary place; absent: stock is not tracked. */
  inStock?: number;
  service?: boolean;
  inactive?: boolean;
  /** Makes it a kit: item id -> quantity. */
  kit?: Record<string, number>;
  imageName?: string;
  menu?: string;
}

const food = { categoryId: FOOD_CATEGORY_ID };
const drink = { categoryId: DRINKS_CATEGORY_ID };
const latte = { ...drink, groupId: LATTE_GROUP_ID, taxId: GST_ID, imageName: 'latte.jpg', menu: 'Bar' };

export const ITEMS: readonly SeedItem[] = [
  { id: LATTE_SMALL_ID, name: 'Latte-Small', sku: 'LAT-S', price: 450, option: 'Small', ...latte },
  { id: LATTE_LARGE_ID, name: 'Latte-Large', sku: 'LAT-L', price: 550, option: 'Large', ...latte },
  { id: ROTI_ID, name: 'Chicken roti', sku: 'ROTI', price: 1250, ...food, taxId: VAT_ID, inStock: 40 },
  { id: LEMONADE_ID, name: 'Lemonade', sku: 'LEMON', price: 350, ...drink },
  { id: BROWNIE_ID, name: 'Brownie', sku: 'BROWNIE', price: 275, ...food, inStock: 6 },
  { id: WATER_ID, name: 'Water', sku: 'WATER', price: 150, ...drink },
  { id: SOUP_ID, name: 'Soup', sku: 'SOUP', price: 600, ...food, inactive: true },
  {
    id: LUNCH_ID,
    name: 'Lunch',
    sku: 'LUNCH',
    price: 1500,
    ...food,
    kit: { [ROTI_ID]: 1, [LEMONADE_ID]: 1 },
  },
  { id: EXTRAS_ID, name: 'Online extras', sku: 'EXTRAS', price: 0, service: true },
];

export const OTHER_ITEMS: readonly SeedItem[] = [
  { id: OTHER_TEA_ID, name: 'Tea', sku: 'TEA', price: 250 },
  { id: OTHER_EXTRAS_ID, name: 'Online extras', sku: 'EXTRAS', price: 0, service: true },
];

/** When everything in the seed was created. */
export const SEEDED_AT = Date.parse('2025-01-10T09:00:00Z');
