/** What the demo shop sells, in USD cents. The same menu stands in the storefront and, by SKU, in every POS. */
export interface MenuItem {
  id: string;
  name: string;
  sku: string;
  price: number;
  variations?: { id: string; name: string; sku: string; price: number }[];
}

export const MENU: readonly MenuItem[] = [
  { id: 'lentil-soup', name: 'Lentil soup', sku: 'LENTIL-SOUP', price: 650 },
  { id: 'naan', name: 'Garlic naan', sku: 'NAAN', price: 275 },
  {
    id: 'coffee',
    name: 'Coffee',
    sku: 'COFFEE',
    price: 300,
    variations: [
      { id: 'small', name: 'Small', sku: 'COFFEE-S', price: 300 },
      { id: 'large', name: 'Large', sku: 'COFFEE-L', price: 425 },
    ],
  },
  { id: 'feast', name: 'وليمة 🍲', sku: 'FEAST', price: 4999 },
];

export const MODIFIERS = [
  { id: 'oat-milk', name: 'Oat milk', price: 60 },
  { id: 'almond-milk', name: 'Almond milk', price: 75 },
] as const;

/** Sold here and in every POS like the others, but nobody has linked the two yet. */
export const UNLINKED: MenuItem = { id: 'new-dish', name: 'Dish of the week', sku: 'WEEKLY', price: 1100 };

/** One thing with one price: a product, or a size of one. */
export interface ForSale {
  productId: string;
  variationId?: string;
  /** Sizes say theirs, so that every name is another. */
  name: string;
  sku: string;
  price: number;
}

/** The whole menu for a POS that has no sizes: each is an item of its own. */
export const forSale = (): ForSale[] =>
  [...MENU, UNLINKED].flatMap(({ id: productId, variations, ...item }): ForSale[] =>
    variations
      ? variations.map(({ id: variationId, name, sku, price }) => ({
          ...{ productId, variationId, sku, price },
          name: `${item.name}, ${name}`,
        }))
      : [{ productId, ...item }],
  );
