import type { Call } from '../endpoint';
import { invalid, missing, type Refused } from '../refusal';

interface Series {
  field: string;
  prefix: string;
  digits: number;
  isTaken: (number: string) => boolean;
  duplicate: Refused;
}

/** Numbers are unique. One's own number needs `ignore_auto_number_generation=true`, and only then is it taken. */
export function numberOf({ organization, query }: Call, given: string | undefined, series: Series): string {
  const { ignore_auto_number_generation: own = 'false' } = query;
  if (own !== 'true' && own !== 'false') throw invalid('ignore_auto_number_generation');
  if (own === 'false') {
    if (given !== undefined) throw invalid(series.field, 'numbers are given automatically');
    return organization.nextNumber(series.prefix, series.digits, series.isTaken);
  }
  if (given === undefined) throw missing(series.field);
  if (series.isTaken(given)) throw series.duplicate;
  return given;
}
