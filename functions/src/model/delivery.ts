import { z } from 'zod';
import { hashOf } from './hash';
import { channelSchema, type Channel } from './preferences';

export const deliverySchema = z.object({
  id: z.string().min(1),
  tenantId: z.string().min(1),
  /** Whose; their address is looked up when it is sent, and stands nowhere here. */
  uid: z.string().min(1),
  channel: channelSchema,
  /** One for a message of its own; a digest gathers them, in the order in which they came. */
  noticeIds: z.array(z.string()),
  /** A digest: so many of them were there when it was first taken up to be sent; later ones are not in it. */
  taken: z.number().optional(),
  /** Absent: a digest. See `openingOf`. */
  opening: z.string().optional(),
  /**
   * `sending` that stays: the worker ended before it knew. `uncertain`: the other side may have taken it. `dropped`:
   * there was no reason left to send it.
   */
  state: z.enum(['planned', 'sending', 'waiting', 'sent', 'failed', 'dropped', 'uncertain']),
  dueAt: z.number(),
  /** As planned: what counts when it is given up. */
  firstDueAt: z.number(),
  tried: z.number(),
  leaseUntilAt: z.number().optional(),
  createdAt: z.number(),
  sentAt: z.number().optional(),
  /** Of the service that took it. */
  externalId: z.string().optional(),
  /** In a word, why it was not sent. */
  why: z.string().optional(),
});
/** A message to one person on one channel. */
export type Delivery = z.infer<typeof deliverySchema>;

/** So many are looked at for one message; of the others it says how many there are. */
export const MOST_IN_DIGEST = 100;

/** What a message is about: whatever came too late for it is not. */
export const noticesOf = ({ noticeIds, taken = noticeIds.length }: Delivery): readonly string[] =>
  noticeIds.slice(0, taken);

/** A task: one message on its way. */
export interface DeliveryRef {
  tenantId: string;
  deliveryId: string;
}

interface Receiver {
  tenantId: string;
  uid: string;
  channel: Channel;
}

/** The same for twins: one message for one stage of one opening. */
export const noticeDeliveryId = (
  { tenantId, uid, channel }: Receiver,
  about: { noticeId: string; opening: string; stage: string },
): string => hashOf(['delivery', tenantId, about.noticeId, about.opening, about.stage, uid, channel], 40);

/** One for each person, channel and moment: whatever comes up until then is in it. */
export const digestDeliveryId = ({ tenantId, uid, channel }: Receiver, dueAt: number): string =>
  hashOf(['digest', tenantId, uid, channel, dueAt], 40);
