import { createHash } from 'node:crypto';
import type { TicketPage } from '../../../deliver/tickets/page';
import { escaped } from '../../../model/html';
import { dayAndTime } from '../../../model/localTime';
import { CANCELLED } from '../../../providers/ticket/letter';
import { ticketOf } from '../../../providers/ticket/content';
import { bannersHtml, documentHtml, STYLE, ticketHtml } from '../../../providers/ticket/html';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is fetched, nothing runs, nobody frames it, and its only form comes back here. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const button = (text: string) =>
  `<form method="post"><button class="action" type="submit">${escaped(text)}</button></form>`;
const done = (text: string) => `<p class="done">${escaped(text)}</p>`;
const heading = (text: string) => `<h1>${escaped(text)}</h1>`;
const paragraph = (text: string) => `<p>${escaped(text)}</p>`;

function ticket({ order, timezone, acknowledged }: Extract<TicketPage, { is: 'ticket' }>): string {
  const shown = ticketOf(order, timezone);
  const isCancelled = order.status === 'cancelled';
  const said = (at: number) => dayAndTime(at, timezone);
  const answer = !acknowledged
    ? isCancelled
      ? ''
      : button('I have this order')
    : done(
        acknowledged.isNew
          ? `Thank you. Acknowledged ${said(acknowledged.at)}.`
          : `Acknowledged before, ${said(acknowledged.at)}.`,
      );
  const parts = [bannersHtml(isCancelled ? [CANCELLED] : []), heading(`Order ${shown.number}`), answer];
  // Long orders: the button is within reach at both ends.
  const again = acknowledged || isCancelled ? '' : answer;
  return documentHtml(
    `Order ${shown.number}`,
    [...parts, ticketHtml(shown), again].filter(Boolean).join('\n'),
  );
}

function invitation({ timezone, confirmed }: Extract<TicketPage, { is: 'invitation' }>): string {
  const title = 'May orders come to you?';
  const body = confirmed
    ? [heading('Orders come to you'), done(`Agreed ${dayAndTime(confirmed.at, timezone)}.`)]
    : [
        heading(title),
        paragraph('A shop would like to send its orders to you by this way, to be prepared.'),
        paragraph('If you do not know why, close this page: no order will come.'),
        button('Yes, send orders to me'),
      ];
  return documentHtml(title, body.join('\n'));
}

/** The page behind a link that is good. */
export const pageHtml = (page: TicketPage): string =>
  page.is === 'ticket' ? ticket(page) : invitation(page);

/** The same whatever is wrong with a link. */
export const NOTHING_HTML = documentHtml(
  'Nothing here',
  [
    heading('There is nothing here'),
    paragraph('The link is too old, or it was not copied whole. Ask the shop for the order.'),
  ].join('\n'),
);
