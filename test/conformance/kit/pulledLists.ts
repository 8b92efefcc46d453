import type {
  PulledCustomer,
  PulledDiscount,
  PulledItem,
  PulledMetadata,
  PulledStock,
} from '../../../functions/src/model/pulled';
import { Failure } from '../../../functions/src/model/failure';
import { endOf } from './failures';
import { unless, type Group } from './group';
import { CURRENCIES, SHOPPER } from './orders';
import { records } from './pullStage';
import { stage } from './stage';
import type { Subject } from './subject';

function customerTests(subject: Subject): void {
  const { manifest } = subject;
  const keeps = unless(manifest.can.includes('upsertCustomer') ? undefined : manifest.cannot.upsertCustomer);

  keeps('bring back the shopper whom we kept, with their details', async () => {
    const here = await stage(subject);
    const id = await here.open().upsertCustomer({ ...SHOPPER, reference: 'shopper-1' });
    here.world.clock += 60_000;
    const found = (await records<PulledCustomer>(here, 'pullCustomers')).find((one) => one.id === id);
    expect(found).toMatchObject({ name: SHOPPER.name, email: SHOPPER.email, deleted: false });
    expect(found?.phone?.replace(/\D/g, '')).toContain(SHOPPER.phone.slice(2));
  });

  it('have ids, and no field that is an empty text', async () => {
    const here = await stage(subject);
    for (const customer of await records<PulledCustomer>(here, 'pullCustomers')) {
      expect(customer.id).toMatch(/^\S+$/);
      expect([customer.name, customer.email, customer.phone, customer.reference]).not.toContain('');
    }
  });
}

function stockTests(subject: Subject): void {
  it('count whole thousandths, and never more for sale than is there', async () => {
    const here = await stage(subject);
    const rows = await records<PulledStock>(here, 'pullStock');
    expect(rows).not.toEqual([]);
    for (const { available, onHand = available } of rows) {
      expect(Math.round(available * 1e5) / 1e5).toBe(available);
      expect(available).toBeLessThanOrEqual(onHand);
    }
  });

  it('name variations that the catalog has', async () => {
    const here = await stage(subject);
    const items = await records<PulledItem>(here, 'pullCatalog');
    const known = new Set(items.flatMap(({ variations }) => variations.map(({ id }) => id)));
    const rows = await records<PulledStock>(here, 'pullStock');
    expect(rows.map(({ variationId }) => variationId).filter((id) => !known.has(id))).toEqual([]);
  });
}

const KINDS = ['percent', 'amount', 'fixed_price', 'buy_x_get_y'];

function discountTests(subject: Subject): void {
  it.each(CURRENCIES)('are worth something, within reason, in %s', async (currency) => {
    const here = await stage(subject, { currency });
    for (const { kind, value, name, weekdays } of await records<PulledDiscount>(here, 'pullDiscounts')) {
      expect(KINDS).toContain(kind);
      expect(name).toMatch(/\w/);
      expect(value).toBeGreaterThanOrEqual(0);
      if (kind === 'percent') expect(value).toBeLessThanOrEqual(100);
      else expect(Number.isSafeInteger(value)).toBe(true);
      for (const day of weekdays) expect([1, 2, 3, 4, 5, 6, 7]).toContain(day);
    }
  });

  it('say in local time when they begin and end', async () => {
    const here = await stage(subject);
    for (const one of await records<PulledDiscount>(here, 'pullDiscounts')) {
      for (const day of [one.startsOn, one.endsOn])
        if (day !== undefined) expect(day).toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/);
      for (const time of [one.fromTime, one.untilTime])
        if (time !== undefined) expect(time).toMatch(/^\d\d:\d\d$/);
    }
  });
}

function metadataTests(subject: Subject): void {
  it('list the locations that take orders', async () => {
    const here = await stage(subject);
    const all = await records<PulledMetadata>(here, 'pullMetadata');
    const places = all.filter(({ kind, deleted }) => kind === 'location' && !deleted).map(({ id }) => id);
    expect(places).toEqual(expect.arrayContaining([...subject.account.locations]));
  });

  it.each(CURRENCIES)('have names, rates and prices of options that can be, in %s', async (currency) => {
    const here = await stage(subject, { currency });
    for (const { name, rate = 0, options = [] } of await records<PulledMetadata>(here, 'pullMetadata')) {
      expect(name).toMatch(/\S/);
      expect(rate >= 0 && rate <= 100).toBe(true);
      for (const { price } of options) expect(Number.isSafeInteger(price)).toBe(true);
    }
  });

  it('name the parent of a category only where it is listed itself', async () => {
    const here = await stage(subject);
    const all = await records<PulledMetadata>(here, 'pullMetadata');
    const ids = new Set(all.map(({ id }) => id));
    expect(all.flatMap(({ parentId }) => parentId ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });
}

function expiringTests(subject: Subject): void {
  it('come with what is left of them, none that lasts longer, none that is nearly gone', async () => {
    const here = await stage(subject);
    const last = new Date(here.world.clock + 31 * 24 * 3_600_000).toISOString().slice(0, 10);
    const found = await here.open().expiringStock({ days: 30, minQuantity: 1 });
    for (const batch of found) {
      expect(batch.quantity).toBeGreaterThanOrEqual(1);
      expect((batch.expiresOn ?? '') <= last).toBe(true);
    }
    expect(await here.open().expiringStock({ days: 3650, minQuantity: 1e9 })).toEqual([]);
  });

  it('are never fewer when more days are asked for', async () => {
    const here = await stage(subject);
    const few = await here.open().expiringStock({ days: 1, minQuantity: 0 });
    const many = await here.open().expiringStock({ days: 3650, minQuantity: 0 });
    expect(many.map(({ id }) => id)).toEqual(expect.arrayContaining(few.map(({ id }) => id)));
  });

  it('are not made up while the POS is down', async () => {
    const here = await stage(subject);
    here.pos.simulator.faults.add({ kind: 'error-500', match: '.', times: 1000 });
    const ended = await endOf(here.open().expiringStock({ days: 30, minQuantity: 1 }));
    expect(ended).toBeInstanceOf(Failure);
  });
}

/** What the smaller pulls say, held against what stands in the POS. */
export const listGroups: readonly Group[] = [
  { name: 'pulled customers', needs: ['pullCustomers'], tests: customerTests },
  { name: 'pulled stock', needs: ['pullStock'], tests: stockTests },
  { name: 'pulled discounts', needs: ['pullDiscounts'], tests: discountTests },
  { name: 'pulled small lists', needs: ['pullMetadata'], tests: metadataTests },
  { name: 'batches that expire', needs: ['expiringStock'], tests: expiringTests },
];
