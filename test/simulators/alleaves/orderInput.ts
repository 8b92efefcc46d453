import * as shape from '../core/shape';

const { flag, listOf, nullable, object, oneOf, optional, required, text, whole, decimal } = shape;
type Check<T> = shape.Check<T>;

const MOST_MONEY = 1e9;
/** Prices have been seen with up to four decimals. */
const PRICE_DECIMALS = 4;
/** Nobody has published a limit. */
const SAFE_REFERENCE = 40;
const SAFE_TEXT = 250;

/** What every known client sends; anything else may do things that a bridge should not cause. */
function always<T extends boolean | number>(wanted: T): Check<T> {
  return (value, field) => {
    if (value !== wanted)
      throw new shape.Misfit('unsafe', field, `nobody is known to send anything but ${wanted}`);
    return wanted;
  };
}

const money = decimal(PRICE_DECIMALS, 0, MOST_MONEY);
const time = shape.matching(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, '17:30');

const address = object({
  address1: required(text(SAFE_TEXT, 1)),
  address2: required(nullable(text(SAFE_TEXT))),
  city: required(text(SAFE_TEXT)),
  state: required(text(SAFE_TEXT)),
  zip: required(text(20)),
  delivery_date: required(nullable(shape.day)),
  delivery_eta_start: required(nullable(text(40))),
});

const reference = nullable(text(SAFE_REFERENCE, 1));
const extras = {
  pickup_date: optional(nullable(shape.day)),
  pickup_time: optional(nullable(time)),
  apply_delivery_fee: optional(flag),
  delivery_fee: optional(nullable(money)),
  verified_by: optional(nullable(whole(1))),
  packed_by: optional(nullable(whole(1))),
  scheduled_by: optional(nullable(whole(1))),
  id_user_working: optional(nullable(whole(1))),
};

/** `POST /order`: the fields of the only client known to create orders, all of which it sends. */
export const newOrder = object({
  id_customer: required(whole(1)),
  id_external: required(reference),
  id_location: required(whole(1)),
  id_status: required(always(1)),
  type: required(oneOf('retail', 'pickup', 'delivery')),
  use_type: required(oneOf('adult', 'medical')),
  auto_apply_discount_exclusions: required(listOf(whole(1))),
  delivery_address: required(nullable(address)),
  complete: required(always(false)),
  verified: required(flag),
  packed: required(flag),
  scheduled: required(flag),
  ...extras,
});

/** `PUT /order/{id}`: what is absent stays. */
export const orderChange = object({
  id_order: required(whole(1)),
  id_customer: optional(whole(1)),
  id_location: optional(whole(1)),
  verified: optional(flag),
  packed: optional(flag),
  scheduled: optional(flag),
  complete: optional(always(false)),
  ...extras,
  cancel: optional(flag),
  void: optional(flag),
  void_reason: optional(nullable(text(SAFE_TEXT, 1))),
  void_reason_other: optional(nullable(text(SAFE_TEXT))),
});

/** Units of one batch, from one area. */
export const newLine = object({
  id_batch: required(whole(1)),
  id_area: required(whole(1)),
  qty: required(whole(1, 10_000)),
});

/** A unit price before tax. */
export const lineChange = object({
  price_override: required(money),
  price_override_reason: required(text(SAFE_TEXT, 1)),
});

export const discountOnOrder = object({ id_discount: required(whole(1)) });

export type NewOrder = ReturnType<typeof newOrder>;
export type OrderChange = ReturnType<typeof orderChange>;
