import type { BadgeError } from '../model/badge';
import type { JobReason } from '../model/job';

/** What a person reads when an order does not move, by reason; a failure's own words replace the message. */
const WORDS: Readonly<Record<JobReason, { message: string; advice: string }>> = {
  paused: { message: 'The connection is paused.', advice: 'Resume it, and the order goes out.' },
  feature_off: {
    message: 'The connection is not switched on.',
    advice: 'Switch it on, and the order goes out.',
  },
  pos_closed: {
    message: 'The POS takes no orders at this moment.',
    advice: 'Open it there, and the order goes out by itself.',
  },
  auth_failed: {
    message: 'The POS no longer accepts our sign-in.',
    advice: 'Reconnect, and the order goes out.',
  },
  disconnected: { message: 'The POS is disconnected.', advice: 'Reconnect, and send the order again.' },
  needs_mapping: {
    message: 'The order has products without a POS item.',
    advice: 'Map them, and the order goes out by itself.',
  },
  rejected: { message: 'The POS refused the order.', advice: 'Mend the cause and retry.' },
  invalid_order: {
    message: 'The order document cannot be accepted.',
    advice: 'Correct the fields named here; the order then goes out by itself.',
  },
  too_old: {
    message: 'The order was too old to be sent without asking.',
    advice: 'Check whether it is still wanted, then send it anyway or cancel it.',
  },
  gave_up: {
    message: 'The POS could not be reached for too long.',
    advice: 'Check the POS for the order, then retry.',
  },
  unexpected: {
    message: 'Something unforeseen happened.',
    advice: 'Retry; if it happens again, report the job id.',
  },
  order_cancelled: { message: 'The order was cancelled before it reached the POS.', advice: '' },
  order_deleted: {
    message: 'The order document was deleted before we knew that the POS had it.',
    advice: 'Check the POS for it.',
  },
  never_sent: { message: 'The POS never had the order.', advice: '' },
  superseded: { message: 'The order has changed since; this is no longer wanted.', advice: '' },
  withdrawn: { message: 'Somebody stopped it.', advice: 'Send it by hand if it is wanted after all.' },
  not_supported: {
    message: 'The POS has no way to do this by itself.',
    advice: 'Do it by hand in the POS.',
  },
  backup: { message: 'It goes out only if the POS does not have the order in time.', advice: '' },
  not_needed: { message: 'Not sent: the POS has the order.', advice: '' },
  unconfirmed: {
    message: 'The recipient of the tickets has not agreed to get them yet.',
    advice: 'Ask them to open the link of the test message; the order then goes out by itself.',
  },
};

/** The words for a reason, with whatever is known better in their place. */
export function wordsFor(reason: JobReason, better: Partial<BadgeError> = {}): BadgeError {
  const known = Object.fromEntries(Object.entries(better).filter(([, value]) => value !== undefined));
  const { message, advice } = WORDS[reason];
  return { code: reason, message, ...(advice && { advice }), ...known };
}
