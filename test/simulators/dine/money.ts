import { type Check, matching, whole } from '../core/shape';
import type { Call } from './endpoint';

const MOST = 1e12;

type Terms = Pick<Call, 'account' | 'switches'>;

/** An amount as it travels. */
export function shownMoney({ account, switches }: Terms, minor: number): number | string {
  return switches.money === 'minor' ? minor : account.currency.text(minor);
}

/** An amount of a request, in minor units. Text has exactly the decimals of the currency. */
export function moneyCheck({ account, switches }: Terms): Check<number> {
  if (switches.money === 'minor') return whole(0, MOST);
  const { decimals, minor, text } = account.currency;
  const form = decimals === 0 ? /^\d{1,12}$/ : new RegExp(`^\\d{1,12}\\.\\d{${decimals}}$`);
  const read = matching(form, text(450));
  return (value, field) => minor(Number(read(value, field)));
}
