import type { Ticket } from './content';

/** What a channel carries: a ticket, news of it, or the question whether tickets may come. */
export interface Letter {
  /** The same over all tries: lets a mailbox tell a twin. At most 100 characters of `[A-Za-z0-9._+-]`. */
  id: string;
  /** One line: what it is. Without personal data. */
  title: string;
  /** What must not be overlooked. */
  banners: string[];
  /** Absent: it is not about an order. */
  ticket?: Ticket;
  /** In place of a ticket. */
  words: string[];
  /** What the link is for, and where it goes. */
  action: string;
  url: string;
}

export const AGAIN = 'SENT AGAIN: the same order, not another one.';
export const CANCELLED = 'CANCELLED: do not prepare this order.';

/** An order that is to be prepared. `heading`: what else staff must know first. */
export function orderLetter(
  marker: string,
  ticket: Ticket,
  url: string,
  { isAgain, heading }: { isAgain: boolean; heading?: string },
): Letter {
  return {
    id: marker,
    title: `Order ${ticket.number}: ${ticket.when}`,
    banners: [...(isAgain ? [AGAIN] : []), ...(heading === undefined ? [] : [heading])],
    ticket,
    words: [],
    action: 'I have this order',
    url,
  };
}

export function cancellationLetter(marker: string, ticket: Ticket, url: string): Letter {
  return {
    id: `${marker}.cancelled`,
    title: `CANCELLED: order ${ticket.number}`,
    banners: [CANCELLED],
    ticket,
    words: [],
    action: 'Look at the order',
    url,
  };
}

/** The first message to a recipient. `id`: one for each time it is asked for. */
export function invitationLetter(id: string, url: string): Letter {
  return {
    id: `invitation.${id}`,
    title: 'May orders come here?',
    banners: [],
    words: [
      'A shop would like to send its orders to you by this way, to be prepared.',
      'If you want that, open the link and agree. If not, do nothing: no order will come.',
    ],
    action: 'See and agree',
    url,
  };
}
