import type { Series } from '../series';
import { TRACEBACK_SECRET } from '../seed';
import type { OdooError } from './refusal';

function traceback({ exception, message }: OdooError): string {
  return (
    'Traceback (most recent call last):\n' +
    `  File "/opt/odoo/${TRACEBACK_SECRET}/odoo/http.py", line 1788, in _serve_db\n` +
    `    return service_model.retrying(self._serve_ir_http, self.env)\n${exception}: ${message}\n`
  );
}

/** An exception as both transports show it: JSON-RPC under `error.data`, JSON-2 as the whole body. */
export function exceptionData(series: Series, error: OdooError): Record<string, unknown> {
  const { exception: name, message } = error;
  const debug = traceback(error);
  const told = { message, arguments: [message], context: {} };
  return series >= 19 ? { name, ...told, debug } : { name, debug, ...told };
}
