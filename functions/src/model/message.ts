/** An e-mail to one person. */
export interface Mail {
  /** One address, without a name. */
  to: string;
  /** One line, without personal data of shoppers. */
  subject: string;
  text: string;
  html?: string;
  /** The same over all tries for the same thing, without angle brackets: mailboxes may drop a twin by it. */
  messageId: string;
}

/** A message to one WhatsApp number, by a template that Meta has approved for the business. */
export interface TemplateMessage {
  /** E.164, with the plus sign. */
  to: string;
  /** Which of the operator's templates. */
  template: 'notice' | 'ticket';
  /** What stands in the template's body for {{1}}, {{2}} ...; made fit for a template by the sender. */
  body: readonly string[];
  /** What is put at the end of the address behind the template's button. */
  buttonPath?: string;
}

/** What the service said when it took the message. */
export interface Sent {
  /** Its own id of the message. */
  id?: string;
}

/**
 * Carries messages to people. Both throw only `Failure`: `throttled`, and `unavailable` with `sent: false`, when the
 * message was surely not taken; `unavailable` otherwise when it may have been; `rejected` when it never will be.
 */
export interface Messages {
  /** Absent: the operator has set up no SMTP server. */
  mail?: (mail: Mail) => Promise<Sent>;
  /** Absent: the operator has set up no WhatsApp account. */
  whatsapp?: (message: TemplateMessage) => Promise<Sent>;
}
