import type { Connection } from '../model/connection';
import type { Notice } from '../model/notice';
import { brakeCause } from './pull/brake';

/** Told when more runs out at once than is believed. */
export function stockBrakeNotice({ id, name }: Connection, gone: number, inStock: number): Notice {
  return {
    cause: brakeCause(id, 'stock'),
    connectionId: id,
    severity: 'warning',
    title: 'Much of the stock ran out at once',
    message:
      `${name} says that ${gone} of ${inStock} products in stock are sold out. They stay for sale until somebody ` +
      'has looked: check the stock in the POS, or let the pull go ahead.',
    action: 'none',
  };
}
