import { createHmac } from 'node:crypto';
import type { Account } from './account';
import { CLIENT_SECRET } from './seed';
import type { Webhook, WebhookType } from './webhook';

/** A delivery on its way to a webhook's address. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

const MOST_OBJECTS = 100;
/** Over some 48 hours. */
const MOST_RETRIES = 200;

type Source = (account: Account) => { key: string; row: object }[];

const keyed =
  <T extends object>(rows: (account: Account) => readonly T[], key: (row: T) => string): Source =>
  (account) =>
    rows(account).map((row) => ({ key: key(row), row }));

const SOURCES: Record<WebhookType, { list: string; rows: Source }> = {
  'items.update': {
    list: 'items',
    rows: keyed(
      (account) => account.items,
      ({ id }) => id,
    ),
  },
  'inventory_levels.update': {
    list: 'inventory_levels',
    rows: keyed(
      (account) => account.levels,
      ({ variant_id, store_id }) => variant_id + store_id,
    ),
  },
  'customers.update': {
    list: 'customers',
    rows: keyed(
      (account) => account.customers,
      ({ id }) => id,
    ),
  },
  'receipts.update': {
    list: 'receipts',
    rows: keyed(
      (account) => account.receipts,
      ({ receipt_number }) => receipt_number,
    ),
  },
  'shifts.create': { list: 'shifts', rows: () => [] },
};

interface Outgoing extends Post {
  retries: number;
}

/** What one webhook has been told, and what it is still to be told. */
interface Desk {
  known: Map<string, string>;
  waiting: Outgoing[];
}

/** Tells webhooks what changed: `notice` as often as something may have, `deliver` as often as a try is due. */
export class Emitter {
  private readonly desks = new Map<Webhook, Desk>();

  constructor(private readonly accounts: readonly Account[]) {}

  /** Gathers what changed since it was called last; what stood when a webhook was first noticed is not news. */
  notice(): void {
    for (const account of this.accounts)
      for (const hook of account.webhooks) {
        const desk = this.desks.get(hook);
        if (!desk) this.desks.set(hook, { known: this.pictureOf(account, hook), waiting: [] });
        else if (isOn(hook)) this.gather(account, hook, desk);
      }
  }

  private pictureOf(account: Account, { shown }: Webhook): Map<string, string> {
    const rows = SOURCES[shown.type].rows(account);
    return new Map(rows.map(({ key, row }) => [key, JSON.stringify(row)]));
  }

  private gather(account: Account, hook: Webhook, desk: Desk): void {
    const picture = this.pictureOf(account, hook);
    const changed = [...picture]
      .filter(([key, text]) => desk.known.get(key) !== text)
      .map(([, text]) => text);
    desk.known = picture;
    for (let from = 0; from < changed.length; from += MOST_OBJECTS)
      desk.waiting.push(this.post(account, hook, changed.slice(from, from + MOST_OBJECTS)));
  }

  private post(account: Account, { shown, byApp }: Webhook, texts: readonly string[]): Outgoing {
    const { list } = SOURCES[shown.type];
    const head = { merchant_id: account.merchant.id, type: shown.type, created_at: account.nowText() };
    const body = `${JSON.stringify(head).slice(0, -1)},"${list}":[${texts.join(',')}]}`;
    const signature = byApp && {
      'x-loyverse-signature': createHmac('sha1', CLIENT_SECRET).update(body).digest('hex'),
    };
    const headers = { 'content-type': 'application/json', 'x-loyverse-api-version': '1.0', ...signature };
    return { url: shown.url, headers, body, retries: 0 };
  }

  /** Tries everything that waits once. `send` gives the status; any 2xx is success. Returns what was sent. */
  async deliver(send: (post: Post) => Promise<number>): Promise<Post[]> {
    this.notice();
    const sent: Post[] = [];
    for (const [hook, desk] of this.desks)
      for (const post of isOn(hook) ? [...desk.waiting] : []) {
        const { url, headers, body } = post;
        sent.push({ url, headers, body });
        const status = await send({ url, headers, body });
        if (status >= 200 && status < 300) desk.waiting = desk.waiting.filter((one) => one !== post);
        else this.failed(hook, desk, post);
      }
    return sent;
  }

  /** Two days without success: the webhook is switched off, and its merchant gets an e-mail. */
  private failed(hook: Webhook, desk: Desk, post: Outgoing): void {
    post.retries += 1;
    if (post.retries <= MOST_RETRIES) return;
    hook.shown.status = 'DISABLED';
    desk.waiting = [];
  }

  state(): { url: string; type: string; status: string; waiting: number; retries: number }[] {
    return [...this.desks].map(([{ shown }, { waiting }]) => ({
      url: shown.url,
      type: shown.type,
      status: shown.status,
      waiting: waiting.length,
      retries: Math.max(0, ...waiting.map(({ retries }) => retries)),
    }));
  }
}

const isOn = ({ shown }: Webhook) => shown.status === 'ENABLED' && shown.deleted_at === null;
