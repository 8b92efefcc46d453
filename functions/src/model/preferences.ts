import { z } from 'zod';
import { isTimezone } from './localTime';
import { NOTICE_KINDS, type NoticeKind, type Notice } from './notice';

export const CHANNELS = ['email', 'whatsapp'] as const;
export const channelSchema = z.enum(CHANNELS);
/** A way to a person, beside the app. */
export type Channel = z.infer<typeof channelSchema>;

/** At once, gathered with others, or only in the app. */
export const waySchema = z.enum(['now', 'digest', 'off']);
export type Way = z.infer<typeof waySchema>;

const channels = z.array(channelSchema).max(CHANNELS.length);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day: 22:00');

export const quietSchema = z
  .strictObject({ from: clock, to: clock })
  .refine(({ from, to }) => from !== to, 'They would never begin or never end')
  .describe('Nothing is sent from then until then, local time; it may cross midnight.');
export type QuietHours = z.infer<typeof quietSchema>;

export const digestSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('hour') }),
  z.strictObject({ every: z.literal('day'), hour: z.int().min(0).max(23) }),
]);
export type DigestTimes = z.infer<typeof digestSchema>;

/** What may be left open: the tenant's defaults fill it in, and ours the rest. */
export const wishesSchema = z.strictObject({
  channels: z.strictObject({ error: channels.optional(), warning: channels.optional() }).optional(),
  notices: z.partialRecord(z.enum(NOTICE_KINDS), waySchema).optional(),
  digest: digestSchema.optional(),
  quiet: z.union([quietSchema, z.literal('none')]).optional(),
  timeZone: z.string().max(60).refine(isTimezone, 'An IANA time zone: Europe/Berlin').optional(),
  urgentAnyway: z
    .boolean()
    .optional()
    .describe('In quiet hours too: an order that will not reach the kitchen unless somebody does something.'),
});
export type Wishes = z.infer<typeof wishesSchema>;

/** One bare address. */
const email = z.email().max(254);
const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'With plus sign and country code, digits only: +491701234567');

export const preferencesSchema = wishesSchema.extend({ email: email.optional(), whatsapp: phone.optional() });
/** How one person is told. The address and the number are personal data. */
export type Preferences = z.infer<typeof preferencesSchema>;

/** With nothing left open. */
export interface Choice {
  channels: Readonly<Record<Notice['severity'], readonly Channel[]>>;
  notices: Readonly<Record<NoticeKind, Way>>;
  digest: DigestTimes;
  quiet: QuietHours | 'none';
  timeZone: string;
  urgentAnyway: boolean;
}

/** Enough to recognise one's own by, and no more. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, 1)}***${address.slice(at)}`;
  return `${address.slice(0, 3)}***${address.slice(-2)}`;
}
