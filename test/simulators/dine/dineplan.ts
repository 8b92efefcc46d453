import { scaled, sum } from '../core/currency';
import type { Account } from './account';
import type { Answer, Call, Dialect } from './endpoint';
import { conflict, forbidden, notFound, unprocessable } from './refusal';
import { type TicketInput, ticketInput, type TicketOrder } from './ticketInput';

/** An order that a gateway has taken. */
export interface Ticket {
  id: string;
  input: TicketInput;
}

const thousandths = (quantity: number) => Math.round(quantity * 1000);

/** Price and tags, each times its quantity; a tag counts for one of the line. Minor units. */
export function amountOf({ currency }: Account, { Price, Quantity, OrderTagItems }: TicketOrder): number {
  const tags = OrderTagItems.map((tag) => scaled(currency.minor(tag.Price), thousandths(tag.Quantity), 1000));
  return scaled(currency.minor(Price) + sum(tags), thousandths(Quantity), 1000);
}

function checkTicket({ account, switches }: Call, input: TicketInput): void {
  const { locationId, ticketNumber, deliveryContents: contents } = input;
  if (!account.outlet(locationId)) throw forbidden('location', `Location ${locationId} is not one of yours`);
  if (contents.TicketNumber !== ticketNumber)
    throw unprocessable('ticket', 'TicketNumber is not the ticketNumber', 'deliveryContents.TicketNumber');
  contents.Orders.forEach(({ MenuItemSyncId }, index) => {
    const item = account.item(MenuItemSyncId);
    if (!item || item.deleted || !item.outlets.includes(locationId))
      throw notFound(
        'menuItem',
        `There is no menu item ${MenuItemSyncId}`,
        `Orders[${index}].MenuItemSyncId`,
      );
  });
  const total = sum(contents.Orders.map((order) => amountOf(account, order)));
  if (switches.sums === 'checked' && account.currency.minor(contents.TotalAmount) !== total)
    throw unprocessable('total', `The orders come to ${account.currency.text(total)}`, 'TotalAmount');
}

/** What comes back is not described anywhere. */
const REPLIES: Record<Call['switches']['ticketReply'], (ticket: Ticket) => Record<string, unknown>> = {
  id: ({ id, input }) => ({ id, ticketNumber: input.ticketNumber }),
  number: ({ input }) => ({ ticketNumber: input.ticketNumber }),
  empty: () => ({}),
};

function create(call: Call): Answer {
  const { account, switches, body } = call;
  const input = ticketInput(account.currency.decimals)(body, '');
  checkTicket(call, input);
  const taken = account.tickets.some((ticket) => ticket.input.ticketNumber === input.ticketNumber);
  if (taken && switches.repeatedTicket === 'refused')
    throw conflict('duplicate', `Ticket number ${input.ticketNumber} exists already`);
  const ticket = { id: `tk-${account.newNumber()}`, input };
  account.tickets.push(ticket);
  return { body: REPLIES[switches.ticketReply](ticket) };
}

/** The gateway of DinePlan: it takes orders, and nothing else is described. */
export const DINEPLAN: Dialect = {
  doors: [],
  endpoints: [{ method: 'POST', path: '/v1/ticket/create', handle: create }],
  caller: (context, access) => access.byBearer(context),
  errorBody: ({ code, details, field }) => ({
    error: { code, message: details, ...(field !== undefined && { field }) },
  }),
  envelope: (body) => body,
};
