import type { Clock, Ids } from '../clock';
import { refuse } from '../errors';
import { within } from '../fields';
import type { CreateCustomerBody, Customer, SearchCustomersBody, UpdateCustomerBody } from './schema';

type Filter = NonNullable<NonNullable<SearchCustomersBody['query']>['filter']>;

const IDENTIFYING = ['given_name', 'family_name', 'company_name', 'email_address', 'phone_number'] as const;

function matches(customer: Customer, filter: Filter): boolean {
  const { email_address: email, phone_number: phone, reference_id: reference } = filter;
  if (email && customer.email_address?.toLowerCase() !== email.exact.toLowerCase()) return false;
  if (phone && customer.phone_number !== phone.exact) return false;
  if (reference && customer.reference_id !== reference.exact) return false;
  return within(filter.created_at, customer.created_at) && within(filter.updated_at, customer.updated_at);
}

/** One seller's customers. Nothing here looks for twins: creating the same person twice makes two customers. */
export class Directory {
  /** Every revision of each customer, so that search can see an older one. */
  private readonly revisions = new Map<string, { at: number; customer: Customer }[]>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly indexDelayMs: () => number,
  ) {}

  all(): Customer[] {
    return [...this.revisions.keys()].map((id) => this.get(id));
  }

  find(id: string): Customer | undefined {
    return this.revisions.get(id)?.at(-1)?.customer;
  }

  get(id: string): Customer {
    return this.find(id) ?? refuse('NOT_FOUND', `Customer with ID \`${id}\` not found.`);
  }

  create({ idempotency_key, ...profile }: CreateCustomerBody): Customer {
    if (!IDENTIFYING.some((field) => (profile[field] ?? '') !== ''))
      refuse('BAD_REQUEST', 'At least one of name, company, email address and phone number is required.');
    const now = this.clock.iso();
    return this.keep({
      ...profile,
      id: this.ids.next('CUS'),
      created_at: now,
      updated_at: now,
      version: 0,
      creation_source: 'THIRD_PARTY',
      preferences: { email_unsubscribed: false },
    });
  }

  update(id: string, { version, ...changes }: UpdateCustomerBody): Customer {
    const old = this.get(id);
    if (version !== undefined && version !== old.version)
      refuse(
        'CONFLICT',
        `Supplied version ${version} does not match the current version ${old.version}.`,
        'version',
      );
    const merged = Object.entries({ ...old, ...changes }).filter(([, value]) => value !== null);
    const customer = Object.fromEntries(merged) as unknown as Customer;
    return this.keep({ ...customer, version: old.version + 1, updated_at: this.clock.iso() });
  }

  /** Nothing tells a search or a list that there was one. */
  delete(id: string): void {
    this.get(id);
    this.revisions.delete(id);
  }

  /** Ids of all customers by their creation; a list does not lag. */
  listed(order: 'ASC' | 'DESC'): string[] {
    const ids = [...this.revisions.keys()];
    return order === 'DESC' ? ids.reverse() : ids;
  }

  /** Ids of the customers that the index, which lags, finds. */
  search(body: SearchCustomersBody): string[] {
    const filter = body.query?.filter ?? {};
    const phone = filter.phone_number?.exact;
    if (phone !== undefined && !phone.startsWith('+'))
      refuse(
        'INVALID_PHONE_NUMBER',
        'Expected an E.164 number with a plus sign.',
        'query.filter.phone_number',
      );
    const found = [...this.revisions.values()]
      .map((all) => all.filter(({ at }) => at + this.indexDelayMs() <= this.clock.now()).at(-1)?.customer)
      .filter((customer) => customer !== undefined)
      .filter((customer) => matches(customer, filter))
      .map((customer) => customer.id);
    return body.query?.sort?.order === 'DESC' ? found.reverse() : found;
  }

  private keep(customer: Customer): Customer {
    const revision = { at: this.clock.now(), customer };
    this.revisions.set(customer.id, [...(this.revisions.get(customer.id) ?? []), revision]);
    return customer;
  }
}
