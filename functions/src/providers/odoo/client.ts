import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { Tools } from '../provider';
import { isStale, type Credentials } from './credentials';
import { findSeries, findUser } from './detect';
import { dialectOf, type Dialect } from './dialect';
import { callJson2 } from './json2';
import { rpcAt } from './jsonRpc';
import { once, oncePer } from './once';
import { placeOf } from './place';
import { ids } from './wire';

/** A method of a model. Reading has no effect; whatever creates, writes or acts has. */
export interface ModelCall<S extends z.ZodType> {
  model: string;
  method: string;
  /** The records it acts on; absent: a method of the model itself. */
  ids?: readonly number[];
  /** In the order of the method's parameters, under their names: JSON-RPC sends the values, JSON-2 the names. */
  args?: Readonly<Record<string, unknown>>;
  /** Parameters that both send by name. */
  named?: Readonly<Record<string, unknown>>;
  context?: Readonly<Record<string, unknown>>;
  effect: boolean;
  reply: S;
}

/** `[field, operator, value]` and the prefix operators "|" and "&". */
export type Domain = readonly (string | readonly [string, string, unknown])[];

/** What to look for. */
export interface Query<S extends z.ZodType> {
  domain: Domain;
  fields: readonly string[];
  /** Of one record. */
  reply: S;
  limit?: number;
  order?: string;
  context?: Readonly<Record<string, unknown>>;
}

/** Calls to one Odoo, in the way its series wants them. */
export interface Client {
  dialect(): Promise<Dialect>;
  /** The API user's id; absent on JSON-2, which needs none. */
  uid(): Promise<number | undefined>;
  call<S extends z.ZodType>(call: ModelCall<S>): Promise<z.output<S>>;
  /** search_read */
  find<S extends z.ZodType>(model: string, query: Query<S>): Promise<z.output<S>[]>;
  /** create, of one record: its id. */
  create(model: string, values: Record<string, unknown>, context?: Record<string, unknown>): Promise<number>;
  /** write */
  write(
    model: string,
    records: readonly number[],
    values: Record<string, unknown>,
    context?: Record<string, unknown>,
  ): Promise<void>;
  /** Those of the fields that the model has on this server: series and installed apps differ. Asked once per model. */
  known(model: string, fields: readonly string[]): Promise<string[]>;
}

function checked<S extends z.ZodType>(result: unknown, { model, method, reply }: ModelCall<S>): z.output<S> {
  const read = reply.safeParse(result);
  if (read.success) return read.data;
  const paths = read.error.issues.map((issue) => issue.path.join('.') || 'result');
  throw new Failure(
    'unexpected',
    `Odoo answered ${model}.${method} without usable ${[...new Set(paths)].slice(0, 5).join(', ')}.`,
    { advice: 'The bridge tries again. If it stays so, Odoo may have changed its API: report it.' },
  );
}

interface Session {
  tools: Tools;
  credentials: Credentials;
  /** Goes with every call: language and company. */
  context: Readonly<Record<string, unknown>>;
}

/** Series and user as stored, or found out now. */
function identityOf({ tools, credentials }: Session, place: ReturnType<typeof placeOf>) {
  const fresh = !isStale({ ...credentials, foundAt: undefined }, tools.now());
  const { http, baseUrl } = place;
  return once(async () => {
    if (fresh) return { dialect: dialectOf(credentials.series ?? 0), uid: credentials.uid };
    const now = tools.now();
    const dialect = dialectOf(credentials.series ?? (await findSeries(http, baseUrl, now)));
    return { dialect, uid: dialect.json2 ? undefined : await findUser(http, baseUrl, credentials, now) };
  });
}

/** One call, by JSON-2 where there is one. */
function callerOf(session: Session) {
  const { tools, credentials } = session;
  const { database, apiKey } = credentials;
  const place = placeOf(tools, credentials.host);
  const identity = identityOf(session, place);
  const call = async <S extends z.ZodType>(one: ModelCall<S>): Promise<z.output<S>> => {
    const { model, method, effect, args = {}, named } = one;
    const { dialect, uid } = await identity();
    const asked = { model, uid, now: tools.now() };
    const context = { ...session.context, ...one.context };
    const keywords = { ...named, ...(Object.keys(context).length > 0 && { context }) };
    if (dialect.json2) {
      const json = { ...(one.ids && { ids: one.ids }), ...args, ...keywords };
      return checked(
        await callJson2({ ...place, database, apiKey }, { model, method, effect, json }, asked),
        one,
      );
    }
    const positional = [...(one.ids ? [one.ids] : []), ...Object.values(args)];
    const all = [database, uid, apiKey, model, method, positional, keywords];
    const params = { service: 'object', method: 'execute_kw', args: all } as const;
    return checked(await rpcAt(place.http, place.baseUrl)(params, effect, asked), one);
  };
  return { identity, call };
}

/** https://www.odoo.com/documentation/19.0/developer/reference/external_api.html */
export function connectTo(session: Session): Client {
  const { identity, call } = callerOf(session);
  const fieldsOf = oncePer(async (model: string) => {
    const named = { attributes: ['type'] };
    const reply = z.record(z.string(), z.unknown());
    return new Set(Object.keys(await call({ model, method: 'fields_get', named, effect: false, reply })));
  });
  return {
    dialect: async () => (await identity()).dialect,
    uid: async () => (await identity()).uid,
    call,
    find: (model, { domain, fields, reply, limit, order, context }) => {
      const named = { fields, ...(limit && { limit }), ...(order && { order }) };
      const args = { domain };
      return call({
        model,
        method: 'search_read',
        args,
        named,
        context,
        effect: false,
        reply: z.array(reply),
      });
    },
    create: async (model, values, context) => {
      const args = { vals_list: [values] };
      const made = await call({ model, method: 'create', args, context, effect: true, reply: ids.length(1) });
      return made[0] ?? 0;
    },
    write: async (model, records, values, context) => {
      const args = { vals: values };
      const reply = z.literal(true);
      await call({ model, method: 'write', ids: records, args, context, effect: true, reply });
    },
    known: async (model, fields) => {
      const there = await fieldsOf(model);
      return fields.filter((field) => there.has(field));
    },
  };
}
