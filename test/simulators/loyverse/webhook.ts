import type { Account } from './account';
import * as check from './checks';
import type { Call, Endpoint } from './endpoint';
import type { Stamped } from './records';
import { invalid, notFound } from './refusal';

const { required, optional, object, text, uuid } = check;

const TYPES = [
  'items.update',
  'inventory_levels.update',
  'customers.update',
  'receipts.update',
  'shifts.create',
] as const;
export type WebhookType = (typeof TYPES)[number];

/** A registration as the API shows it. */
interface Registration extends Stamped {
  id: string;
  merchant_id: string;
  url: string;
  type: WebhookType;
  status: 'ENABLED' | 'DISABLED';
}

export interface Webhook {
  shown: Registration;
  /** Registered with a token of the app: its deliveries are signed, and only the app sees it. */
  byApp: boolean;
}

const input = object({
  id: optional(uuid),
  url: required(text(2048, 1)),
  type: required(check.oneOf(...TYPES)),
  status: required(check.oneOf('ENABLED', 'DISABLED')),
});

/** Public HTTPS only. */
function checkUrl(url: string): void {
  const host = URL.canParse(url) ? new URL(url) : undefined;
  const local = /^(localhost|127\.|10\.|192\.168\.|\[)/.test(host?.hostname ?? '');
  if (host?.protocol !== 'https:' || local) throw invalid('Must be a public HTTPS address', 'object.url');
}

const ownOf = ({ account, byApp }: Call): Webhook[] =>
  account.webhooks.filter((hook) => hook.byApp === byApp && hook.shown.deleted_at === null);

function one(call: Call, id = call.params.id ?? ''): Webhook {
  const hook = ownOf(call).find(({ shown }) => shown.id === id);
  if (!hook) throw notFound(id);
  return hook;
}

function register(
  account: Account,
  byApp: boolean,
  given: Pick<Registration, 'url' | 'type' | 'status'>,
): Webhook {
  const now = account.nowText();
  const stamps = { created_at: now, updated_at: now, deleted_at: null };
  const { url, type, status } = given;
  const shown = { id: account.newId(), merchant_id: account.merchant.id, url, type, status, ...stamps };
  const hook = { shown, byApp };
  account.webhooks.push(hook);
  return hook;
}

/** POST /webhooks/: one type each; type and address together are unique. */
function upsert(call: Call): Registration {
  const given = input(call.body, 'object');
  checkUrl(given.url);
  const twin = ownOf(call).find(
    ({ shown }) => shown.url === given.url && shown.type === given.type && shown.id !== given.id,
  );
  if (twin) throw invalid('There is a webhook of this type for this address', 'object.url');
  if (given.id === undefined) return register(call.account, call.byApp, given).shown;
  return Object.assign(one(call, given.id).shown, given, { updated_at: call.account.nowText() });
}

function remove(call: Call): unknown {
  const { shown } = one(call);
  shown.deleted_at = call.account.nowText();
  return { deleted_object_ids: [shown.id] };
}

/** https://developer.loyverse.com/docs/#tag/Webhooks . No scope for them is published. */
export const WEBHOOKS: Endpoint[] = [
  {
    method: 'GET',
    path: '/webhooks',
    handle: (call) => ({ webhooks: ownOf(call).map(({ shown }) => shown) }),
  },
  { method: 'GET', path: '/webhooks/:id', handle: (call) => one(call).shown },
  { method: 'POST', path: '/webhooks', handle: upsert },
  { method: 'DELETE', path: '/webhooks/:id', handle: remove },
];
