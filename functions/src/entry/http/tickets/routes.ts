import { z } from 'zod';
import { lookAt, sayYes, type TicketPage } from '../../../deliver/tickets/page';
import type { World } from '../../../deliver/world';
import { RATES } from '../limits';
import { route, type Outgoing, type Route } from '../route';
import { NOTHING_HTML, pageHtml, POLICY } from './view';

/** Per instance. Nobody is signed in, so all share the lanes; an address is a kitchen, or a guesser of links. */
export const TICKET_RATES = {
  ...RATES,
  address: { capacity: 60, perMs: 60_000 },
  read: { capacity: 3_000, perMs: 60_000 },
  write: { capacity: 3_000, perMs: 60_000 },
};

const PATH = '/tickets/{token}';
const params = z.strictObject({ token: z.string() });
const NOT_FOUND = { 404: 'A link that is no good, for whatever reason.' };

/** `Referrer-Policy` and `Cache-Control` are as everywhere: the address is the key to the page. */
function shown(out: Outgoing, page: TicketPage | undefined): string {
  out.headers['content-security-policy'] = POLICY;
  out.headers['x-robots-tag'] = 'noindex, nofollow';
  if (!page) out.status = 404;
  return page ? pageHtml(page) : NOTHING_HTML;
}

const by = (act: (world: World, token: string) => Promise<TicketPage | undefined>) =>
  async function handle({
    world,
    params: { token },
    out,
  }: {
    world: World;
    params: { token: string };
    out: Outgoing;
  }) {
    return shown(out, await act(world, token));
  };

/** Everything the `tickets` function answers. */
export const TICKET_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: PATH,
    summary: 'The page behind the link of a ticket, or of an invitation to get tickets',
    description: 'Changes nothing: messengers open links by themselves.',
    who: 'public',
    params,
    produces: 'text/html',
    reply: z.string(),
    replies: NOT_FOUND,
    handle: by(lookAt),
  }),
  route({
    method: 'POST',
    path: PATH,
    summary: 'The button of that page: the order is acknowledged, or orders may come',
    description: 'Saying it again changes nothing, and says when it was said first.',
    who: 'public',
    bodyLimit: 1024,
    params,
    produces: 'text/html',
    reply: z.string(),
    replies: NOT_FOUND,
    handle: by(sayYes),
  }),
];
