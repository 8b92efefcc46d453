import type { PosItem } from '../../functions/src/model/item';
import type { Receipt } from '../../functions/src/model/job';
import { majorText } from '../../functions/src/model/money';
import type { PushOrder, Session } from '../../functions/src/providers/provider';
import { type Finding, Wrong } from './check';
import { freshMarker, orderOf } from './order';
import { sessionAt, type Place } from './server';

/** One small order that comes and goes, and what of it stands at the POS meanwhile. */
export class Trial {
  private readonly push: PushOrder;
  private readonly session: Session;
  private readonly startedAt: number;
  /** By the POS's id: more than one means that a repeat made a second order. */
  private readonly standing = new Map<string, Receipt>();
  /** Something that changes the POS has left for it. */
  sent = false;

  /** @throws Wrong when the bridge's own planner refuses the order. */
  constructor(
    private readonly place: Place,
    item: PosItem,
  ) {
    this.push = orderOf(place, item, freshMarker());
    this.startedAt = place.clock.now();
    this.session = sessionAt(place, {
      place,
      http: (request) => {
        this.sent ||= request.effect;
        return place.writing(request);
      },
    });
  }

  private async pushed(mayExistSince?: number): Promise<Receipt> {
    const receipt = await this.session.pushOrder?.({ ...this.push, mayExistSince });
    if (!receipt) throw new Wrong('The manifest promises pushOrder, and the session lacks it.');
    this.standing.set(receipt.externalId, receipt);
    return receipt;
  }

  async pushOnce(): Promise<Finding<Receipt>> {
    const { order, marker } = this.push;
    const receipt = await this.pushed();
    const [wanted, held] = [order.total, receipt.posTotal].map((total) => majorText(total, order.currency));
    if (wanted !== held) throw new Wrong(`The POS holds ${held} ${order.currency} instead of ${wanted}.`);
    const detail = `Order ${receipt.externalId}, marker ${marker}, ${held} ${order.currency}.`;
    return { detail, value: receipt };
  }

  /** As after a lost reply; before a look-up is believed, the bridge waits as long. */
  async pushAgain({ externalId }: Receipt): Promise<Finding<void>> {
    await this.settled();
    const again = await this.pushed(this.startedAt);
    if (again.externalId === externalId)
      return { detail: `The same order, ${externalId}; no other was made.`, value: undefined };
    throw new Wrong(`The repeat gave ${again.externalId} instead of ${externalId}: two orders.`);
  }

  /** Takes back whatever stands; where nobody knows, whatever carries our marker. */
  async takeBack(): Promise<Finding<void>> {
    const said: string[] = [];
    for (const receipt of this.standing.values()) said.push(await this.cancelled(receipt));
    if (said.length === 0) {
      await this.settled();
      said.push(await this.cancelled(undefined));
    }
    return { detail: said.join(' '), value: undefined };
  }

  private async cancelled(receipt: Receipt | undefined): Promise<string> {
    const { marker, order } = this.push;
    const id = receipt ? `Order ${receipt.externalId}` : 'An order';
    const cancel = { marker, order, receipt, pushedSince: this.startedAt, mayExist: false };
    let how: string | undefined;
    try {
      how = (await this.session.cancelOrder?.(cancel))?.how;
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      throw new Wrong(`${id} with the marker ${marker} may still stand: cancel it at the POS. ${why}`);
    }
    if (how === 'nothing' && receipt)
      throw new Wrong(`The POS finds no order ${receipt.externalId}: look there for the marker ${marker}.`);
    return how === 'nothing' ? 'Nothing of it stands there.' : `${id}: ${how}.`;
  }

  private settled(): Promise<void> {
    return this.place.clock.wait(this.place.provider.manifest.settleMs);
  }
}
