import type { Call, Endpoint } from './endpoint';
import { Refused } from './refusal';
import { namesOf } from './rows';

function endpoint(kind: 'brand' | 'category' | 'vendor'): Endpoint {
  const handle = ({ company, switches }: Call): unknown => {
    if (switches.metadata === 'missing') throw new Refused(404, `No ${kind} list`);
    const name = switches.metadata === 'name' ? 'name' : kind;
    return namesOf(company, kind).map((value, index) => ({ [`id_${kind}`]: 1000 + index, [name]: value }));
  };
  return { method: 'GET', path: `/inventory/${kind}`, handle };
}

/** Small lists for filters. */
export const METADATA: Endpoint[] = [endpoint('brand'), endpoint('category'), endpoint('vendor')];
