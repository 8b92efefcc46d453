import { Failure, type UnmappedLine } from '../../model/failure';
import { modifierKey, productKey } from '../../model/link';
import type { PushOrder } from '../provider';
import { wordsOf } from './refusal';
import type { LineItem, ReceiptBody, WireError } from './wire';

/** Field `object.line_items[3].line_modifiers[1].modifier_option_id (line: 1, column: 162)` -> the id we sent there. */
function idInField(field: string, lines: readonly LineItem[]): string | undefined {
  const [, line, , modifier, name] =
    /line_items\[(\d+)\](\.line_modifiers\[(\d+)\])?(?:\.(\w+))?/.exec(field) ?? [];
  const item = lines[Number(line)];
  if (modifier !== undefined) return item?.line_modifiers[Number(modifier)]?.modifier_option_id;
  return name === undefined || name === 'variant_id' ? item?.variant_id : undefined;
}

/** The catalog ids that Loyverse does not know, as far as its words tell. */
function unknownIds(body: ReceiptBody, status: number, errors: readonly WireError[]): Set<string> {
  const sent = body.line_items.flatMap((line) => [
    line.variant_id,
    ...line.line_modifiers.map((modifier) => modifier.modifier_option_id),
  ]);
  const found = errors.flatMap(({ details = '', field = '' }) => {
    const named = /variant_id|modifier_option_id/.test(field) || status === 404;
    const quoted = status === 404 ? sent.filter((id) => details.includes(id)) : [];
    const inField = named ? idInField(field, body.line_items) : undefined;
    return inField === undefined ? quoted : [inField, ...quoted];
  });
  return new Set(found);
}

function linesWith(push: PushOrder, ids: ReadonlySet<string>): UnmappedLine[] {
  return push.lines
    .filter(({ as }) => as === 'item')
    .flatMap(({ line, link, modifiers }) => [
      ...(link && ids.has(link.variationId)
        ? [{ lineId: line.id, key: productKey(line.productId, line.variationId), name: line.name }]
        : []),
      ...modifiers
        .filter((mapped) => mapped.link && ids.has(mapped.link.variationId))
        .map(({ modifier }) => ({ lineId: line.id, key: modifierKey(modifier.id), name: modifier.name })),
    ]);
}

interface Suspect {
  words: RegExp;
  /** What we sent there: Loyverse often quotes only the id that it does not know. */
  sent?: (body: ReceiptBody) => string | undefined;
  advice: string;
}

/** Which part of the receipt is refused -> what to do. The first that fits. */
const SUSPECTS: readonly Suspect[] = [
  {
    words: /payment_type/,
    sent: (body) => body.payments[0]?.payment_type_id,
    advice:
      'Choose another payment type in the settings of the connection: one that is enabled at this store.',
  },
  {
    words: /discount/i,
    sent: (body) => body.total_discounts[0]?.id,
    advice: 'Choose another discount (an amount without a value) in the settings of the connection.',
  },
  {
    words: /payment|money_amount/i,
    advice:
      'Loyverse computes another total than the order states. Compare the taxes in the settings of the connection with ' +
      'those in Loyverse, correct them, then retry.',
  },
  {
    words: /customer/i,
    sent: (body) => body.customer_id,
    advice: 'The customer was deleted in Loyverse: retry, so that the customer is looked up again.',
  },
  {
    words: /employee/i,
    sent: (body) => body.employee_id,
    advice: 'Choose another employee in the settings of the connection.',
  },
  {
    words: /store_id/,
    sent: (body) => body.store_id,
    advice: 'Choose the Loyverse store of this connection again.',
  },
  {
    words: /line_taxes/,
    advice:
      'Enter the taxes of the connection again: one of them was deleted in Loyverse or is not for this store.',
  },
  {
    words: /\.quantity/,
    advice:
      'A fraction of an item can only be sold if the item is sold by weight in Loyverse: change the item there.',
  },
];

function suspectOf(body: ReceiptBody, errors: readonly WireError[]): Suspect | undefined {
  const said = errors.map(({ field = '', details = '' }) => `${field} ${details}`);
  return SUSPECTS.find(({ words, sent }) => {
    const id = sent?.(body);
    return said.some((text) => words.test(text) || (id !== undefined && text.includes(id)));
  });
}

/** A receipt refused with 400 or 404: whose fault it is, where Loyverse's words tell; else undefined. */
export function explainRefusal(
  push: PushOrder,
  body: ReceiptBody,
  status: number,
  errors: readonly WireError[],
): Failure | undefined {
  if (status !== 400 && status !== 404) return undefined;
  const detail = { httpStatus: status, code: errors[0]?.code };
  const said = `: "${wordsOf(errors)}".`;
  const ids = unknownIds(body, status, errors);
  const lines = linesWith(push, ids);
  if (lines.length > 0)
    return new Failure('unmapped', `Loyverse does not sell what these lines are mapped to${said}`, {
      ...detail,
      lines,
      advice: 'Map these lines to items that are sold at this store.',
    });
  if (ids.size > 0)
    return new Failure('rejected', `Loyverse does not sell the fallback item${said}`, {
      ...detail,
      advice: 'Choose another fallback item in the settings of the connection: one sold at this store.',
    });
  const suspect = suspectOf(body, errors);
  return (
    suspect &&
    new Failure('rejected', `Loyverse refuses the receipt${said}`, { ...detail, advice: suspect.advice })
  );
}
