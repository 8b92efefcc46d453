import { expectClean, expectNoLeak } from './canaries';
import { failureOf } from './failures';
import { unless, type Group } from './group';
import { aPlainOrder, SHOPPER } from './orders';
import type { StageOptions } from './shop';
import { orderPath, stage, type Stage } from './stage';
import { paidState, type Subject } from './subject';

const MINUTE = 60_000;
const AGREED = { customer: { ...SHOPPER, consent: true } };
const SYNC: StageOptions = { settings: { syncCustomers: true } };
const REFERENCE = 'shopper-1';

/** Orders of these shoppers, one after the other, each on its way to the end. */
async function delivered(subject: Subject, options: StageOptions, ...customers: object[]): Promise<Stage> {
  const here = await stage(subject, options);
  for (const [n, customer] of customers.entries()) {
    here.world.put(orderPath(`o${n + 1}`), aPlainOrder({ customer }));
    await here.world.settle(here.world.clock + MINUTE);
  }
  return here;
}

function expectOrders(here: Stage, count: number): void {
  expect(here.orders()).toHaveLength(count);
  expect(here.orders().every(({ state, total }) => state === paidState(here.subject) && total === 2500)).toBe(
    true,
  );
  expect(here.pos.violations()).toEqual([]);
  expectNoLeak(here);
}

function consentTests(subject: Subject): void {
  const customerCall = subject.calls.customer ?? /^(?!)/;

  it('keeps a shopper who agreed, and the order is theirs', async () => {
    const here = await delivered(subject, SYNC, AGREED.customer);
    expectOrders(here, 1);
    const [customer] = here.pos.customers();
    expect(here.pos.customers()).toHaveLength(1);
    expect(JSON.stringify(customer)).toContain(SHOPPER.email);
    const [sent] = here.calls(subject.calls.create);
    expect(JSON.stringify(sent?.body)).toMatch(new RegExp(`[:"]${customer?.id}[",}]`));
  });

  it.each([
    ['did not agree', SYNC, SHOPPER],
    ['refused', SYNC, { ...SHOPPER, consent: false }],
    ['agreed, but the merchant keeps none', {}, AGREED.customer],
    ['agreed, but left neither phone nor e-mail', SYNC, { name: 'Sam', consent: true }],
  ])('keeps nobody who %s', async (_what, options, customer) => {
    const here = await delivered(subject, options, customer);
    expectOrders(here, 1);
    expect(here.pos.customers()).toEqual([]);
    expect(here.calls(customerCall)).toEqual([]);
  });
}

function sameShopperTests(subject: Subject): void {
  it('keeps a shopper of two orders once', async () => {
    const here = await delivered(subject, SYNC, AGREED.customer, AGREED.customer);
    expectOrders(here, 2);
    expect(here.pos.customers()).toHaveLength(1);
  });

  it('knows a shopper again by an e-mail address in other letters', async () => {
    const shouting = { ...AGREED.customer, email: SHOPPER.email.toUpperCase() };
    const here = await delivered(subject, SYNC, AGREED.customer, shouting);
    expectOrders(here, 2);
    expect(here.pos.customers()).toHaveLength(1);
  });

  it('knows a shopper again who left only a phone number', async () => {
    const { email: _email, ...byPhone } = AGREED.customer;
    const here = await delivered(subject, SYNC, byPhone, byPhone);
    expectOrders(here, 2);
    expect(here.pos.customers()).toHaveLength(1);
  });

  it('tells two shoppers apart', async () => {
    const other = { name: 'Ana', phone: '+12025550199', email: 'ana@example.test', consent: true };
    const here = await delivered(subject, SYNC, AGREED.customer, other);
    expectOrders(here, 2);
    expect(here.pos.customers()).toHaveLength(2);
  });

  it('gives the same id for the same shopper, and writes nothing that is there already', async () => {
    const here = await stage(subject);
    const details = { ...SHOPPER, reference: REFERENCE };
    const first = await here.open().upsertCustomer(details);
    const [before] = here.pos.customers().map((customer) => JSON.stringify(customer));
    expect(await here.open().upsertCustomer(details)).toBe(first);
    expect(here.pos.customers().map((customer) => JSON.stringify(customer))).toEqual([before]);
  });

  unless(subject.cannotChangeCustomer)('brings a new phone number to the customer it knows', async () => {
    const here = await stage(subject);
    const details = { ...SHOPPER, reference: REFERENCE };
    const first = await here.open().upsertCustomer(details);
    here.world.clock += MINUTE;
    expect(await here.open().upsertCustomer({ ...details, phone: '+12025550177' })).toBe(first);
    expect(JSON.stringify(here.pos.customers())).toContain('2025550177');
    expect(here.pos.customers()).toHaveLength(1);
  });

  it.each(['lose-reply', 'error-500-after'] as const)('keeps one shopper after %s', async (kind) => {
    const here = await stage(subject);
    const details = { ...SHOPPER, reference: REFERENCE };
    const match = `^POST.*${(subject.calls.customer ?? /./).source.replace(/^\^\\w\+ /, '')}$`;
    here.pos.simulator.faults.add({ kind, match });
    const failure = await failureOf(here.open().upsertCustomer(details));
    expect(failure.kind).toBe('unavailable');
    expectClean(here, failure);
    await here.open().upsertCustomer(details);
    expect(here.pos.customers()).toHaveLength(1);
  });
}

function faultTests(subject: Subject): void {
  const customerCall = subject.calls.customer ?? /^(?!)/;

  it.each(['call me', '+1', '1'.repeat(35), '', '☎️', '(202) 555-0143 ext. 7'])(
    'lets the order through with the phone number %j',
    async (phone) => {
      const here = await delivered(subject, SYNC, { ...AGREED.customer, phone });
      expectOrders(here, 1);
    },
  );

  it.each(['not an address', 'a@b', '@', `${'x'.repeat(240)}@example.test`])(
    'lets the order through with the e-mail address %j',
    async (email) => {
      const here = await delivered(subject, SYNC, { ...AGREED.customer, email });
      expectOrders(here, 1);
    },
  );

  it.each(['error-500', 'lose-reply', 'html', 'throttle', 'error-in-200'] as const)(
    'lets the order through though the POS’s customers answer with %s',
    async (kind) => {
      const here = await stage(subject, SYNC);
      here.pos.simulator.faults.add({ kind, match: customerCall.source, times: 100 });
      here.world.put(orderPath(), aPlainOrder(AGREED));
      await here.world.settle(here.world.clock + MINUTE);
      expectOrders(here, 1);
      expect(here.badge()).toMatchObject({ status: 'synced' });
    },
  );
}

/** Shoppers who agreed are kept at the POS, once each, and never in the way of their order. */
export const customersGroup: Group = {
  name: 'customers',
  needs: ['pushOrder', 'upsertCustomer'],
  tests: (subject) => {
    consentTests(subject);
    sameShopperTests(subject);
    faultTests(subject);
  },
};
