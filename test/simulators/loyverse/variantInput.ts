import * as check from './checks';

const { required, optional, nullable, listOf, object, text, uuid } = check;

const pricing = check.oneOf('FIXED', 'VARIABLE');

/** A variant as POST /variants and POST /items take it. */
export const variantInput = (decimals: number) => {
  const money = check.money(decimals);
  return object({
    variant_id: optional(uuid),
    item_id: optional(uuid),
    sku: optional(text(40, 1)),
    reference_variant_id: optional(nullable(text(128))),
    option1_value: optional(nullable(text(20, 1))),
    option2_value: optional(nullable(text(20, 1))),
    option3_value: optional(nullable(text(20, 1))),
    barcode: optional(nullable(text(128))),
    cost: optional(money),
    purchase_cost: optional(money),
    default_pricing_type: optional(pricing),
    default_price: optional(nullable(money)),
    stores: optional(
      listOf(
        object({
          store_id: required(uuid),
          pricing_type: optional(pricing),
          price: optional(nullable(money)),
          available_for_sale: optional(check.flag),
          optimal_stock: optional(nullable(check.stock)),
          low_stock: optional(nullable(check.stock)),
        }),
      ),
    ),
  });
};
export type VariantInput = ReturnType<ReturnType<typeof variantInput>>;
export type StoreInput = NonNullable<VariantInput['stores']>[number];
