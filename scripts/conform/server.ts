import type { PosLocation } from '../../functions/src/model/item';
import type { Http } from '../../functions/src/providers/http';
import type { Provider, Session } from '../../functions/src/providers/provider';
import type { ConformRequest } from './request';
import type { Credentials } from './secrets';
import { ending, type Clock } from './wire';

/** The server behind the base URL, as one adapter sees it. */
export interface Server {
  request: ConformRequest;
  provider: Provider;
  /** Through which nothing can be changed, and through which everything can. */
  reading: Http;
  writing: Http;
  clock: Clock;
}

/** Where the checks after the sign-in work. */
export interface Place extends Server {
  location: PosLocation;
  currency: string;
}

interface Visit {
  http: Http;
  credentials?: Credentials;
  place?: Place;
}

/** A session of the adapter, opened as the bridge opens one; without a place, as it does to connect. */
export function sessionAt(server: Server, { http, credentials, place }: Visit): Session {
  const { request, provider, clock } = server;
  return provider.open({
    credentials: credentials ?? request.credentials,
    externalLocationId: place?.location.externalId,
    currency: place?.currency,
    timezone: place?.location.timezone,
    priceScope: 'location',
    pos: request.settings.pos ?? {},
    tools: { http: ending(http), baseUrl: request.baseUrl, now: clock.now },
  });
}

export const readerAt = (place: Place): Session => sessionAt(place, { http: place.reading, place });
