import type { Call } from '../endpoint';
import { referred } from '../listing';
import { stricter } from '../refusal';

/** The location that a body names, else the primary one. Organizations without locations must not be told any. */
export function placeOf(call: Call, location_id: string | undefined): string {
  const { places, profile, primaryPlaceId } = call.organization;
  if (location_id === undefined) return primaryPlaceId;
  if (profile.places !== 'locations') throw stricter('location_id where locations are not switched on');
  return referred(
    call,
    places.find(({ id }) => id === location_id),
    'Location',
  ).id;
}
