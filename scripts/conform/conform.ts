import type { Http } from '../../functions/src/providers/http';
import { loadProvider } from '../../functions/src/providers/load';
import { Checks, type Check } from './check';
import { checkExpiring, checkPulls } from './pulls';
import type { ConformRequest } from './request';
import { checkSearch } from './search';
import { secretsIn } from './secrets';
import type { Place, Server } from './server';
import { checkSignIn } from './signIn';
import { checkWebhook } from './webhook';
import { paced, readingOnly, type Clock } from './wire';
import { checkOrder, checkPrice } from './writes';

export interface Report {
  provider: string;
  baseUrl: string;
  /** Whatever was tried has passed, and something was. */
  ok: boolean;
  checks: readonly Check[];
}

async function checkPlace(checks: Checks, place: Place): Promise<void> {
  const catalog = await checkPulls(checks, place);
  await checkExpiring(checks, place);
  const items = await checkSearch(checks, place, catalog);
  await checkOrder(checks, place, items);
  await checkPrice(checks, place, items);
}

/** Runs the live-safe checks of one adapter against one server; only with `write` anything is changed there. */
export async function conform(request: ConformRequest, http: Http, clock: Clock): Promise<Report> {
  const { manifest, baseUrl, credentials, signedIn } = request;
  const provider = await loadProvider(manifest.id);
  const writing = paced(http, manifest.limits, clock);
  const server: Server = { request, provider, clock, writing, reading: readingOnly(writing) };
  const checks = new Checks(signedIn ? secretsIn(credentials, manifest) : []);
  const place = await checkSignIn(checks, server);
  if (place) await checkPlace(checks, place);
  else checks.skip('pulls, searches, orders, prices', 'Need a sign-in and a location.');
  await checkWebhook(checks, server);
  const made = checks.rows.filter(({ result }) => result !== 'skipped');
  const ok = made.length > 0 && made.every(({ result }) => result === 'passed');
  return { provider: manifest.id, baseUrl, ok, checks: checks.rows };
}
