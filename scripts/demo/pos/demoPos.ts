import type { ConnectRequest } from '../../../functions/src/deliver/connect';
import type { Link } from '../../../functions/src/model/link';
import type { Simulator } from '../../../test/simulators/core/simulator';
import type { HeldOrder } from '../../../test/simulators/core/types';

type State = HeldOrder['state'];

/** How a POS holds what the demo does to an order. */
export interface States {
  /** Paid in the storefront. */
  paid: State;
  /** To be paid at the counter. */
  unpaid: State;
  /** Paid, then cancelled. */
  givenBack: State;
  /** Cancelled before it was paid. */
  calledOff: State;
}

/** The simulated account of a shop at one POS. */
export interface Account {
  simulator: Simulator;
  /** What its owner gives to connect. */
  connect: Pick<ConnectRequest, 'externalLocationId' | 'credentials' | 'settings'>;
  /** Sign-ins that may stand in no document. */
  secrets: readonly string[];
  /** Puts the menu in, as its owner would by hand; `url` is where it is served. Returns what each thing is called there. */
  stock(url: string): Promise<Record<string, Link>> | Record<string, Link>;
  /** What the POS's own API says that an order comes to, minor units. */
  total(url: string, orderId: string): Promise<number>;
  /** What it sells a linked product at, minor units; absent where prices are not pushed. */
  price?(link: Link): number | undefined;
  /** The same where prices are not pushed. */
  priceOf?(link: Link): number | undefined;
  /** Ids of all items that stand on its menu. */
  items(): readonly string[];
}

/** A POS of the demo's shop: all that the demo knows of a provider. */
export interface DemoPos {
  /** Provider id. */
  id: string;
  name: string;
  /** Preferred port of its simulator. */
  port: number;
  /** Path of its API below the host. */
  path?: string;
  /** The request that makes an order, as faults name it (METHOD /path). */
  creates: string;
  /** The requests that tell prices. */
  tellsPrices?: RegExp;
  states: States;
  /** The bridge cannot take a paid order back there: it stays, and the badge tells a person. */
  refundsByHand?: true;
  /** It computes every tax itself, in the demo none: tax on top of an order does not stand there, and the badge says so. */
  taxesItself?: true;
  open(): Account;
}
