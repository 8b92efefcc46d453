import { z } from 'zod';
import { hashOf } from './hash';

export const SEVERITIES = ['warning', 'error'] as const;
export const NOTICE_ACTIONS = [
  'retry',
  'map_items',
  'reconnect',
  'fix_order',
  'check_order',
  'none',
] as const;

export const noticeSchema = z.object({
  /** Equal causes share one document. Begins with its kind: `auth_failed:<connection>`. */
  cause: z.string(),
  connectionId: z.string().optional(),
  /** Path of the order or product it is about. */
  subject: z.string().optional(),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  message: z.string(),
  /** What the person can do; the dashboard turns it into a button. */
  action: z.enum(NOTICE_ACTIONS),
});
/** What a person must know or do. One open notice per cause: repeating it raises `count`. */
export type Notice = z.infer<typeof noticeSchema>;

export const openNoticeSchema = noticeSchema.extend({
  id: z.string().min(1),
  tenantId: z.string().min(1),
  status: z.enum(['open', 'settled']),
  /** How often it was raised, over all times it was open. */
  count: z.number(),
  /** When it was raised first, and last. */
  createdAt: z.number(),
  lastAt: z.number(),
  settledAt: z.number().optional(),
  /** When people were last sent a message about it. */
  toldAt: z.number().optional(),
});
/** A notice as it stands in the database. */
export type NoticeRecord = z.infer<typeof openNoticeSchema>;

export const noticeIdOf = (cause: string): string => hashOf(['notice', cause], 32);

/** Tells one time of being open from another: by what came before it. */
export const openingOf = ({ settledAt, createdAt }: NoticeRecord): string => String(settledAt ?? createdAt);

/** What people choose by. */
export const NOTICE_KINDS = [
  'orders',
  'mapping',
  'sign_in',
  'pos',
  'prices',
  'pulls',
  'events',
  'bridge',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** By what a cause begins with; what is not here concerns the bridge itself. */
const KIND_OF: Readonly<Record<string, NoticeKind>> = {
  order: 'orders',
  unconfirmed: 'orders',
  needs_mapping: 'mapping',
  auth_failed: 'sign_in',
  disconnected: 'sign_in',
  sign_in_ends: 'sign_in',
  unavailable: 'pos',
  throttled: 'pos',
  pos_closed: 'pos',
  failure_spike: 'pos',
  price_refused: 'prices',
  brake_pulled: 'pulls',
  pull_failed: 'pulls',
  pulls_late: 'pulls',
  events: 'events',
};

export function kindOf({ cause }: Pick<Notice, 'cause'>): NoticeKind {
  const [prefix = ''] = cause.split(':', 1);
  return (Object.hasOwn(KIND_OF, prefix) && KIND_OF[prefix]) || 'bridge';
}

const HOLDS_UP_ORDERS: ReadonlySet<Notice['action']> = new Set([
  'retry',
  'map_items',
  'reconnect',
  'fix_order',
]);

/** An order has not reached the kitchen, and will not unless a person does something. */
export function isUrgent({ severity, subject, action }: Notice): boolean {
  // A job about prices has its connection for a subject.
  const isAboutOrder = subject !== undefined && !/^tenants\/[^/]+\/(connections|products)\//.test(subject);
  return severity === 'error' && isAboutOrder && HOLDS_UP_ORDERS.has(action);
}
