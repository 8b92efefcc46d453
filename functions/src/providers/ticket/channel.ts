import { z } from 'zod';
import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import type { PosLocation } from '../../model/item';
import type { Receipt } from '../../model/job';
import { isTimezone } from '../../model/localTime';
import { isCurrency } from '../../model/money';
import type { Sent } from '../../model/message';
import type { Cancellation, CancelOrder, PushOrder, SessionContext } from '../provider';
import { ticketOf } from './content';
import { cancellationLetter, invitationLetter, orderLetter, type Letter } from './letter';

/** What a merchant says of the location beside the recipient's address. */
export const placeFields = {
  currency: z.string().trim().toUpperCase().refine(isCurrency),
  timezone: z.string().trim().refine(isTimezone).optional(),
};

export interface Place {
  currency: string;
  timezone?: string;
}

/** One recipient, and how a letter gets there. */
export interface Recipient {
  place: Place;
  /** Of the address: tells two recipients apart without saying who they are. */
  address: string;
  /** For people who know the address anyway. */
  masked: string;
  /** Absent: the operator has not set it up. @throws Failure as model/message.ts says */
  send?: (letter: Letter) => Promise<Sent>;
  /** What the operator would have to set up. */
  lacks: string;
}

/** In the mould of a POS account: what has the same address is the same place. */
const nameOf = ({ address }: Recipient) => hashOf(['recipient', address], 24);

function demandSender({ send, lacks }: Recipient) {
  if (send) return send;
  throw new Failure('rejected', `Tickets cannot be sent: ${lacks}.`, {
    advice: 'The operator of the bridge has to set that up (docs/tickets.md).',
  });
}

function demandUrl(url: string | undefined): string {
  if (url !== undefined) return url;
  throw new Failure('rejected', 'Tickets cannot be sent: the bridge has no public address for their links.', {
    advice: 'The operator has to set TILLBRIDGE_PUBLIC_URL.',
  });
}

async function pushOrder(recipient: Recipient, push: PushOrder, timezone?: string): Promise<Receipt> {
  const send = demandSender(recipient);
  const isAgain = push.mayExistSince !== undefined;
  const { order, marker, heading } = push;
  const ticket = ticketOf(order, timezone);
  const letter = orderLetter(marker, ticket, demandUrl(push.ticketUrl), {
    isAgain,
    ...(heading !== undefined && { heading }),
  });
  const { id = marker } = await send(letter);
  return {
    externalId: id,
    posTotal: order.total,
    paid: order.payment.status === 'paid',
    notes: isAgain ? ['Sent again, since the first try may have got through.'] : [],
  };
}

async function cancelOrder(
  recipient: Recipient,
  { order, marker, ticketUrl }: CancelOrder,
  timezone?: string,
): Promise<Cancellation> {
  const send = demandSender(recipient);
  await send(cancellationLetter(marker, ticketOf(order, timezone), demandUrl(ticketUrl)));
  return { how: 'told', notes: [] };
}

/** The operations of a channel for one recipient. */
export function channelTo(recipient: Recipient, { timezone }: Pick<SessionContext<unknown>, 'timezone'>) {
  return {
    /** The recipient as the one place of its account. */
    async locations(): Promise<PosLocation[]> {
      const { place, masked } = recipient;
      const id = nameOf(recipient);
      return [{ externalId: id, accountId: id, name: masked, ...place }];
    },
    pushOrder: (push: PushOrder) => pushOrder(recipient, push, timezone),
    cancelOrder: (cancel: CancelOrder) => cancelOrder(recipient, cancel, timezone),
  };
}

/** Asks the recipient whether tickets may come. */
export async function invite(recipient: Recipient, { id, url }: { id: string; url: string }): Promise<void> {
  await demandSender(recipient)(invitationLetter(id, url));
}
