import { z } from 'zod';
import { receive } from '../../../deliver/webhooks/receive';
import { Problem } from '../../../model/problem';
import { RATES } from '../limits';
import { route, type Call, type Route } from '../route';

/** Per instance. A vendor sends for all its merchants from a few addresses; nobody there can be asked to slow down. */
export const WEBHOOK_RATES = {
  ...RATES,
  address: { capacity: 2_000, perMs: 10_000 },
  write: { capacity: 10_000, perMs: 10_000 },
};

const BODY_LIMIT = 1024 * 1024;

/** Whatever a vendor or a merchant adds to the address. */
const query = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
type Query = z.infer<typeof query>;
const params = z.strictObject({ provider: z.string().max(64) });
const reply = z.strictObject({ received: z.literal(true) });

/** The address as it is registered at the vendor, which signs it: from outside, not as it came in here. */
function addressOf(
  { settings, query: given }: Call<unknown, Query, unknown>,
  path: readonly string[],
): string {
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
  const base = settings.publicUrl === '' ? 'https://localhost' : settings.publicUrl;
  return [base, 'webhook', ...path].join('/') + search;
}

/** The same words whatever is wrong: a forger learns nothing from them. */
const refused = () => new Problem('not_found', 'There is nothing at this path.');

type Asked = Call<{ provider: string; token?: string }, Query, unknown>;

async function handle(call: Asked): Promise<z.infer<typeof reply>> {
  const { world, headers, rawBody } = call;
  const { provider, token } = call.params;
  const url = addressOf(call, [provider, ...(token === undefined ? [] : [token])]);
  const delivery = { headers, rawBody, url };
  if (await receive(world, { provider, delivery, ...(token !== undefined && { token }) }))
    return { received: true };
  world.log('warn', 'A webhook was refused', { provider: provider.slice(0, 32), bytes: rawBody.byteLength });
  throw refused();
}

/** Everything the `webhook` function answers. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/webhook/{provider}',
    summary: 'A vendor reports a change at one of its merchants',
    description: 'The one address of an application at the vendor: the event says which account it is about.',
    who: 'public',
    bodyLimit: BODY_LIMIT,
    ...{ params, query, reply, handle },
  }),
  route({
    method: 'POST',
    path: '/webhook/{provider}/{token}',
    summary: 'A POS reports a change to one connection',
    description: 'At the address that the connection was given.',
    who: 'public',
    bodyLimit: BODY_LIMIT,
    params: params.extend({ token: z.string().max(128) }),
    ...{ query, reply, handle },
  }),
];
