import type { Company } from './company';
import type { Order } from './order';
import type { NewOrder } from './orderInput';
import { addUnits, callOff, handOver, openedOrder } from './ordering';
import { GUEST_CUSTOMER_ID, LOCATION_ID } from './seed';
import type { Switches } from './switches';

interface Sold {
  batchId: number;
  areaId: number;
  quantity: number;
}

/** What people do in the shop, outside the API. */
export class Staff {
  constructor(
    private readonly company: Company,
    private readonly switches: Readonly<Switches>,
  ) {}

  private order(id: number): Order {
    const order = this.company.order(id);
    if (!order) throw new Error(`There is no order ${id}.`);
    return order;
  }

  /** Any text: the true vocabulary is not known. */
  setStatus(id: number, status: string, customer_message = status): void {
    const order = this.order(id);
    order.status = status;
    order.updatedAt = this.company.now();
    order.statusList.push({ created_at: this.company.nowText(), customer_message });
  }

  takePayment(id: number): void {
    this.order(id).paidInFull = true;
  }

  handOver(id: number): void {
    handOver(this.company, this.order(id));
  }

  cancel(id: number, reason = 'Customer request'): void {
    callOff(this.company, this.order(id), reason);
  }

  /** A sale at the counter, that no bridge has pushed: its id. */
  sell(sold: readonly Sold[]): number {
    const header: NewOrder = {
      id_customer: GUEST_CUSTOMER_ID,
      id_external: null,
      id_location: LOCATION_ID,
      id_status: 1,
      type: 'retail',
      use_type: 'adult',
      auto_apply_discount_exclusions: [],
      delivery_address: null,
      complete: false,
      verified: true,
      packed: true,
      scheduled: false,
    };
    const order = openedOrder(this.company, header, this.switches);
    for (const { batchId, areaId, quantity } of sold)
      addUnits(this.company, order, { id_batch: batchId, id_area: areaId, qty: quantity }, this.switches);
    handOver(this.company, order);
    return order.id;
  }

  /** The regulator's books say that there is this much. */
  count(batchId: number, areaId: number, onHand: number): void {
    const stock = this.company.stockOf(batchId, areaId);
    if (!stock) throw new Error(`Batch ${batchId} does not lie in area ${areaId}.`);
    stock.onHand = onHand;
  }

  /** Gone from the lists; its details say closed. */
  closeBatch(batchId: number): void {
    const batch = this.company.batch(batchId);
    if (!batch) throw new Error(`There is no batch ${batchId}.`);
    batch.open = false;
  }
}
