import { Failure } from '../../model/failure';
import type { Settings } from './settings';
import type { WireTill } from './wire';

const ADVICE =
  'Choose a payment method of the till in the settings of the connection; in Odoo, best one of type Bank named Online.';

/** The payment method that money of the storefront is booked with: the chosen one, or the only one there is. */
export function paymentMethodOf({ name, payment_method_ids: all }: WireTill, chosen?: number): number {
  const [only] = all;
  if (chosen !== undefined && all.includes(chosen)) return chosen;
  if (chosen === undefined && only !== undefined && all.length === 1) return only;
  const why = chosen === undefined ? 'none is chosen' : `it does not have the chosen one (${chosen})`;
  throw new Failure('rejected', `The till "${name}" has ${all.length} payment methods, and ${why}.`, {
    advice: ADVICE,
  });
}

export const refundMethod = ({ refundMethodId, paymentMethodId }: Settings): number | undefined =>
  refundMethodId ?? paymentMethodId;
