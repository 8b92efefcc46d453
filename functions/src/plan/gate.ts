import type { ConnectionSettings } from '../model/connection';
import type { Order } from '../model/order';

/** Why an order may not go to the POS yet, in words; undefined when it may. */
export function gateHolds(order: Order, settings: ConnectionSettings): string | undefined {
  const gate = settings.exportGate;
  switch (gate.on) {
    case 'create':
      return undefined;
    case 'payment':
      return order.payment.status === 'unpaid' ? 'It goes to the POS when it is paid.' : undefined;
    case 'status':
      return gate.statuses.includes(order.status)
        ? undefined
        : `It goes to the POS when its status is ${gate.statuses.join(' or ')}.`;
  }
}
