import type { Route } from '../core/types';
import { endpointsOf } from './endpoint';
import { refuse } from './errors';
import type { World } from './world';

/** https://developer.squareup.com/reference/square/locations-api */
export function locationRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  const scopes = ['MERCHANT_PROFILE_READ'];
  return [
    endpoint({
      method: 'GET',
      path: '/v2/locations',
      scopes,
      handle: ({ account }) => ({ locations: account.locations }),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/locations/:id',
      scopes,
      handle: ({ account, params: { id = '' } }) => ({
        location:
          (id === 'main' ? account.locations[0] : account.locations.find((location) => location.id === id)) ??
          refuse('NOT_FOUND', `Location ${id} not found.`),
      }),
    }),
  ];
}
