import type { Simulator } from '../simulators/core/simulator';
import type { Got, Sent } from '../support/memorySite';

type Call = (sent: Sent) => Promise<Got>;

/** As much of a browser as a sign-in needs: it keeps cookies, and follows a vendor's page back to us. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every reply of ours that came, with its headers. */
  readonly seen: Got[] = [];

  constructor(
    private readonly call: Call,
    /** Firebase Hosting lets no other cookie through to a function. */
    private readonly behindHosting = false,
  ) {}

  private cookieHeader(): string {
    return [...this.cookies]
      .filter(([name]) => !this.behindHosting || name === '__session')
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }

  async send(sent: Sent): Promise<Got> {
    const cookie = this.cookieHeader();
    const got = await this.call({ ...sent, headers: { ...(cookie && { cookie }), ...sent.headers } });
    for (const line of [got.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = '', maxAge] = /^([^=]+)=([^;]*); Max-Age=(\d+)/.exec(line) ?? [];
      if (maxAge === '0') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    this.seen.push(got);
    return got;
  }
}

/** The merchant opens the vendor's page and agrees; path and query of ours that the vendor sends the browser to. */
export async function agree(simulator: Simulator, page: string): Promise<string> {
  const { pathname, searchParams } = new URL(page);
  const query = Object.fromEntries(searchParams);
  const reply = await simulator.handle({ method: 'GET', path: pathname, query, headers: {}, body: '' });
  const location = 'dropped' in reply ? undefined : reply.headers?.location;
  if (location === undefined) throw new Error(`The page does not lead back: ${JSON.stringify(reply)}`);
  const { pathname: path, search } = new URL(location);
  return path + search;
}
