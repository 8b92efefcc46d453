import type { Link } from '../../functions/src/model/link';
import { BadCsv } from '../../functions/src/plan/mapping/csv';
import { BadHeader, tiesInCsv } from '../../functions/src/plan/mapping/ties';
import { Mistake } from './command';

export { linkOf } from '../../functions/src/plan/mapping/ties';

export interface ReadLinks {
  links: Map<string, Link>;
  /** Rows that make no link, for a person: "Line 3: ...". */
  errors: string[];
}

function tiesIn(text: string) {
  try {
    return tiesInCsv(text);
  } catch (thrown) {
    if (thrown instanceof BadCsv || thrown instanceof BadHeader) throw new Mistake(thrown.message);
    throw thrown;
  }
}

/**
 * Links from CSV text with a line of column names, as the API takes and exports them. One bad row does not spoil the
 * others; rows that name no POS item say nothing. @throws Mistake when the file as a whole cannot be read
 */
export function linksInCsv(text: string): ReadLinks {
  const { ties, errors } = tiesIn(text);
  return {
    links: new Map([...ties].map(([key, { link }]) => [key, link])),
    errors: errors.map(({ line, message }) => `Line ${line}: ${message}.`),
  };
}
