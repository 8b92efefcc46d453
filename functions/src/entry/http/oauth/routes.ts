import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { beginOAuth, finishOAuth, STATE_LIVES_MS } from '../../../deliver/connections/oauth';
import { Problem } from '../../../model/problem';
import { ADMINS } from '../../../model/role';
import { demandPerson } from '../caller';
import { connectionParams, idSchema, route, type Route } from '../route';
import type { HttpSettings } from '../settings';
import { personIn, tiesIn, tieTo, untied } from './browser';

const random = () => randomBytes(32).toString('base64url');

function redirectUri({ publicUrl }: HttpSettings, provider: string): string {
  if (publicUrl !== '') return `${publicUrl}/oauth/${provider}/callback`;
  throw new Problem('not_configured', 'The operator has not set TILLBRIDGE_PUBLIC_URL.');
}

/** A page to go back to must be one of ours: else anybody could send people on from here. */
function checkReturn(returnTo: string | undefined, { origins }: HttpSettings): void {
  if (returnTo === undefined || (URL.canParse(returnTo) && origins.includes(new URL(returnTo).origin)))
    return;
  throw new Problem('invalid_request', 'returnTo must be a page of a configured origin.', {
    errors: [{ path: 'returnTo', message: 'Not of a configured origin' }],
  });
}

/** Whatever a vendor adds; one value each. */
const vendorQuery = z.record(z.string(), z.string().max(4096));

const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><p>${text}</p></html>`;

function backTo(returnTo: string | undefined, connectionId: string, status: string): string | undefined {
  if (returnTo === undefined) return undefined;
  const url = new URL(returnTo);
  url.searchParams.set('connectionId', connectionId);
  url.searchParams.set('status', status);
  return url.href;
}

const begin = route({
  method: 'POST',
  path: '/oauth/tenants/{tenantId}/connections/{connectionId}/start',
  summary: 'Begin to sign in on the POS’s own page',
  description:
    'Gives the address to send the browser to, and a cookie that ties the sign-in to it: a page calls this with credentials included. Valid once, for ten minutes.',
  who: ADMINS,
  cost: 'expensive',
  params: connectionParams,
  body: z.strictObject({
    provider: z.string().regex(/^[a-z]{1,32}$/),
    environment: z.enum(['production', 'sandbox']).default('production'),
    locationId: idSchema.describe('Our location whose orders it takes.'),
    returnTo: z.string().max(2000).optional().describe('Page of a configured origin to come back to.'),
  }),
  reply: z.strictObject({ url: z.string(), expiresAt: z.int() }),
  async handle({ world, params, body, caller, settings, identities, cookies, out }) {
    const person = demandPerson(caller);
    checkReturn(body.returnTo, settings);
    const { browser, setCookies } = await tieTo(
      { identities, cookies, caller: person },
      random(),
      STATE_LIVES_MS,
    );
    const url = await beginOAuth(world, {
      state: { ...params, ...body, uid: person.uid },
      ...{ nonce: random(), browser, redirectUri: redirectUri(settings, body.provider) },
    });
    if (setCookies.length > 0) out.headers['set-cookie'] = setCookies;
    return { url, expiresAt: world.now() + STATE_LIVES_MS };
  },
});

const callback = route({
  method: 'GET',
  path: '/oauth/{provider}/callback',
  summary: 'The way back from the POS’s own page',
  description:
    'Called by the browser alone. Goes back to the page that began it, with `connectionId` and `status`.',
  who: 'public',
  params: z.strictObject({ provider: z.string().regex(/^[a-z]{1,32}$/) }),
  query: vendorQuery,
  produces: 'text/html',
  reply: z.string(),
  replies: { 303: 'Back to the page that began it.' },
  async handle({ world, params, query, cookies, identities, settings, out }) {
    out.headers['set-cookie'] = untied(cookies);
    const { state, connection } = await finishOAuth(world, {
      provider: params.provider,
      query,
      browsers: tiesIn(cookies),
      uid: await personIn(identities, cookies),
      redirectUri: redirectUri(settings, params.provider),
    });
    const status = connection ? 'connected' : 'choose_location';
    const location = backTo(state.returnTo, state.connectionId, status);
    if (location !== undefined) {
      out.status = 303;
      out.headers.location = location;
    }
    return connection
      ? page('Connected', 'The POS is connected. You can close this page.')
      : page('One more step', 'Choose a location of the POS where you manage your connections.');
  },
});

/** Everything the `oauth` function answers. */
export const OAUTH_ROUTES: readonly Route[] = [begin, callback];
