import { Failure } from '../model/failure';
import { hashOf } from '../model/hash';
import type { Session } from '../providers/provider';
import { Paced } from './pacer';
import type { OrderTask } from './task';

/**
 * The shopper's id at the POS, when they agreed, the merchant wants it and the POS can. A customer record is a
 * convenience: when it cannot be had, the order goes out without it.
 * @throws Failure `unauthorized` or Paced only, which concern the order as well.
 */
export async function customerOf(
  { world, job, order, connection }: OrderTask,
  session: Session,
): Promise<string | undefined> {
  const { customer } = order;
  if (!customer?.consent || !connection.settings.syncCustomers || !session.upsertCustomer) return undefined;
  const contact = customer.email?.toLowerCase() ?? customer.phone;
  if (!contact) return undefined;
  const { name, phone, email } = customer;
  try {
    return await session.upsertCustomer({
      name,
      phone,
      email,
      reference: hashOf([job.tenantId, contact], 24),
    });
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (failure.kind === 'unauthorized' || failure instanceof Paced) throw failure;
    world.log('warn', 'Order goes out without its customer', { job: job.id, kind: failure.kind });
    return undefined;
  }
}
