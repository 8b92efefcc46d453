import { createHmac } from 'node:crypto';
import type { LoyverseModel } from '../../simulators/loyverse';
import * as seed from '../../simulators/loyverse/seed';
import type { ConsentFacts, PullFacts, Shelf, WebhookFacts } from '../kit/shelf';

const isLive = ({ deleted_at }: { deleted_at: string | null }) => deleted_at === null;
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const inStore = ({ stores }: { stores: readonly string[] }) => stores.includes(seed.STORE_ID);

export function shelfOf(model: LoyverseModel): Shelf {
  const account = () => model.account();
  const kinds = (kind: string, rows: readonly { id: string; deleted_at: string | null }[]) =>
    rows.filter(isLive).map(({ id }) => `${kind} ${id}`);
  const item = (id: string) => account().items.find((one) => one.id === id);
  const counted = () => account().items.filter(({ track_stock }) => track_stock);
  return {
    held: {
      pullCatalog: () => idsOf(account().items.filter(isLive)),
      pullDiscounts: () => idsOf(account().discounts.filter(({ type }) => /^FIXED/.test(type))),
      pullCustomers: () => idsOf(account().customers.filter(isLive)),
      pullStock: () => {
        const variants = new Set(counted().flatMap((one) => one.variants.map((each) => each.variant_id)));
        return account()
          .levels.filter((level) => level.store_id === seed.STORE_ID && variants.has(level.variant_id))
          .map(({ variant_id }) => variant_id);
      },
      pullMetadata: () => [
        ...kinds('category', account().categories),
        ...kinds('modifier_list', account().modifiers.filter(inStore)),
        ...kinds('tax', account().taxes.filter(inStore)),
        ...kinds('payment_type', account().paymentTypes.filter(inStore)),
        ...kinds('location', account().stores),
      ],
    },
    pageRows: (rows) => model.setOption('pageRows', rows),
    fill: {
      pullStock: (count) => {
        const from = account().items.length;
        for (let n = 1; n <= count; n += 1) {
          const id = (kind: number) => `c0ffee00-000${kind}-4000-8000-${String(from + n).padStart(12, '0')}`;
          const variants = [{ id: id(4), sku: `COUNTED-${from + n}`, price: 100 + n }];
          model.addItem({ id: id(3), name: `Counted ${from + n}`, inStock: n, variants });
        }
      },
    },
    rename: (id, name) =>
      void Object.assign(item(id) ?? {}, { item_name: name, updated_at: account().nowText() }),
    remove: (id) => {
      const at = account().nowText();
      Object.assign(item(id) ?? {}, { deleted_at: at, updated_at: at });
    },
    clear: {
      pullCatalog: () => void (account().items = []),
      pullCustomers: () => void (account().customers = []),
      pullDiscounts: () => void (account().discounts = []),
      pullStock: () => void (account().levels = []),
    },
  };
}

const WHOLE = 'Loyverse gives this list whole';

export const pulls: PullFacts = {
  lists: {
    pullCatalog: { call: /^GET \/v1\.0\/items$/, required: 'items.0.id' },
    pullDiscounts: {
      call: /^GET \/v1\.0\/discounts$/,
      required: 'discounts.0.id',
      single: WHOLE,
      always: WHOLE,
    },
    pullOrders: { call: /^GET \/v1\.0\/receipts$/, required: 'receipts.0.receipt_number' },
    pullCustomers: { call: /^GET \/v1\.0\/customers$/, required: 'customers.0.id' },
    pullStock: { call: /^GET \/v1\.0\/inventory$/, required: 'inventory_levels.0.variant_id' },
    pullMetadata: {
      call: /^GET \/v1\.0\/taxes$/,
      required: 'taxes.0.id',
      always: 'categories do not say when they changed',
    },
  },
};

export const consent: ConsentFacts = {
  redirectUri: seed.REDIRECT_URI,
  cannotRevoke: 'Loyverse has no call for it',
};

/** https://developer.loyverse.com/docs/#tag/Webhooks */
export const webhook: WebhookFacts = {
  deliver: ({ secret, at, event }) => {
    const [list = ''] = event.split('.');
    const created_at = new Date(at).toISOString();
    const row = { id: `r-${event}`, updated_at: created_at };
    const body = JSON.stringify({ merchant_id: seed.MERCHANT_ID, type: event, created_at, [list]: [row] });
    const signature = createHmac('sha1', secret).update(body).digest('hex');
    return {
      headers: { 'content-type': 'application/json', 'x-loyverse-signature': signature },
      body,
      url: 'https://bridge.example/hooks/loyverse',
    };
  },
  events: {
    'items.update': ['catalog'],
    'inventory_levels.update': ['stock'],
    'customers.update': ['customers'],
    'receipts.update': ['orders'],
  },
  idle: 'shifts.create',
  header: 'x-loyverse-signature',
  revoked: { cannot: 'Loyverse does not tell' },
  staleMs: { cannot: 'the time of a delivery is not documented to be that of its sending' },
};
