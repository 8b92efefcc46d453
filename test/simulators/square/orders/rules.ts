import { refuse } from '../errors';
import type { Fulfillment, OrderBody } from './schema';

type Member = { uid?: string };

function checkUids(list: Member[] | undefined, name: string): void {
  const uids = (list ?? []).map(({ uid }) => uid).filter((uid) => uid !== undefined);
  const twice = uids.find((uid, index) => uids.indexOf(uid) !== index);
  if (twice !== undefined) refuse('INVALID_VALUE', `Two members share the uid ${twice}.`, `order.${name}`);
}

function checkReferences(body: OrderBody): void {
  const taxes = new Set(body.taxes?.map(({ uid }) => uid));
  const discounts = new Set(body.discounts?.map(({ uid }) => uid));
  for (const [index, line] of (body.line_items ?? []).entries()) {
    const field = `order.line_items[${index}]`;
    for (const { tax_uid } of line.applied_taxes ?? [])
      if (!taxes.has(tax_uid))
        refuse('INVALID_VALUE', `No tax has the uid ${tax_uid}.`, `${field}.applied_taxes`);
    for (const { discount_uid } of line.applied_discounts ?? [])
      if (!discounts.has(discount_uid))
        refuse('INVALID_VALUE', `No discount has the uid ${discount_uid}.`, `${field}.applied_discounts`);
  }
}

function checkServiceCharges(body: OrderBody): void {
  for (const [index, charge] of (body.service_charges ?? []).entries())
    if ((charge.percentage === undefined) === (charge.amount_money === undefined))
      refuse(
        'BAD_REQUEST',
        'A service charge has percentage or amount_money.',
        `order.service_charges[${index}]`,
      );
}

interface Timing {
  schedule?: string;
  at?: string;
  prep?: string;
  atField: string;
}

function timingOf({
  type,
  pickup_details: pickup,
  delivery_details: delivery,
}: Fulfillment): Timing | undefined {
  if (type === 'PICKUP')
    return (
      pickup && {
        schedule: pickup.schedule_type,
        at: pickup.pickup_at,
        prep: pickup.prep_time_duration,
        atField: 'pickup_details.pickup_at',
      }
    );
  return (
    delivery && {
      schedule: delivery.schedule_type,
      at: delivery.deliver_at,
      prep: delivery.prep_time_duration,
      atField: 'delivery_details.deliver_at',
    }
  );
}

function checkFulfillment(fulfillment: Fulfillment): void {
  const field = 'order.fulfillments[0]';
  const { type, pickup_details, delivery_details } = fulfillment;
  const timing = timingOf(fulfillment);
  const details = type === 'PICKUP' ? 'pickup_details' : 'delivery_details';
  if (!timing) refuse('MISSING_REQUIRED_PARAMETER', 'Missing required parameter.', `${field}.${details}`);
  if (pickup_details && delivery_details)
    refuse('INVALID_VALUE', `A ${type} fulfillment has ${details} alone.`, field);
  if (timing.at !== undefined || (timing.schedule === 'ASAP' && timing.prep !== undefined)) return;
  const needed =
    timing.schedule === 'ASAP' ? 'ASAP needs prep_time_duration or a time.' : 'SCHEDULED needs a time.';
  refuse('MISSING_REQUIRED_PARAMETER', needed, `${field}.${timing.atField}`);
}

/** What an order must be in itself, whoever it is for. */
export function checkOrder(body: OrderBody): void {
  checkUids(body.line_items, 'line_items');
  for (const line of body.line_items ?? []) checkUids(line.modifiers, 'line_items.modifiers');
  checkUids(body.taxes, 'taxes');
  checkUids(body.discounts, 'discounts');
  checkUids(body.service_charges, 'service_charges');
  checkReferences(body);
  checkServiceCharges(body);
  for (const fulfillment of body.fulfillments ?? []) checkFulfillment(fulfillment);
}
