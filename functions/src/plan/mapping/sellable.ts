import { z } from 'zod';
import { modifierKey, productKey } from '../../model/link';

/** Something that the storefront sells under one link-table key: a product, a variation of one, or a modifier. */
export interface Sellable {
  key: string;
  productId?: string;
  variationId?: string;
  modifierId?: string;
  name: string;
  /** Of the variation. */
  variationName?: string;
  sku?: string;
  barcode?: string;
  /** Minor units, at the connection's location. */
  price?: number;
}

const text = z.string().trim().min(1).optional().catch(undefined);
const price = z.number().int().min(0).optional().catch(undefined);
const prices = z.record(z.string(), price).catch({});

/** A list of which each entry is read for itself: a broken one is left out, the others stay. */
const listOf = <T>(entry: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((list) =>
      list.flatMap((one): T[] => {
        const read = entry.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );

const described = { name: text, sku: text, barcode: text, price, locationPrices: prices };
const variationSchema = z.object({ id: z.string().min(1).max(128), ...described });
const modifierSchema = z.object({ id: z.string().min(1).max(128), name: text, price });
/** Whatever cannot be read of a product is unknown, not an error: a person maps it all the same. */
const menuProductSchema = z.object({
  ...described,
  variations: listOf(variationSchema),
  modifiers: listOf(modifierSchema),
});

/** A document of the storefront's menu with its id. */
export interface MenuDocument {
  id: string;
  data: Readonly<Record<string, unknown>>;
}

type Described = { price?: number; locationPrices: Record<string, number | undefined> };
const priceAt = ({ price: base, locationPrices }: Described, locationId: string, otherwise?: number) =>
  locationPrices[locationId] ?? base ?? otherwise;

function ofProduct({ id, data }: MenuDocument, locationId: string): Sellable[] {
  const product = menuProductSchema.parse(data);
  const name = product.name ?? id;
  const base = product.locationPrices[locationId] ?? product.price;
  const modifiers = product.modifiers.map((one): Sellable => ({
    key: modifierKey(one.id),
    modifierId: one.id,
    name: one.name ?? one.id,
    price: one.price,
  }));
  if (product.variations.length === 0) {
    const { sku, barcode } = product;
    return [{ key: productKey(id), productId: id, name, sku, barcode, price: base }, ...modifiers];
  }
  const variations = product.variations.map((one): Sellable => ({
    key: productKey(id, one.id),
    productId: id,
    variationId: one.id,
    name,
    variationName: one.name ?? one.id,
    sku: one.sku,
    barcode: one.barcode,
    price: priceAt(one, locationId, base),
  }));
  return [...variations, ...modifiers];
}

/** All that a menu sells, by link-table key in order; a modifier that several products share is one. */
export function sellablesOf(menu: readonly MenuDocument[], locationId: string): Map<string, Sellable> {
  const all = menu.flatMap((document) => ofProduct(document, locationId));
  all.sort((a, b) => (a.key < b.key ? -1 : 1));
  return new Map(all.map((one) => [one.key, one]));
}

/** Product and variation as one name. */
export const fullName = ({ name, variationName }: Pick<Sellable, 'name' | 'variationName'>): string =>
  variationName === undefined ? name : `${name} ${variationName}`;
