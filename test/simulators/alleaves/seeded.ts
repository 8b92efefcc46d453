import { Currency } from '../core/currency';
import { Company, dayFromNow } from './company';
import type { Area, Customer, Discount } from './records';
import * as seed from './seed';
import { DISCOUNTS, type SeedDiscount } from './seedDiscounts';
import { ITEMS, OTHER_ITEMS } from './seedItems';
import { addItem } from './stocking';

function area(id: number, locationId: number, name: string, type: Area['type'] = 'Retail'): Area {
  return { id, parentId: null, locationId, name, path: name, type };
}

function person(id: number, name: string, now: number, more: Partial<Customer> = {}): Customer {
  const [name_first = '', name_last = ''] = name.split(' ');
  const customer_since = new Date(now - 30 * 86_400_000).toISOString();
  const unknown = { phone: null, email: null, date_of_birth: null };
  return { id, name_first, name_last, ...unknown, customer_since, ...more };
}

function dated({ startsIn, endsIn, ...rule }: SeedDiscount, now: number): Discount {
  const end = endsIn !== undefined && { end_date: dayFromNow(now, endsIn) };
  return { ...structuredClone(rule), start_date: dayFromNow(now, startsIn), ...end };
}

function firstCompany(currency: Currency, now: () => number): Company {
  const company = new Company(seed.COMPANY_ID, currency, now);
  const timezone = 'America/New_York';
  company.locations = [
    { id: seed.LOCATION_ID, name: 'Green Harbor Brooklyn', reference: 'green-harbor-bk', timezone },
    { id: seed.SECOND_LOCATION_ID, name: 'Green Harbor Albany', reference: 'green-harbor-alb', timezone },
  ];
  company.areas = [
    area(seed.SALES_FLOOR_AREA_ID, seed.LOCATION_ID, 'Sales floor'),
    area(seed.VAULT_AREA_ID, seed.LOCATION_ID, 'Vault'),
    area(seed.DAMAGED_AREA_ID, seed.LOCATION_ID, 'Damaged', 'Damaged'),
    area(seed.SCRAP_AREA_ID, seed.LOCATION_ID, 'Scrap', 'Scrap'),
    area(seed.SECOND_FLOOR_AREA_ID, seed.SECOND_LOCATION_ID, 'Sales floor'),
  ];
  company.customers = [
    person(seed.GUEST_CUSTOMER_ID, 'Online Guest', now()),
    person(seed.ANA_CUSTOMER_ID, 'Ana Charles', now(), {
      phone: '+12125550101',
      email: 'ana@example.com',
      date_of_birth: '1990-04-02',
    }),
    person(seed.WALK_IN_CUSTOMER_ID, 'Walk In', now()),
    person(seed.MINOR_CUSTOMER_ID, 'Teo Young', now(), { date_of_birth: dayFromNow(now(), -17 * 365) }),
  ];
  company.discounts = DISCOUNTS.map((rule) => dated(rule, now()));
  for (const item of ITEMS) addItem(company, item);
  return company;
}

function otherCompany(currency: Currency, now: () => number): Company {
  const company = new Company(seed.OTHER_COMPANY_ID, currency, now);
  company.locations = [
    { id: seed.OTHER_LOCATION_ID, name: 'Highfield', reference: 'highfield', timezone: 'America/Denver' },
  ];
  company.areas = [area(1000, seed.OTHER_LOCATION_ID, 'Floor')];
  company.customers = [person(1000, 'Counter Sale', now())];
  for (const item of OTHER_ITEMS) addItem(company, item);
  return company;
}

/** The companies at their seeded start. */
export function seededCompanies(code: string, now: () => number): Company[] {
  const currency = new Currency(code);
  return [firstCompany(currency, now), otherCompany(currency, now)];
}
