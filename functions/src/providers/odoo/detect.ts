import { z } from 'zod';
import { Failure } from '../../model/failure';
import { callJson, type Http } from '../http';
import type { Renewal, Tools } from '../provider';
import { isStale, type Credentials } from './credentials';
import { dialectOf } from './dialect';
import { rpcAt } from './jsonRpc';
import { placeOf } from './place';
import { refusalOf } from './refusal';
import { version, webVersion } from './wire';

/** 18, or the number in "saas~18": Odoo Online names its in-between versions so. */
function seriesIn(info: number | string | undefined): number {
  const series = Number(/\d+/.exec(String(info))?.[0]);
  if (Number.isInteger(series) && series > 0) return series;
  throw new Failure('unexpected', 'Odoo does not say which series it is.', {
    advice: 'Check that the address is that of an Odoo server.',
  });
}

/** GET /web/version, from 19: /jsonrpc goes away with 22. */
async function fromWeb(http: Http, baseUrl: string, now: number): Promise<number> {
  const reply = await callJson(
    http,
    'Odoo',
    { method: 'GET', url: `${baseUrl}/web/version`, effect: false, reply: webVersion },
    (answer) => refusalOf(answer, { model: 'common', now }),
  );
  return seriesIn(reply.version_info[0]);
}

/** The series, without signing in. */
export async function findSeries(http: Http, baseUrl: string, now: number): Promise<number> {
  const asked = { model: 'common', now };
  const call = { service: 'common', method: 'version', args: [] } as const;
  const reply = await rpcAt(http, baseUrl)(call, false, asked).catch((thrown: unknown) => {
    const failure = Failure.from(thrown);
    if (failure.detail.httpStatus !== 404) throw failure;
    return undefined;
  });
  if (reply === undefined) return fromWeb(http, baseUrl, now);
  return seriesIn(version.safeParse(reply).data?.server_version_info[0]);
}

/**
 * `common.authenticate`: it answers `false` to a login or key that is no good, which is no error to it.
 * https://www.odoo.com/documentation/18.0/developer/howtos/web_services.html
 */
export async function findUser(
  http: Http,
  baseUrl: string,
  { database, login, apiKey }: Credentials,
  now: number,
): Promise<number> {
  const call = { service: 'common', method: 'authenticate', args: [database, login, apiKey, {}] } as const;
  const uid = await rpcAt(http, baseUrl)(call, false, { model: 'common', now });
  const read = z.union([z.literal(false), z.null(), z.number().int().positive()]).safeParse(uid);
  if (!read.success) throw new Failure('unexpected', 'Odoo answered a sign-in with something unknown.');
  if (read.data) return read.data;
  throw new Failure('unauthorized', 'Odoo does not accept the login or the API key.', {
    advice: 'Check login and database, make a new API key in Odoo, and connect Odoo again.',
  });
}

/** The credentials with series and user in them. */
export async function found(given: Credentials, tools: Tools): Promise<Credentials> {
  const { http, baseUrl } = placeOf(tools, given.host);
  const now = tools.now();
  const series = await findSeries(http, baseUrl, now);
  const uid = dialectOf(series).json2 ? undefined : await findUser(http, baseUrl, given, now);
  return { ...given, series, uid, foundAt: now };
}

/** An API key does not expire by itself; what was found out with it is found out again once a day, or when refused. */
export const renewal: Renewal<Credentials> = { due: isStale, renew: found };
