import { object, required, text } from '../core/shape';
import type { SimContext } from '../core/types';
import type { Access } from './access';
import { DISCOUNTS } from './discounts';
import type { Answer, Dialect } from './endpoint';
import { MENU_ITEMS } from './menu';
import { ORDERS } from './orders';
import { OUTLETS } from './outlets';
import { notFound, type Refused } from './refusal';
import type { Switches } from './switches';

const credentials = object({ api_key: required(text(200, 1)), api_secret: required(text(200, 1)) });

function login({ json, path }: SimContext, access: Access): Answer {
  if (access.switches.signIn !== 'login') throw notFound('not_found', `There is no ${path}`);
  const { api_key, api_secret } = credentials(json, '');
  return { body: { data: access.login(api_key, api_secret) } };
}

const RETRYABLE: readonly number[] = [408, 425, 429, 500, 502, 503];

/** The contract "Dine Partner REST v1": no vendor has published one, so this one is the bridge's own. */
export const DINE: Dialect = {
  doors: [{ method: 'POST', path: '/v1/auth/login', handle: login }],
  endpoints: [...OUTLETS, ...MENU_ITEMS, ...DISCOUNTS, ...ORDERS],
  caller: (context, access) => access.byHeaders(context),
  errorBody({ status, code, details, field }: Refused, { envelope }: Readonly<Switches>) {
    const retryable = RETRYABLE.includes(status);
    const error = { code, message: details, ...(field !== undefined && { field }), retryable };
    return { ...(envelope === 'success' && { success: false }), error };
  },
  envelope: (body, { envelope }) => (envelope === 'success' ? { success: true, ...body } : body),
};
