import type { SimContext } from '../../core/types';

/** What should be a dictionary; empty where it is something else. */
export const dictionary = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const CONCEALED = '***';

/** What a request says before anybody has looked whether it may. */
export interface Asked {
  /** Of all calls over JSON-RPC: `/jsonrpc/pos.order/read` instead of one address for everything. */
  path: string;
  database: string;
  /** Password or API key. */
  secret: string;
  /** The body, the secret among its arguments concealed. */
  body: unknown;
}

function rpcAsked(path: string, json: unknown): Asked {
  const body = dictionary(json);
  const params = dictionary(body.params);
  const { service, method } = params;
  const args = Array.isArray(params.args) ? (params.args as unknown[]) : [];
  const [database = '', , secret = '', model, called] = args;
  const of =
    service === 'object' ? `${String(model)}/${String(called)}` : `${String(service)}/${String(method)}`;
  const concealed = args.map((arg, index) => (index === 2 ? CONCEALED : arg));
  return {
    ...{ path: `${path}/${of}`, database: String(database), secret: String(secret) },
    body: { ...body, params: { ...params, args: concealed } },
  };
}

/** Reads either transport. */
export function askedIn({ path, json, headers }: SimContext): Asked {
  if (path === '/jsonrpc' && json !== undefined) return rpcAsked(path, json);
  const secret = /^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return { path, database: headers['x-odoo-database'] ?? '', secret, body: json };
}
