import type { Environment } from './orm/environment';
import { type Row, type Value } from './orm/row';
import { valueOf } from './orm/value';

/** A request as an automation rule of Odoo sends it: no signature, no secret, no header of its own. */
export interface Hook {
  headers: Record<string, string>;
  body: string;
}

/**
 * The webhook of a record, from 17. A many2one is a bare id, times are text with microseconds and without a zone.
 * https://www.odoo.com/documentation/18.0/applications/studio/automated_actions/webhooks.html
 */
export function webhookOf(env: Environment, model: string, row: Row, fields: readonly string[]): Hook {
  const values: Record<string, Value> = {};
  for (const field of fields) values[field] = valueOf(env, model, row, field);
  const event = { _action: 'Send Webhook Notification(#494)', _id: row.id, _model: model, id: row.id };
  return {
    headers: { 'content-type': 'application/json', 'user-agent': 'python-requests/2.31.0' },
    body: JSON.stringify({ ...event, ...values }),
  };
}
