import { sum } from '../core/currency';
import type { Account } from './account';
import type { LineInput } from './orderInput';
import type { MenuItem } from './records';
import { notFound, unprocessable } from './refusal';

function itemOf(account: Account, outletId: string, line: LineInput, at: string): MenuItem {
  const item = account.item(line.item_id);
  if (!item || item.deleted || !item.outlets.includes(outletId))
    throw notFound('item_not_found', `There is no item ${line.item_id} here`, `${at}.item_id`);
  if (!item.available) throw unprocessable('item_unavailable', `${item.name} is sold out`, `${at}.item_id`);
  if (item.stock !== undefined && item.stock < line.quantity)
    throw unprocessable('item_unavailable', `There are ${item.stock} left`, `${at}.quantity`);
  return item;
}

function checkVariant({ variants, name }: MenuItem, { variant_id }: LineInput, at: string): void {
  const known = variants.some(({ id }) => id === variant_id);
  if (variant_id === undefined ? variants.length > 0 : !known)
    throw unprocessable('variant_invalid', `${name} needs one of its variants, or none`, `${at}.variant_id`);
}

function checkModifiers({ groups }: MenuItem, { modifiers }: LineInput, at: string): void {
  modifiers.forEach(({ option_id }, index) => {
    if (!groups.some(({ options }) => options.some(({ id }) => id === option_id)))
      throw unprocessable(
        'modifier_invalid',
        'No option of this item',
        `${at}.modifiers[${index}].option_id`,
      );
  });
  for (const { name, min, max, options } of groups) {
    const chosen = modifiers.filter(({ option_id }) => options.some(({ id }) => id === option_id));
    const count = sum(chosen.map(({ quantity }) => quantity));
    if (count < min || count > max)
      throw unprocessable('modifier_invalid', `${name}: from ${min} to ${max}`, `${at}.modifiers`);
  }
}

/** Refuses lines that the outlet cannot make; returns the items. */
export function checkLines(account: Account, outletId: string, lines: readonly LineInput[]): MenuItem[] {
  return lines.map((line, index) => {
    const at = `lines[${index}]`;
    const item = itemOf(account, outletId, line, at);
    checkVariant(item, line, at);
    checkModifiers(item, line, at);
    return item;
  });
}
