import type { PulledOrder } from '../../../model/pulled';
import type { WireOrder } from '../wire';

type Status = PulledOrder['status'];

/** The words of one client and their likely neighbours; the real list is not published. */
const BY_WORD: Readonly<Partial<Record<string, Status>>> = {
  pending: 'accepted',
  submitted: 'accepted',
  scheduled: 'accepted',
  confirmed: 'accepted',
  verified: 'accepted',
  preparing: 'preparing',
  processing: 'preparing',
  packed: 'ready',
  ready: 'ready',
  completed: 'completed',
  complete: 'completed',
  delivered: 'completed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  voided: 'cancelled',
  void: 'cancelled',
};

/** Its flags come first, its word second. */
export function statusOf({ cancel, void: voided, complete, status = '' }: WireOrder): Status {
  if (cancel || voided) return 'cancelled';
  if (complete) return 'completed';
  return BY_WORD[status.trim().toLowerCase()] ?? 'accepted';
}

export const isCancelled = (row: WireOrder): boolean => statusOf(row) === 'cancelled';
