import type { ChangedAfterExport } from '../model/badge';
import { readOrder } from '../model/order';
import { changedFields, contentHash } from './content';

type Document = Readonly<Record<string, unknown>>;

/** An order document before and after a change. */
interface Event {
  before?: Document;
  after?: Document;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The badges on a document, as far as they have the shape of ours. */
export function badgesOn(document: Document | undefined): [string, Record<string, unknown>][] {
  const pos = document?.pos;
  if (!isRecord(pos)) return [];
  return Object.entries(pos).filter((entry): entry is [string, Record<string, unknown>] =>
    isRecord(entry[1]),
  );
}

const EDITED = 'The order was changed after the POS got it; the POS still holds the old content.';
const PAID = 'It was paid after the POS got it, and this POS cannot be told: record the payment there.';

function markedFields(badge: Record<string, unknown>): string[] | undefined {
  if (!isRecord(badge.changedAfterExport)) return undefined;
  const { fields } = badge.changedAfterExport;
  return Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [];
}

/** What changed for the POS, and how. */
interface Change {
  isEdited: boolean;
  /** The fields, as far as the event tells. */
  fields: readonly string[];
  /** It was paid, and the POS cannot be told. */
  isUntold: boolean;
}

function markOf({ isEdited, fields, isUntold }: Change): ChangedAfterExport {
  return {
    fields: [...new Set([...(isEdited ? fields : []), ...(isUntold ? ['payment'] : [])])],
    message: [isEdited ? EDITED : '', isUntold ? PAID : ''].filter(Boolean).join(' '),
  };
}

/**
 * What to mark on badges: edits after the POS got the order, and a payment that it cannot be told of. `undefined` takes a
 * mark away, because the order is again what the POS holds.
 */
export function lateEdits({ before, after }: Event): Record<string, ChangedAfterExport | undefined> {
  const flags: Record<string, ChangedAfterExport | undefined> = {};
  const synced = badgesOn(after).filter(
    ([, b]) => b.status === 'synced' && typeof b.contentHash === 'string',
  );
  if (synced.length === 0) return flags;
  const now = readOrder(after);
  const then = readOrder(before);
  const hash = now.ok ? contentHash(now.order) : undefined;
  const changed = now.ok && then.ok ? changedFields(then.order, now.order) : [];
  const isPaid = now.ok && now.order.payment.status === 'paid';
  for (const [connectionId, badge] of synced) {
    const marked = markedFields(badge);
    const isEdited = badge.contentHash !== hash;
    const isUntold = isPaid && badge.takesNoPayment === true;
    const mark = markOf({ isEdited, isUntold, fields: changed.length > 0 ? changed : (marked ?? []) });
    if (!isEdited && !isUntold) {
      if (marked) flags[connectionId] = undefined;
    } else if (marked?.join() !== mark.fields.join()) flags[connectionId] = mark;
  }
  return flags;
}
