import type { Answer, Call, Endpoint } from './endpoint';
import type { Outlet } from './records';
import { forbidden } from './refusal';

/** The outlet of the path, which the header must name as well. */
export function outletOf({ account, params, headers }: Call): Outlet {
  const outlet = account.outlet(params.outlet ?? '');
  if (!outlet || headers['x-outlet-id'] !== outlet.id)
    throw forbidden('outlet_forbidden', 'X-Outlet-Id and the path must name the same outlet, one of yours');
  return outlet;
}

function list({ account }: Call): Answer {
  const currency = account.currency.code;
  return { body: { data: account.outlets.map((outlet) => ({ ...outlet, currency })) } };
}

export const OUTLETS: Endpoint[] = [{ method: 'GET', path: '/v1/outlets', handle: list }];
