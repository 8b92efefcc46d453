import { callJson, type Http } from '../http';
import { failureOf, refusalOf, type Asked } from './refusal';
import { rpcReply } from './wire';

/** One call of a service: `common` (no sign-in) or `object` (records). The result, undefined where there is none. */
export type Rpc = (
  params: { service: 'common' | 'object'; method: string; args: readonly unknown[] },
  effect: boolean,
  asked: Asked,
) => Promise<unknown>;

/**
 * POST /jsonrpc: status 200 whatever happens, an exception stands in the body.
 * https://www.odoo.com/documentation/18.0/developer/howtos/web_services.html
 */
export const rpcAt =
  (http: Http, baseUrl: string): Rpc =>
  async (params, effect, asked) => {
    const json = { jsonrpc: '2.0', method: 'call', id: 1, params };
    const reply = await callJson(
      http,
      'Odoo',
      { method: 'POST', url: `${baseUrl}/jsonrpc`, json, effect, reply: rpcReply },
      (answer) => refusalOf(answer, asked),
    );
    if (!reply.error) return reply.result;
    throw failureOf(reply.error.data ?? { name: 'error', message: reply.error.message ?? '' }, asked);
  };
