import type { BadgeError } from '../model/badge';
import type { FailureKind } from '../model/failure';
import type { Job, JobReason } from '../model/job';
import type { Notice } from '../model/notice';
import { isChannel } from '../providers/manifests';

type Why = JobReason | FailureKind | 'warning';

/** Causes that concern a connection as a whole: one notice, however many orders they hold up. */
const SHARED: Partial<Record<Why, { title: string; action: Notice['action'] }>> = {
  auth_failed: { title: 'The POS no longer accepts our sign-in', action: 'reconnect' },
  disconnected: { title: 'Orders wait for a disconnected POS', action: 'reconnect' },
  needs_mapping: { title: 'Products need a POS item', action: 'map_items' },
  unavailable: { title: 'The POS cannot be reached', action: 'none' },
  throttled: { title: 'The POS slows us down', action: 'none' },
  pos_closed: { title: 'Orders wait for the POS to open', action: 'none' },
  unconfirmed: { title: 'Orders wait until the recipient of their tickets agrees', action: 'none' },
};

const OWN: Partial<Record<Why, { title: string; action: Notice['action'] }>> = {
  invalid_order: { title: 'An order cannot be accepted', action: 'fix_order' },
  order_deleted: { title: 'An order was deleted while it was being sent', action: 'check_order' },
  not_supported: { title: 'Something must be done by hand in the POS', action: 'check_order' },
  warning: { title: 'An order needs a look', action: 'check_order' },
};

const ABOUT_ORDER = { title: 'An order did not reach the POS', action: 'retry' } as const;
/** The bridge goes on trying: there is nothing to retry. */
const ABOUT_PRICES = { title: 'Prices do not reach the POS', action: 'none' } as const;

/** The cause under which a job's notice stands; equal causes share one open notice. */
export function causeOf(job: Job, why: Why): string {
  return SHARED[why] ? `${why}:${job.connectionId}` : `order:${job.id}`;
}

/** The bridge goes on by itself: somebody should know, and nothing is lost yet. */
const WARNINGS: ReadonlySet<Why> = new Set(['warning', 'unavailable', 'throttled', 'pos_closed']);

/** Of an order channel there is no POS to speak of. */
const OF_CHANNEL: Partial<Record<Why, string>> = {
  unavailable: 'Order tickets cannot be sent',
  throttled: 'Order tickets are held up',
  disconnected: 'Orders wait for a disconnected order channel',
};

function inOwnWords({ provider }: Job, why: Why, usual: { title: string; action: Notice['action'] }) {
  if (!isChannel(provider)) return usual;
  const fallback = usual === ABOUT_ORDER ? 'An order ticket was not sent' : usual.title;
  return { ...usual, title: OF_CHANNEL[why] ?? fallback };
}

/** What a person is told when a job needs them. */
export function noticeFor(job: Job, why: Why, error: BadgeError): Notice {
  const own = job.kind === 'pushPrices' ? ABOUT_PRICES : (OWN[why] ?? ABOUT_ORDER);
  const { title, action } = inOwnWords(job, why, SHARED[why] ?? own);
  return {
    cause: causeOf(job, why),
    connectionId: job.connectionId,
    subject: job.subject,
    severity: WARNINGS.has(why) ? 'warning' : 'error',
    title,
    message: error.advice ? `${error.message} ${error.advice}` : error.message,
    action,
  };
}
