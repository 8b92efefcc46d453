import type { Account } from './account';
import { scaled, sum, thousandths } from './arithmetic';
import type { Item, Modifier, ModifierOption, Tax, Variant, VariantStore } from './records';
import { refuseTwice, type References } from './references';
import { invalid, stricter } from './refusal';
import type { LineInput } from './saleInput';

interface ChosenOption {
  modifier: Modifier;
  option: ModifierOption;
  /** Minor units, for one. */
  price: number;
}

/** A line with everything it refers to; money in minor units. */
export interface PricedLine {
  input: LineInput;
  item: Item;
  variant: Variant;
  thousandths: number;
  /** For one, without modifiers. */
  price: number;
  options: ChosenOption[];
  taxes: Tax[];
  gross: number;
}

function priceOf(account: Account, row: VariantStore, input: LineInput, field: string): number {
  const price = input.price ?? (row.pricing_type === 'FIXED' ? row.price : null);
  if (price === null) throw invalid('Price must be set for a variant with variable price', `${field}.price`);
  return account.money.minor(price);
}

function optionsOf(
  account: Account,
  references: References,
  item: Item,
  input: LineInput,
  at: string,
): ChosenOption[] {
  const given = input.line_modifiers ?? [];
  const ids = given.map(({ modifier_option_id }) => modifier_option_id);
  const fieldOf = (index: number) => `${at}.line_modifiers[${index}].modifier_option_id`;
  refuseTwice(ids, (index) => stricter('a modifier option stands twice on the line', fieldOf(index)));
  return given.map(({ modifier_option_id: id, price }, index) => {
    const holds = (modifier: Modifier) => modifier.modifier_options.some((option) => option.id === id);
    const modifier = references.inStore(account.modifiers.find(holds), id, fieldOf(index));
    const option = modifier.modifier_options.find((one) => one.id === id) as ModifierOption;
    if (!item.modifier_ids.includes(modifier.id))
      throw stricter(`the item has no modifier '${modifier.name}'`, fieldOf(index));
    return { modifier, option, price: account.money.minor(price ?? option.price) };
  });
}

function taxesOf(account: Account, references: References, item: Item, input: LineInput, at: string): Tax[] {
  if (!input.line_taxes && item.tax_ids.length > 0)
    throw stricter('nobody knows whether the taxes of the item apply unasked: name them', `${at}.line_taxes`);
  const ids = (input.line_taxes ?? []).map(({ id }) => id);
  const fieldOf = (index: number) => `${at}.line_taxes[${index}].id`;
  refuseTwice(ids, (index) => stricter('a tax stands twice on the line', fieldOf(index)));
  return ids.map((id, index) =>
    references.inStore(
      account.taxes.find((tax) => tax.id === id),
      id,
      fieldOf(index),
    ),
  );
}

/** Looks up what each line sells: `gross = (price + modifiers) x quantity`. */
export function priceLines(
  account: Account,
  references: References,
  inputs: readonly LineInput[],
): PricedLine[] {
  return inputs.map((input, index) => {
    const at = `object.line_items[${index}]`;
    const { item, variant, row } = references.variant(input.variant_id, `${at}.variant_id`);
    if (!item.sold_by_weight && !Number.isInteger(input.quantity))
      throw invalid('Quantity must be whole for an item not sold by weight', `${at}.quantity`);
    const price = priceOf(account, row, input, at);
    const options = optionsOf(account, references, item, input, at);
    const taxes = taxesOf(account, references, item, input, at);
    const unit = price + sum(options.map((option) => option.price));
    const units = thousandths(input.quantity);
    const gross = scaled(unit, units, 1000);
    return { input, item, variant, thousandths: units, price, options, taxes, gross };
  });
}
