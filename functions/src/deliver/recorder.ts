import type { CallRecord } from '../model/attempt';
import { Failure } from '../model/failure';
import { hashOf } from '../model/hash';
import type { Mail, Messages, Sent, TemplateMessage } from '../model/message';
import type { Http, HttpReply, HttpRequest } from '../providers/http';

/** Leaves this much of the lease for recording the result. */
const RESERVE_MS = 5_000;

/** Watches the calls of one try: what was asked, what came back, and whether anything may have changed at the POS. */
export class Recorder {
  readonly calls: CallRecord[] = [];
  /** A request with an effect left, and was not plainly refused: look before creating from now on. */
  touched = false;

  constructor(
    private readonly send: Http,
    private readonly now: () => number,
    /** Nothing with an effect may still be under way when the lease ends. */
    private readonly leaseEndsAt: number,
    /** Pays for each call out of the account's budget. */
    private readonly spend: () => Promise<void> = async () => {},
  ) {}

  /** What is left of the lease for calls, milliseconds. */
  get leftMs(): number {
    return this.leaseEndsAt - RESERVE_MS - this.now();
  }

  readonly http: Http = async (request) => {
    await this.spend();
    const startedAt = this.now();
    const left = this.leftMs;
    if (left <= 0)
      throw new Failure('unavailable', 'The try ran out of time before it was through.', { sent: false });
    const timeoutMs = Math.min(request.timeoutMs, left);
    try {
      const reply = await this.send({ ...request, timeoutMs });
      this.note(request, startedAt, reply);
      return reply;
    } catch (thrown) {
      this.note(request, startedAt, undefined, Failure.from(thrown));
      throw thrown;
    }
  };

  /** The same for messages to people: one that may have been taken is an effect like any other. */
  messages(ways: Messages): Messages {
    const sending = this.sending.bind(this);
    // Asked for only when it is used: most functions hold no sender's secret.
    return {
      get mail() {
        const { mail } = ways;
        return mail && ((one: Mail) => sending('email', () => mail(one)));
      },
      get whatsapp() {
        const { whatsapp } = ways;
        return whatsapp && ((one: TemplateMessage) => sending('whatsapp', () => whatsapp(one)));
      },
    };
  }

  private async sending(way: string, send: () => Promise<Sent>): Promise<Sent> {
    await this.spend();
    const startedAt = this.now();
    if (this.leftMs <= 0)
      throw new Failure('unavailable', 'The try ran out of time before it was through.', { sent: false });
    const noted = (status: number) =>
      this.calls.push({ method: 'SEND', path: way, status, durationMs: this.now() - startedAt });
    try {
      const sent = await send();
      this.touched = true;
      noted(200);
      return sent;
    } catch (thrown) {
      const { kind, detail } = Failure.from(thrown);
      noted(detail.httpStatus ?? 0);
      if (kind !== 'throttled' && kind !== 'rejected' && detail.sent !== false) this.touched = true;
      throw thrown;
    }
  }

  private note(request: HttpRequest, startedAt: number, reply?: HttpReply, failure?: Failure): void {
    const { method, url, body, effect } = request;
    const status = reply?.status ?? 0;
    this.calls.push({
      method,
      path: new URL(url).pathname,
      status,
      durationMs: this.now() - startedAt,
      ...(body !== undefined && { requestHash: hashOf([body], 16) }),
    });
    const refused = status >= 300 && status < 500 && status !== 408;
    if (effect && !refused && failure?.detail.sent !== false) this.touched = true;
  }
}
