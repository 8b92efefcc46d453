import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import { createZoho } from '../../../test/simulators/zoho';
import * as seed from '../../../test/simulators/zoho/seed';
import { MENU, MODIFIER } from '../menu';
import { countOf, type OpenTill } from './till';

const HOUR_MS = 3_600_000;
/** The drill's day is busier than any plan of Zoho's: its limit per minute is what counts here. */
const CALLS_PER_DAY = 1_000_000;

const idOf = (number: number) => seed.ID_PREFIXES.first + String(7000 + number).padStart(9, '0');
const MODIFIER_ID = idOf(MENU.length);
const link = (id: string) => ({ itemId: id, variationId: id });

/** Zoho Inventory, with the menu as its owner would have typed it in. */
export const openZoho: OpenTill = async (now) => {
  const simulator = createZoho({ now, callsPerDay: CALLS_PER_DAY });
  const { model } = simulator;
  MENU.forEach(({ name, price }, n) => model.addItem({ id: idOf(n), name, sku: `DISH-${n}`, price }));
  const { name, price } = MODIFIER;
  model.addItem({ id: MODIFIER_ID, name, sku: 'OAT', price });
  const ties = MENU.map(({ id }, n) => [productKey(id), link(idOf(n))]);
  return {
    id: 'zoho',
    simulator,
    connection: {
      accountId: seed.ORGANIZATION_ID,
      externalLocationId: seed.LOCATION_ID,
      settings: {
        fallbackItem: link(seed.EXTRAS_ID),
        pos: { walkInCustomerId: seed.WALK_IN_CONTACT_ID },
      },
    },
    credentials: {
      accessToken: seed.ACCESS_TOKEN,
      refreshToken: seed.REFRESH_TOKEN,
      expiresAt: now() + HOUR_MS,
      organizationId: seed.ORGANIZATION_ID,
    },
    app: { clientId: seed.CLIENT_ID, clientSecret: seed.CLIENT_SECRET },
    links: { ...Object.fromEntries(ties), [modifierKey(MODIFIER.id)]: link(MODIFIER_ID) } as Links,
    // Renewals are not counted: tokens end by themselves every hour.
    renewable: true,
    spoils: '(POST|PUT)',
    prices: async () => {
      const { items, money } = model.organization();
      const rateOf = (id: string) => money.minor(items.get(id)?.rate ?? NaN);
      return new Map(MENU.map(({ id }, n) => [id, rateOf(idOf(n))]));
    },
    refused: () => {
      const { windows } = model.state() as { windows: Record<string, { refused: number }> };
      return Object.values(windows).reduce((sum, { refused }) => sum + refused, 0);
    },
    violations: () => countOf(model.state().violations),
    paidStates: ['paid'],
    refundsByHand: true,
  };
};
