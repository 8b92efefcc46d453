import { Failure, type UnmappedLine } from '../../../model/failure';
import { modifierKey, productKey } from '../../../model/link';
import type { MappedLine, PushOrder } from '../../provider';
import type { Refusal } from '../refusal';

const ofLine = ({ line }: MappedLine): UnmappedLine => ({
  lineId: line.id,
  key: productKey(line.productId, line.variationId),
  name: line.name,
});

const WHERE = /lines[.[](\d+)\]?(?:\.modifiers[.[](\d+))?/;

/** The line or modifier that a place such as `lines.0.modifiers.1.option_id` names. */
function byPlace(push: PushOrder, field: string): UnmappedLine[] {
  const [, line, modifier] = WHERE.exec(field) ?? [];
  const mapped = line === undefined ? undefined : push.lines[Number(line)];
  if (!mapped) return [];
  if (modifier === undefined) return [ofLine(mapped)];
  // Only linked modifiers were sent, so only they are counted.
  const sent = mapped.modifiers.filter(({ link }) => mapped.as === 'item' && link !== undefined);
  const one = sent[Number(modifier)]?.modifier;
  if (!one) return [ofLine(mapped)];
  const name = `${mapped.line.name}: ${one.name}`;
  return [{ lineId: mapped.line.id, key: modifierKey(one.id), name }];
}

/** Lines and modifiers whose id stands in the words of the POS. */
function byWords(push: PushOrder, words: string): UnmappedLine[] {
  const ids = new Set(words.split(/[^\w-]+/));
  return push.lines.flatMap((mapped) => {
    const { link } = mapped;
    const own =
      link && (ids.has(link.variationId) || ids.has(link.itemId ?? link.variationId)) ? [ofLine(mapped)] : [];
    const options = mapped.modifiers.filter((one) => one.link && ids.has(one.link.variationId));
    const named = options.map(({ modifier }) => ({
      lineId: mapped.line.id,
      key: modifierKey(modifier.id),
      name: `${mapped.line.name}: ${modifier.name}`,
    }));
    return [...own, ...named];
  });
}

/** A refused create: `unmapped` with the lines in question where the POS does not know an item, else as it was refused. */
export function explained(
  push: PushOrder,
  { action, failure, field = '', message }: Refusal,
  pos: string,
): Failure {
  const named = byPlace(push, field);
  const aboutItem = named.length > 0 && /(item|variant|variation|option|product)_?id$/i.test(field);
  if (action !== 'not_found' && action !== 'needs_mapping' && !aboutItem) return failure;
  const lines = named.length > 0 ? named : byWords(push, message);
  if (lines.length === 0) return failure;
  const { httpStatus, code } = failure.detail;
  return new Failure('unmapped', `${pos} does not know an item of the order.`, { lines, httpStatus, code });
}
