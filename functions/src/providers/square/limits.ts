/** Lengths that Square accepts, from its OpenAPI file, version 2025-08-20. */
export const LIMITS = {
  /** CreatePayment has the shortest; every key of ours stays within it. */
  idempotencyKey: 45,
  ticketName: 30,
  lineName: 512,
  lineNote: 2000,
  quantity: 12,
  /** Modifiers, taxes, discounts, and service charges too. */
  name: 255,
  pickupNote: 500,
  deliveryNote: 550,
  displayName: 255,
  email: 255,
  /** Not published for this field; what other texts of a recipient may have. */
  addressLine: 255,
  customerName: 300,
  customerEmail: 254,
  paymentSource: 255,
  paymentNote: 500,
  refundReason: 192,
  percentage: 10,
} as const;

/**
 * The start of a text, at most `max` UTF-16 units long and without half characters, which are no valid text. Nobody
 * says whether Square counts units or code points: what fits the first count fits the second as well.
 */
export function clip(text: string, max: number): string {
  return text.slice(0, max).replace(/\p{Surrogate}/gu, '');
}

/** A phone number that Square takes (9 to 16 digits, a leading plus allowed), or undefined. */
export function squarePhone(text: string | undefined): string | undefined {
  const bare = text?.replace(/[\s().\/-]/g, '');
  return bare !== undefined && /^\+?\d{9,16}$/.test(bare) ? bare : undefined;
}

/** An e-mail address that is not obviously none, or undefined: a bad one would have the whole order refused. */
export function squareEmail(text: string | undefined, max: number): string | undefined {
  const fits = text !== undefined && text.length <= max && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
  return fits ? text : undefined;
}
