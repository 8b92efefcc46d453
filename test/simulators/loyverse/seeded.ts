import { Account } from './account';
import { Money } from './arithmetic';
import { addItem } from './stocking';
import type { Merchant, Store } from './records';
import * as seed from './seed';

const stamps = { created_at: seed.SEEDED_AT, updated_at: seed.SEEDED_AT, deleted_at: null };

function merchant(id: string, name: string, money: Money): Merchant {
  const currency = { code: money.currency, decimal_places: money.decimals };
  return {
    id,
    business_name: name,
    email: 'owner@example.com',
    country: 'tt',
    currency,
    created_at: seed.SEEDED_AT,
  };
}

function store(id: string, name: string): Store {
  const nowhere = { address: null, city: null, region: null, postal_code: null, phone_number: null };
  return { id, name, ...nowhere, country_code: 'tt', description: null, ...stamps };
}

function firstAccount(money: Money, now: () => number): Account {
  const account = new Account(merchant(seed.MERCHANT_ID, 'Mango House Grill', money), money, now, 1001);
  account.stores = [store(seed.STORE_ID, 'Ariapita Ave'), store(seed.SECOND_STORE_ID, 'Airport')];
  const stores = account.stores.map(({ id }) => id);
  const everywhere = { stores, ...stamps };
  account.employees = [
    { id: seed.EMPLOYEE_ID, name: 'Owner', email: null, phone_number: null, is_owner: true, ...everywhere },
  ];
  account.paymentTypes = [
    { id: seed.PAYMENT_TYPE_ID, name: 'Online', type: 'OTHER', ...everywhere },
    { id: seed.CASH_PAYMENT_TYPE_ID, name: 'Cash', type: 'CASH', ...everywhere },
    { id: seed.TERMINAL_PAYMENT_TYPE_ID, name: 'SumUp', type: 'SUMUP', ...stamps, stores: [seed.STORE_ID] },
  ];
  account.taxes = [
    { id: seed.INCLUDED_TAX_ID, type: 'INCLUDED', name: 'GST', rate: 10, ...everywhere },
    { id: seed.ADDED_TAX_ID, type: 'ADDED', name: 'VAT', rate: 12.5, ...everywhere },
  ];
  const open = { restricted_access: false, ...everywhere };
  account.discounts = [
    { id: seed.ONLINE_PROMO_ID, type: 'VARIABLE_AMOUNT', name: 'Online promo', ...open },
    { id: seed.STAFF_DISCOUNT_ID, type: 'FIXED_PERCENT', name: 'Staff 10%', discount_percent: 10, ...open },
    { id: seed.POINTS_DISCOUNT_ID, type: 'DISCOUNT_BY_POINTS', name: 'Points', ...open },
  ];
  const { created_at, deleted_at } = stamps;
  account.categories = [
    { id: seed.FOOD_CATEGORY_ID, name: 'Food', color: 'ORANGE', created_at, deleted_at },
    { id: seed.DRINKS_CATEGORY_ID, name: 'Drinks', color: 'BLUE', created_at, deleted_at },
  ];
  const modifier_options = [
    { id: seed.OAT_OPTION_ID, name: 'Oat', price: money.major(60), position: 0 },
    { id: seed.ALMOND_OPTION_ID, name: 'Almond', price: money.major(75), position: 1 },
  ];
  account.modifiers = [
    { id: seed.MILK_MODIFIER_ID, name: 'Milk', position: 0, modifier_options, ...everywhere },
  ];
  for (const item of seed.ITEMS) addItem(account, item, seed.SEEDED_AT);
  return account;
}

function otherAccount(money: Money, now: () => number): Account {
  const account = new Account(merchant(seed.OTHER_MERCHANT_ID, 'Tea Corner', money), money, now, 5001);
  account.stores = [store(seed.OTHER_STORE_ID, 'Main Street')];
  account.paymentTypes = [
    {
      id: seed.OTHER_PAYMENT_TYPE_ID,
      name: 'Online',
      type: 'OTHER',
      stores: [seed.OTHER_STORE_ID],
      ...stamps,
    },
  ];
  for (const item of seed.OTHER_ITEMS) addItem(account, item, seed.SEEDED_AT);
  return account;
}

/** The accounts at their seeded start. */
export function seededAccounts(currency: string, now: () => number): Account[] {
  const money = new Money(currency);
  return [firstAccount(money, now), otherAccount(money, now)];
}
