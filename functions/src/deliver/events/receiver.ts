import type { World } from '../world';

/** Whether an address is one of the loopback receivers that a local run may send events to; never when deployed. */
export const isLocalReceiver = ({ localReceivers }: Pick<World, 'localReceivers'>, url: string): boolean =>
  URL.canParse(url) && localReceivers.includes(new URL(url).origin);
