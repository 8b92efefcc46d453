import { Failure, type UnmappedLine } from '../../model/failure';
import { modifierKey, productKey } from '../../model/link';
import type { PushOrder } from '../provider';
import type { Client } from './client';
import { isGone, itemDetails } from './items';
import type { SalesOrderBody } from './mapping';
import { isAboutContent } from './refusal';

function linesWith(push: PushOrder, isUnknown: (id: string) => boolean): UnmappedLine[] {
  return push.lines.flatMap(({ line, link, as, modifiers }) => [
    ...(as === 'item' && link && isUnknown(link.variationId)
      ? [{ lineId: line.id, key: productKey(line.productId, line.variationId), name: line.name }]
      : []),
    ...modifiers
      .filter((mapped) => mapped.link && isUnknown(mapped.link.variationId))
      .map(({ modifier }) => ({
        lineId: line.id,
        key: modifierKey(modifier.id),
        name: `${line.name}: ${modifier.name}`,
      })),
  ]);
}

/** Which part of the order is refused -> what to do. The first that fits. */
const SUSPECTS: readonly { words: RegExp; advice: string }[] = [
  {
    words: /customer|contact/i,
    advice:
      'Choose the walk-in customer in the settings of the connection anew: it must be an active customer in Zoho.',
  },
  {
    words: /location|warehouse|branch/i,
    advice: 'Choose the Zoho location of this connection again: it must be active.',
  },
  {
    words: /tax/i,
    advice: 'Enter the taxes of the connection again: one of them was deleted in Zoho or is not for sales.',
  },
  {
    words: /quantity/i,
    advice: 'Allow decimals in the quantity of the item in Zoho, or sell it by the piece.',
  },
];

/** Asks Zoho which of the items it has, since its refusal seldom names them. */
async function unknownItems(client: Client, body: SalesOrderBody): Promise<(id: string) => boolean> {
  const known = await itemDetails(
    client,
    body.line_items.map((line) => line.item_id),
  );
  return (id) => known.get(id) === undefined || known.get(id)?.status === 'inactive';
}

/** A refused order: whose fault it is, where Zoho's words or its items tell; else the refusal as it came. */
export async function explained(
  client: Client,
  push: PushOrder,
  body: SalesOrderBody,
  failure: Failure,
): Promise<Failure> {
  if (!isAboutContent(failure)) return failure;
  const { message, detail } = failure;
  const suspect = SUSPECTS.find(({ words }) => words.test(message));
  if (suspect) return new Failure('rejected', message, { ...detail, advice: suspect.advice });
  if (!isGone(failure) && !/item/i.test(message)) return failure;
  // The refusal stands whether or not Zoho tells more.
  const isUnknown = await unknownItems(client, body).catch(() => () => false);
  const lines = linesWith(push, isUnknown);
  if (lines.length > 0)
    return new Failure('unmapped', `Zoho does not sell what these lines are mapped to. ${message}`, {
      ...detail,
      lines,
      advice: 'Map these lines to active items.',
    });
  const { fallback } = push;
  if (fallback && isUnknown(fallback.variationId) && push.lines.some(({ as }) => as === 'fallback'))
    return new Failure('rejected', `Zoho does not sell the fallback item. ${message}`, {
      ...detail,
      advice: 'Choose another fallback item in the settings of the connection: an active one.',
    });
  return failure;
}
