import { day } from '../core/shape';
import { type Call, type Endpoint, idIn } from './endpoint';
import { listed } from './listing';
import type { Order } from './order';
import { addLine, applyDiscount, change, changeLine, create } from './ordering';
import { invalid, noSuchOrder } from './refusal';
import { shownOrder } from './shownOrder';
import { localText } from './zone';

function count({ query }: Call, name: string): number {
  const given = query[name] ?? '';
  if (!/^[1-9]\d*$/.test(given)) throw invalid(`${name} must be a number from 1`);
  return Number(given);
}

function dayOf({ company, switches }: Call, order: Order): string {
  const zone = company.location(order.header.id_location)?.timezone ?? 'UTC';
  return localText(order.createdAt, switches.orderDays === 'utc' ? 'UTC' : zone).slice(0, 10);
}

/** Orders created from the first day to the last, both included; of every location. */
function list(call: Call): unknown {
  const { company, switches, query } = call;
  const [page, pageSize] = [count(call, 'page'), count(call, 'pageSize')];
  const [from, to] = [day(query.startDate, 'startDate'), day(query.endDate, 'endDate')];
  const inside = company.orders.filter((order) => {
    const at = dayOf(call, order);
    return at >= from && at <= to;
  });
  if (switches.orderSort === 'newest') inside.reverse();
  const rows = listed(inside, page, pageSize, switches).map((order) =>
    shownOrder(company, order, switches, true),
  );
  return switches.orderList === 'array' ? rows : { [switches.orderList]: rows };
}

function one(call: Call): unknown {
  const order = call.company.order(idIn(call));
  if (!order) throw noSuchOrder(idIn(call));
  return shownOrder(call.company, order, call.switches);
}

export const ORDERS: Endpoint[] = [
  { method: 'GET', path: '/order', query: ['page', 'pageSize', 'startDate', 'endDate'], handle: list },
  { method: 'POST', path: '/order', handle: create },
  { method: 'GET', path: '/order/:id', handle: one },
  { method: 'PUT', path: '/order/:id', handle: change },
  { method: 'POST', path: '/order/:id/item', handle: addLine },
  { method: 'PUT', path: '/order/:id/item/:line', handle: changeLine },
  { method: 'POST', path: '/order/:id/discount', handle: applyDiscount },
];
