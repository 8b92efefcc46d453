import { Access } from './door/access';
import { OAuth } from './door/oauth';
import { Pacing } from './door/pacing';
import type { Organization } from './organization';
import { seededOrganizations } from './seeded';
import { DEFAULTS, type Switches } from './switches';

/** What a call changes; `reset` makes it anew. */
export interface Holding {
  switches: Switches;
  organizations: Organization[];
  access: Access;
  oauth: OAuth;
  pacing: Pacing;
  violations: string[];
}

/** The seeded start. */
export function holding(now: () => number, currency: string, chosen: Partial<Switches>): Holding {
  const switches = { ...DEFAULTS, ...chosen };
  const access = new Access(now);
  const violations: string[] = [];
  return {
    switches,
    organizations: seededOrganizations(currency, now),
    access,
    oauth: new OAuth(access, switches, (what) => void violations.push(what)),
    pacing: new Pacing(now, switches),
    violations,
  };
}

/** What is worth inspecting. */
export function inspect({ organizations, pacing, access, violations, switches }: Holding) {
  const all = <T>(rows: (organization: Organization) => Iterable<T>) =>
    organizations.flatMap((organization) => [...rows(organization)]);
  return {
    orders: all(({ orders }) => orders.values()).length,
    invoices: all(({ invoices }) => invoices.values()).map(
      ({ invoice_id, invoice_number, salesorder_id, stage, total, payment_made }) => ({
        ...{ invoice_id, invoice_number, salesorder_id, stage, total, payment_made },
      }),
    ),
    payments: all(({ payments }) => payments.values()),
    adjustments: all(({ adjustments }) => adjustments.values()),
    contacts: all(({ contacts }) => contacts.values()),
    items: all(({ items }) => items.values()),
    pricebooks: all(({ pricebooks }) => pricebooks.values()),
    stock: all(({ stock }) => stock.state()),
    /** How often a caller did what Zoho would silently ignore, or what nobody knows to be safe. */
    violations: violations.length,
    violated: violations,
    windows: pacing.state(),
    renewals: access.renewals,
    switches,
  };
}
