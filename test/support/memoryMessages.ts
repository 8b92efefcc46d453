import { createHash } from 'node:crypto';
import type { LinkSigner } from '../../functions/src/deliver/ports/linkSigner';
import { Failure } from '../../functions/src/model/failure';
import type { Mail, Messages, Sent, TemplateMessage } from '../../functions/src/model/message';

/** What the next message meets: lost after it was taken, refused before it left, refused for good, or told to slow down. */
export type Mishap = 'lost' | 'unreached' | 'refused' | 'throttled';

const FAILURES: Readonly<Record<Mishap, () => Failure>> = {
  lost: () => new Failure('unavailable', 'The mail server was gone after the message.'),
  unreached: () => new Failure('unavailable', 'The mail server cannot be reached.', { sent: false }),
  refused: () => new Failure('rejected', 'The mail server does not take the address.'),
  throttled: () => new Failure('throttled', 'Slow down.', { sent: false }),
};

/** Mailboxes and phones in memory: whatever was taken is in `mails` and `texts`, lost replies included. */
export class MemoryMessages implements Messages {
  readonly mails: Mail[] = [];
  readonly texts: TemplateMessage[] = [];
  /** One for each message to come, undefined for none. */
  mishaps: (Mishap | undefined)[] = [];

  private async take<T>(box: T[], message: T): Promise<Sent> {
    const mishap = this.mishaps.shift();
    if (mishap === undefined || mishap === 'lost') box.push(structuredClone(message));
    if (mishap) throw FAILURES[mishap]();
    return { id: `sent-${box.length}` };
  }

  mail = (mail: Mail) => this.take(this.mails, mail);
  whatsapp = (message: TemplateMessage) => this.take(this.texts, message);
}

const markOf = (text: string) => createHash('sha256').update(`memory ${text}`).digest('base64url');

/** Marks that anybody could make: enough where links are no matter. */
export const memoryLinks: LinkSigner = {
  sign: markOf,
  isGenuine: (text, mark) => markOf(text) === mark,
};
