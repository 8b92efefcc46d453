import type { User } from '../orm/database';
import { MODULES } from '../switches';
import * as seed from '../seed';
import type { Planting } from './planting';

/** Currency, country, modules: what every database has. */
export function plantGround({ env, plant }: Planting): void {
  const { code: currency, decimals } = env.money;
  plant('res.currency', seed.CURRENCY_ID, {
    ...{ name: currency, symbol: currency, decimal_places: decimals, rounding: 10 ** -decimals },
  });
  plant('res.country', seed.COUNTRY_ID, { name: 'Trinidad and Tobago', code: 'TT' });
  plant('res.lang', 1, { name: 'English (US)', code: 'en_US' });
  plant('product.category', seed.ALL_CATEGORY_ID, { name: 'All' });
  plant('uom.uom', 1, { name: 'Units' });
  for (const [index, name] of MODULES.entries()) plant('ir.module.module', index + 1, { name });
}

export function plantCompany({ plant }: Planting, id: number, name: string): void {
  plant('res.company', id, { name, currency_id: seed.CURRENCY_ID, country_id: seed.COUNTRY_ID });
  plant('res.partner', id, { name, company_type: 'company' });
  plant('account.journal', id * 10 + 1, { name: 'Cash', type: 'cash', company_id: id });
  plant('account.journal', id * 10 + 2, { name: 'Bank', type: 'bank', company_id: id });
}

interface Person {
  user: User;
  email?: string;
  companyIds: readonly number[];
}

export function plantUser({ env, plant }: Planting, { user, email, companyIds }: Person): void {
  env.database.users.push(user);
  const partner = plant('res.partner', 100 + user.uid, { name: user.login, ...(email && { email }) });
  plant('res.users', user.uid, {
    ...{ name: user.login, login: user.login, email: email ?? false, partner_id: partner.id },
    ...{ company_id: companyIds[0], company_ids: [[6, 0, companyIds]] },
  });
}

export function plantUsers(planting: Planting): void {
  const both = [seed.COMPANY_ID, seed.SECOND_COMPANY_ID];
  const person = (uid: number, login: string, apiKey: string, role: User['role'] = 'manager'): User => ({
    ...{ uid, login, password: seed.PASSWORD, keys: new Set([apiKey]), role },
  });
  const people: Person[] = [
    { user: person(seed.UID, seed.LOGIN, seed.API_KEY), email: seed.LOGIN, companyIds: both },
    {
      user: person(seed.CASHIER_UID, seed.CASHIER_LOGIN, seed.CASHIER_API_KEY, 'cashier'),
      ...{ email: seed.CASHIER_LOGIN, companyIds: [seed.COMPANY_ID] },
    },
    { user: person(seed.SILENT_UID, seed.SILENT_LOGIN, seed.SILENT_API_KEY), companyIds: [seed.COMPANY_ID] },
    {
      user: person(seed.AIRPORT_UID, seed.AIRPORT_LOGIN, seed.AIRPORT_API_KEY),
      ...{ email: seed.AIRPORT_LOGIN, companyIds: [seed.SECOND_COMPANY_ID] },
    },
  ];
  for (const one of people) plantUser(planting, one);
}

export function plantCustomers({ plant }: Planting): void {
  plant('res.partner', seed.CUSTOMER_ID, {
    ...{ name: 'Ada Sample', ref: seed.CUSTOMER_REF, email: seed.CUSTOMER_EMAIL, phone: seed.CUSTOMER_PHONE },
    ...{ street: '1 Ariapita Avenue', city: 'Port of Spain', country_id: seed.COUNTRY_ID },
  });
  plant('res.partner', seed.LOOKALIKE_ID, { name: 'Ada X. Sample', email: 'adaXsample@example.com' });
}
