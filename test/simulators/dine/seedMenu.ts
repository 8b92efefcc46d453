import type { MenuItem } from './records';
import * as seed from './seed';

const FOOD = { id: seed.FOOD_CATEGORY_ID, name: 'Food' };
const DRINKS = { id: seed.DRINKS_CATEGORY_ID, name: 'Drinks' };

const MILK = {
  id: seed.MILK_GROUP_ID,
  name: 'Milk',
  min: 0,
  max: 2,
  options: [
    { id: seed.OAT_OPTION_ID, name: 'Oat', price: 60 },
    { id: seed.ALMOND_OPTION_ID, name: 'Almond', price: 75 },
  ],
};
const SPICE = {
  id: seed.SPICE_GROUP_ID,
  name: 'Spice',
  min: 1,
  max: 1,
  options: [
    { id: seed.MILD_OPTION_ID, name: 'Mild', price: 0 },
    { id: seed.HOT_OPTION_ID, name: 'Hot', price: 25 },
  ],
};

export type SeedItem = Pick<MenuItem, 'id' | 'name' | 'price'> & Partial<MenuItem>;

export const MENU: readonly SeedItem[] = [
  {
    id: seed.PIZZA_ITEM_ID,
    name: 'Margherita pizza',
    category: FOOD,
    price: 900,
    variants: [
      { id: seed.PIZZA_SMALL_ID, name: 'Small', sku: 'PIZ-S', price: 900 },
      { id: seed.PIZZA_MEDIUM_ID, name: 'Medium', sku: 'PIZ-M', price: 1200 },
      { id: seed.PIZZA_LARGE_ID, name: 'Large', sku: 'PIZ-L', price: 1500 },
    ],
  },
  { id: seed.LATTE_ITEM_ID, name: 'Iced latte', sku: 'LATTE', category: DRINKS, price: 450, groups: [MILK] },
  { id: seed.ROTI_ITEM_ID, name: 'Chicken roti', sku: 'ROTI', category: FOOD, price: 1250, groups: [SPICE] },
  { id: seed.LEMONADE_ITEM_ID, name: 'Lemonade', sku: 'LEMON', category: DRINKS, price: 350 },
  { id: seed.BEANS_ITEM_ID, name: 'Coffee beans', sku: 'BEANS', price: 3200 },
  { id: seed.BROWNIE_ITEM_ID, name: 'Brownie', sku: 'BROWNIE', price: 275, outlets: [seed.OUTLET_ID] },
  { id: seed.CAKE_ITEM_ID, name: 'Black cake', sku: 'CAKE', category: FOOD, price: 2000, stock: 5 },
  { id: seed.SOLD_OUT_ITEM_ID, name: 'Catch of the day', category: FOOD, price: 3000, available: false },
  { id: seed.SOUP_ITEM_ID, name: 'Soup', sku: 'SOUP', category: FOOD, price: 600, deleted: true },
  { id: seed.WATER_ITEM_ID, name: 'Water', sku: 'WATER', category: DRINKS, price: 150, priceLocked: true },
  { id: seed.EXTRAS_ITEM_ID, name: 'Online order extras', sku: 'EXTRAS', price: 0 },
];

export const OTHER_MENU: readonly SeedItem[] = [
  { id: seed.OTHER_TEA_ITEM_ID, name: 'Tea', sku: 'TEA', category: DRINKS, price: 250 },
];
