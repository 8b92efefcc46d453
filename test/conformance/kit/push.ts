import { lineGross } from '../../../functions/src/model/arithmetic';
import type { Receipt } from '../../../functions/src/model/job';
import type { PushOrder } from '../../../functions/src/providers/provider';
import type { HeldOrder } from '../../simulators/core/types';
import type { Basket } from './baskets';
import { basketsFor } from './basketsFor';
import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, CURRENCIES, UNPAID, type OrderDocument } from './orders';
import { stage, type Stage } from './stage';
import { neverPaid, type Subject } from './subject';

/** Pushes by the adapter alone and holds what the POS has then against the order. */
export async function arrives(
  here: Stage,
  document: OrderDocument,
): Promise<{ held: HeldOrder; receipt: Receipt }> {
  const push = here.pushOf(document);
  const { order, marker } = push;
  const receipt = await here.open().pushOrder(push);
  expect(here.pos.violations()).toEqual([]);
  const isPaid = order.payment.status === 'paid' && !neverPaid(here.subject);
  const paid = here.subject.manifest.bornPaid || isPaid;
  expect(here.orders()).toMatchObject([
    {
      id: receipt.externalId,
      reference: marker,
      locationId: here.connection.externalLocationId,
      currency: order.currency,
      total: order.total,
      state: paid ? 'paid' : 'open',
    },
  ]);
  expect(receipt).toMatchObject({ posTotal: order.total, paid });
  const [held] = here.orders();
  if (!held) throw new Error('Nothing arrived.');
  return { held, receipt };
}

/** Mapped lines come first, in their order; what a POS adds for fees, tips and tax comes behind them. */
function expectGoods(subject: Subject, { order, lines, discounts }: PushOrder, held: HeldOrder): void {
  const { weighed } = subject.links;
  const decimals = 'link' in weighed ? (weighed.decimals ?? 3) : 3;
  const links = new Map(lines.map((mapped) => [mapped.line.id, mapped]));
  // A rounding down stands among the discounts, which a POS may spread over the lines.
  const discounted = discounts.length > 0 || order.lines.some(({ discount }) => discount > 0);
  const ownPrice = !discounted && order.tax.inclusive;
  const wanted = order.lines.map((one) => {
    const mapped = links.get(one.id);
    const quantity = Number(one.quantity.toFixed(decimals));
    return {
      ...(mapped?.link && { itemId: mapped.link.variationId }),
      ...(mapped?.as === 'item' && { quantity }),
      ...(ownPrice && quantity === one.quantity && { total: lineGross(one) }),
    };
  });
  if (subject.regroupsLines) expectSums(order.lines, lines, held, ownPrice);
  else expect(held.lines.slice(0, wanted.length)).toMatchObject(wanted);
}

/** Quantity and money of every item, however its lines are cut; the fallback item also carries what is no line. */
function expectSums(
  lines: PushOrder['order']['lines'],
  mapped: PushOrder['lines'],
  held: HeldOrder,
  ownPrice: boolean,
): void {
  const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
  const goods = new Map(
    mapped.filter(({ as }) => as === 'item').map(({ line, link }) => [line.id, link?.variationId]),
  );
  for (const item of new Set(goods.values())) {
    const wanted = lines.filter(({ id }) => goods.get(id) === item);
    const found = held.lines.filter(({ itemId }) => itemId === item);
    expect(total(found.map(({ quantity }) => quantity))).toBe(total(wanted.map(({ quantity }) => quantity)));
    if (ownPrice) expect(total(found.map((one) => one.total))).toBe(total(wanted.map(lineGross)));
  }
}

/** Everything that was sent to write the order down, as one text. */
export function sentText(here: Stage): string {
  const { calls } = here.subject;
  return JSON.stringify(here.calls(calls.words ?? calls.create).map(({ body }) => body));
}

async function expectBasket(subject: Subject, basket: Basket, currency: string): Promise<void> {
  const here = await stage(subject, { currency, ...basket.stage });
  const document = anOrderOf(basket.lines, basket.total, { currency, ...basket.parts });
  const { held, receipt } = await arrives(here, document);
  expectGoods(subject, here.pushOf(document), held);
  if (basket.tax !== undefined) expect(here.pos.taxOf(receipt.externalId)).toBe(basket.tax);
  const sent = sentText(here);
  for (const words of [...(basket.says ?? []), ...(subject.cannotNote ? [] : (basket.notes ?? []))])
    expect(sent).toContain(words);
}

/** An order stands at the POS as the shopper placed it, to the minor unit. */
export const pushGroup: Group = {
  name: 'push',
  needs: ['pushOrder'],
  tests: (subject) => {
    describe.each(CURRENCIES)('in %s', (currency) => {
      for (const basket of basketsFor(subject))
        unless(basket.skip)(`brings ${basket.name}`, () => expectBasket(subject, basket, currency));
    });

    unless(subject.manifest.bornPaid ? undefined : 'manifest: orders can stand unpaid')(
      'says so where an order stands as paid that is not',
      async () => {
        const { receipt } = await arrives(await stage(subject), aPlainOrder(UNPAID));
        expect(receipt.notes.join(' ')).toMatch(/paid/i);
      },
    );

    unless(subject.manifest.bornPaid ? 'manifest: orders are born paid' : undefined)(
      'leaves an unpaid order unpaid',
      async () => {
        const here = await stage(subject);
        await arrives(here, aPlainOrder(UNPAID));
        expect(here.pos.payments()).toBe(0);
      },
    );

    it('shows staff a paid order', async () => {
      const { held } = await arrives(await stage(subject), aPlainOrder());
      expect(held.visible).toBe(true);
    });

    it('says first what staff must know first, or on the badge that it cannot', async () => {
      const here = await stage(subject);
      const heading = 'ALREADY BEING PREPARED (acknowledged 18:05)';
      const { notes } = await here.open().pushOrder({ ...here.pushOf(aPlainOrder()), heading });
      if (subject.cannotNote) expect(notes.join(' ')).toMatch(/works on the order already/);
      else expect(sentText(here)).toMatch(/"[^"]{0,40}ALREADY BEING PREPARED \(acknowledged 18:05\)/);
    });

    it('uses the id that the POS gave, in the receipt and on the badge', async () => {
      const here = await stage(subject);
      here.world.put('tenants/demo/orders/o1', aPlainOrder());
      await here.world.settle();
      const [held] = here.orders();
      expect(here.badge()).toMatchObject({ status: 'synced', externalId: held?.id, posTotal: 2500 });
      expect(held?.reference).toBe(here.world.job('tenants/demo/orders/o1')?.marker);
    });
  },
};
