import { Currency } from '../core/currency';
import { Account } from './account';
import type { Discount, Outlet } from './records';
import * as seed from './seed';
import { MENU, OTHER_MENU } from './seedMenu';

const DAY_MS = 86_400_000;
const SEEDED_AT = Date.parse(seed.SEEDED_AT);

function outlet(id: string, name: string, active = true): Outlet {
  return { id, name, timezone: 'America/Port_of_Spain', active };
}

/** One that runs, one for a single item, one that is over; counted from now. */
function discountsOf(now: number): Discount[] {
  const running = { startsAt: now - DAY_MS, endsAt: now + DAY_MS, active: true };
  return [
    {
      id: seed.HAPPY_HOUR_ID,
      name: 'Happy hour',
      type: 'percent',
      value: 20,
      items: [],
      categories: [seed.DRINKS_CATEGORY_ID],
      ...running,
    },
    {
      id: seed.PIZZA_DEAL_ID,
      name: 'Pizza deal',
      type: 'amount',
      value: 150,
      items: [seed.PIZZA_ITEM_ID],
      categories: [],
      ...running,
      endsAt: null,
    },
    {
      id: seed.OLD_DEAL_ID,
      name: 'Last year',
      type: 'fixed_price',
      value: 100,
      items: [seed.LEMONADE_ITEM_ID],
      categories: [],
      startsAt: now - 400 * DAY_MS,
      endsAt: now - 300 * DAY_MS,
      active: true,
    },
  ];
}

function firstAccount(currency: Currency, now: () => number): Account {
  const { API_KEY: apiKey, API_SECRET: apiSecret, BEARER: bearer, RESTAURANT_ID: restaurantId } = seed;
  const outlets = [
    outlet(seed.OUTLET_ID, 'Ariapita Ave'),
    outlet(seed.SECOND_OUTLET_ID, 'Airport'),
    outlet(seed.INACTIVE_OUTLET_ID, 'Old market', false),
  ];
  const keys = { apiKey, apiSecret, bearer, restaurantId };
  const account = new Account('Mango House Grill', keys, outlets, currency, now);
  for (const item of MENU) account.addItem(item, SEEDED_AT);
  account.discounts = discountsOf(now());
  return account;
}

function otherAccount(currency: Currency, now: () => number): Account {
  const keys = {
    apiKey: seed.OTHER_API_KEY,
    apiSecret: seed.OTHER_API_SECRET,
    bearer: seed.OTHER_BEARER,
    restaurantId: seed.OTHER_RESTAURANT_ID,
  };
  const outlets = [outlet(seed.OTHER_OUTLET_ID, 'Main Street')];
  const account = new Account('Tea Corner', keys, outlets, currency, now);
  for (const item of OTHER_MENU) account.addItem(item, SEEDED_AT);
  return account;
}

/** The accounts at their seeded start. */
export function seededAccounts(code: string, now: () => number): Account[] {
  const currency = new Currency(code);
  return [firstAccount(currency, now), otherAccount(currency, now)];
}
