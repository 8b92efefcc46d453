import { type Account, type Location, newAccount } from './accounts';
import { type Clock, Ids } from './clock';
import type { SquareKnobs } from './knobs';
import { Pace } from './pace';
import * as seed from './seed';
import { mainCatalog, otherCatalog } from './seed-catalog';
import { Tokens } from './sign-in/tokens';
import type { World } from './world';

const PLACES: Record<string, [country: string, timezone: string, language: string]> = {
  USD: ['US', 'America/New_York', 'en-US'],
  CAD: ['CA', 'America/Toronto', 'en-CA'],
  JPY: ['JP', 'Asia/Tokyo', 'ja-JP'],
  GBP: ['GB', 'Europe/London', 'en-GB'],
  EUR: ['IE', 'Europe/Dublin', 'en-IE'],
  KWD: ['KW', 'Asia/Kuwait', 'ar-KW'],
};

function locationsOf(merchantId: string, currency: string, places: [id: string, name: string][]): Location[] {
  const [country, timezone, language_code] = PLACES[currency] ?? ['US', 'America/New_York', 'en-US'];
  return places.map(([id, name]) => ({
    id,
    name,
    business_name: 'Simulated kitchen',
    status: id === seed.INACTIVE_LOCATION ? 'INACTIVE' : 'ACTIVE',
    type: 'PHYSICAL',
    merchant_id: merchantId,
    country,
    currency,
    timezone,
    language_code,
    created_at: '2025-01-01T00:00:00Z',
  }));
}

function stockCatalog(account: Account, objects: ReturnType<typeof mainCatalog>): void {
  account.catalog.commit(
    new Map(objects.map((object) => [object.id, object])),
    objects.map((object) => object.id),
  );
}

function grantTokens(tokens: Tokens): void {
  const main = tokens.grant(seed.MERCHANT_ID, seed.ALL_SCOPES, false, seed.REFRESH_TOKEN);
  tokens.access(main, seed.ALL_SCOPES, false, seed.ACCESS_TOKEN);
  const few = ['MERCHANT_PROFILE_READ', 'ITEMS_READ'];
  const narrow = tokens.grant(seed.MERCHANT_ID, few, false, seed.NARROW_REFRESH_TOKEN);
  tokens.access(narrow, few, false, seed.NARROW_ACCESS_TOKEN);
  const other = tokens.grant(seed.OTHER_MERCHANT_ID, seed.ALL_SCOPES, false, seed.OTHER_REFRESH_TOKEN);
  tokens.access(other, seed.ALL_SCOPES, false, seed.OTHER_ACCESS_TOKEN);
}

/** Two sellers who signed in just now, their places, catalogs and stock; nothing else has happened yet. */
export function seededWorld(clock: Clock, currency: string, knobs: SquareKnobs): World {
  const ids = new Ids();
  const main = newAccount(seed.MERCHANT_ID, currency, clock, ids, knobs);
  main.locations = locationsOf(seed.MERCHANT_ID, currency, [
    [seed.MAIN_LOCATION, 'Main Street'],
    [seed.PARK_LOCATION, 'Park Kiosk'],
    [seed.INACTIVE_LOCATION, 'Old Town'],
  ]);
  stockCatalog(main, mainCatalog(currency));
  main.stock.count(seed.ITEMS.soup.variationId, seed.MAIN_LOCATION, String(seed.SOUP_STOCK_AT_MAIN));
  const other = newAccount(seed.OTHER_MERCHANT_ID, currency, clock, ids, knobs);
  other.locations = locationsOf(seed.OTHER_MERCHANT_ID, currency, [[seed.OTHER_LOCATION, 'Harbour']]);
  stockCatalog(other, otherCatalog(currency));
  const accounts = new Map([main, other].map((account) => [account.merchantId, account]));
  const tokens = new Tokens(clock, ids, (merchantId) => accounts.get(merchantId));
  grantTokens(tokens);
  return { clock, ids, knobs, pace: new Pace(clock), tokens, accounts, violations: [] };
}
