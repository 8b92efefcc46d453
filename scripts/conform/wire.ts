import { Failure } from '../../functions/src/model/failure';
import type { Http, HttpRequest } from '../../functions/src/providers/http';
import type { Manifest } from '../../functions/src/providers/manifest';

export interface Clock {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** An Http that keeps to the calls an account allows: a check must not lock out the shop that it is made for. */
export function paced(http: Http, { calls, perMs }: Manifest['limits'], { now, wait }: Clock): Http {
  const slots: number[] = [];
  return async (request) => {
    const at = Math.max(now(), (slots.at(-calls) ?? -Infinity) + perMs);
    slots.push(at);
    const early = at - now();
    if (early > 0) await wait(early);
    return http(request);
  };
}

const what = ({ method, url }: HttpRequest) => `${method} ${new URL(url).pathname}`;

/** An Http through which nothing can be changed, whatever the adapter means to do. */
export function readingOnly(http: Http): Http {
  return async (request) => {
    if (!request.effect) return http(request);
    throw new Failure(
      'rejected',
      `This check changes nothing at the POS, and the adapter set out to (${what(request)}).`,
    );
  };
}

/** What one check may need at most: a pull that walks a catalog of tens of thousands of items to yield a page. */
const MOST_CALLS = 300;

/** An Http for one check: an adapter that a server leads in a circle comes to an end. */
export function ending(http: Http): Http {
  let calls = 0;
  return async (request) => {
    calls += 1;
    if (calls <= MOST_CALLS) return http(request);
    throw new Failure('unexpected', `The check made ${MOST_CALLS} calls without an end (${what(request)}).`);
  };
}
