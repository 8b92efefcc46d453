import * as shape from '../core/shape';

const { flag, listOf, object, required, text, whole, decimal, optional } = shape;
type Check<T> = shape.Check<T>;

const MOST_MONEY = 1e9;

/** One value and no other. */
function always<T extends string | number | boolean>(wanted: T): Check<T> {
  return (value, field) => {
    if (value !== wanted)
      throw new shape.Misfit('unsafe', field, `is documented as ${JSON.stringify(wanted)}`);
    return wanted;
  };
}

/** JSON inside a text. */
function embedded<T>(check: Check<T>): Check<T> {
  return (value, field) => {
    const source = text(1_000_000, 2)(value, field);
    try {
      return check(JSON.parse(source), field);
    } catch (thrown) {
      if (thrown instanceof SyntaxError) throw new shape.Misfit('value', field, 'must be JSON as text');
      throw thrown;
    }
  };
}

/** Nobody says whether these are numbers or texts: both are read. */
const identifier: Check<string> = (value, field) =>
  typeof value === 'number' ? String(whole(0)(value, field)) : text(100, 1)(value, field);

/** Any number of named texts; which ones there are is documented only in part. */
const texts: Check<Record<string, string>> = (value, field) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new shape.Misfit('type', field, 'must be an object');
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, text(500)(inner, `${field}.${key}`)]),
  );
};

const newStatus: Check<string[]> = (value, field) => {
  const read = listOf(text(50))(value, field);
  if (read.length !== 1 || read[0] !== 'New')
    throw new shape.Misfit('unsafe', field, 'is documented as ["New"]');
  return read;
};

/** Amounts are in major units, exact in the currency. */
export function ticketInput(decimals: number) {
  const money = decimal(decimals, 0, MOST_MONEY);
  const quantity = decimal(3, 0.001, 1e6);
  const tag = object({
    TagName: required(text(200, 1)),
    TagValue: required(text(200, 1)),
    Quantity: required(quantity),
    Price: required(money),
  });
  const order = object({
    MenuItemName: required(text(200, 1)),
    MenuItemSyncId: required(identifier),
    MenuItemType: required(always(0)),
    PortionName: required(text(200)),
    Price: required(money),
    Quantity: required(quantity),
    OrderRef: required(text(100)),
    OrderStatus: required(newStatus),
    FlyOrderStatus: required(always('New')),
    OrderTagItems: required(listOf(tag)),
  });
  const contents = object({
    DepartmentName: required(text(100, 1)),
    ClosingTag: required(text(200)),
    GoRequest: required(flag),
    QueueNumber: required(text(50)),
    TicketNumber: required(text(64, 1)),
    TotalAmount: required(money),
    Entities: required(
      listOf(object({ EntityTypeId: required(identifier), EntityName: required(text(200)) })),
    ),
    Orders: required(listOf(order, 1, 500)),
  });
  return object({
    claimed: required(always(false)),
    status: required(always('IN')),
    locationId: required(text(64, 1)),
    ticketNumber: required(text(64, 1)),
    deliveryContents: required(embedded(contents)),
    response: optional(embedded(texts)),
  });
}

export type TicketInput = ReturnType<ReturnType<typeof ticketInput>>;
export type TicketOrder = TicketInput['deliveryContents']['Orders'][number];
