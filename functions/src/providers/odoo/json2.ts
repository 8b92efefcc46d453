import { z } from 'zod';
import { callJson, type Http } from '../http';
import { failureOf, refusalOf, type Asked } from './refusal';
import { fault, faultBody } from './wire';

interface Place {
  http: Http;
  baseUrl: string;
  database: string;
  apiKey: string;
}

/** An empty body is no JSON, and no `null` either. */
const anyJson = z.unknown().refine((body) => body !== undefined);

/**
 * POST /json/2/{model}/{method}, from series 19: real statuses, the bare result as body.
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */
export async function callJson2(
  { http, baseUrl, database, apiKey }: Place,
  call: { model: string; method: string; effect: boolean; json: Record<string, unknown> },
  asked: Asked,
): Promise<unknown> {
  const { model, method, effect, json } = call;
  const url = `${baseUrl}/json/2/${model}/${method}`;
  const headers = { authorization: `bearer ${apiKey}`, 'x-odoo-database': database };
  const result = await callJson(
    http,
    'Odoo',
    { method: 'POST', url, headers, json, effect, reply: anyJson },
    (answer, body) => {
      const error = fault.safeParse(body).data;
      return error ? failureOf(error, asked, answer) : refusalOf(answer, asked);
    },
  );
  const error = faultBody.safeParse(result).data;
  if (error) throw failureOf(error, asked);
  return result;
}
