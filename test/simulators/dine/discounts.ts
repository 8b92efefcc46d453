import type { Answer, Call, Endpoint } from './endpoint';
import { shownMoney } from './money';
import { outletOf } from './outlets';
import type { Discount } from './records';

const timeText = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function shown(call: Call, discount: Discount): Record<string, unknown> {
  const { id, name, type, value, items, categories, startsAt, endsAt, active } = discount;
  return {
    id,
    name,
    type,
    value: type === 'percent' ? value : shownMoney(call, value),
    applies_to: { items, categories },
    starts_at: timeText(startsAt),
    ends_at: timeText(endsAt),
    active,
  };
}

function list(call: Call): Answer {
  outletOf(call);
  return { body: { data: call.account.discounts.map((discount) => shown(call, discount)) } };
}

export const DISCOUNTS: Endpoint[] = [{ method: 'GET', path: '/v1/outlets/:outlet/discounts', handle: list }];
