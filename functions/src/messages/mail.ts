import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { z } from 'zod';
import { Failure } from '../model/failure';
import type { Mail, Messages } from '../model/message';
import { refusedBy } from './smtpRefusal';

const oneLine = /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u;
/** One bare address: nothing that a header or an SMTP command would read as more. */
const address = z
  .string()
  .max(254)
  .regex(/^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u);

/** The secret TILLBRIDGE_SMTP. */
export const smtpSchema = z
  .object({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    /** TLS from the first byte, as on port 465; otherwise by STARTTLS. */
    secure: z.boolean().optional(),
    user: z.string().min(1).optional(),
    pass: z.string().min(1).optional(),
    /** `pos@example.com`, or with a name: `Tillbridge <pos@example.com>`. */
    from: z.union([
      address,
      z
        .string()
        .max(320)
        .regex(/^[^\p{Cc}<>"@]+<[^\s\p{Cc}<>@]+@[^\s\p{Cc}<>@]+>$/u),
    ]),
  })
  .refine(({ user, pass }) => (user === undefined) === (pass === undefined));
export type SmtpSettings = z.infer<typeof smtpSchema>;

const CONNECT_MS = 10_000;
/** Of silence. Servers that scan for viruses take their time over the end of a message. */
const SILENCE_MS = 30_000;
/** The whole of it: well inside the time of a task. */
const MOST_MS = 90_000;

/** Whether a server is this machine, where nobody listens in. */
export const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);

const mailSchema = z.object({
  to: address,
  subject: z.string().max(200).regex(oneLine),
  text: z.string().min(1),
  html: z.string().optional(),
  messageId: z.string().regex(/^[A-Za-z0-9._+-]{1,100}@[A-Za-z0-9.-]{1,100}$/),
});

/** A line break in an address or a subject would be a header of somebody's own. @throws Failure `rejected` */
function checked(mail: Mail): Mail {
  const result = mailSchema.safeParse(mail);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join('.')))].join(', ');
  throw new Failure('rejected', `The e-mail was not sent: its ${fields} cannot be used.`, {
    advice: 'Correct the e-mail address: one address, without a name.',
  });
}

async function composed(from: string, { to, subject, text, html, messageId }: Mail) {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
  const options = {
    from,
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${messageId}>`,
    headers,
  };
  const message = new MailComposer({ ...options, ...(html !== undefined && { html }) }).compile();
  return { envelope: message.getEnvelope(), raw: await message.build() };
}

/** Settles when the session is over, one way or the other. */
function converse(
  connection: SMTPConnection,
  { user, pass }: SmtpSettings,
  envelope: { from: string | false; to: string[]; size: number },
  body: Readable,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    // Stays for good: an error after the end has nobody else to hear it.
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('The session ended early')));
    const send = () =>
      connection.send(envelope, body, (error, info) =>
        error ? reject(error) : resolve(info.serverMessageId),
      );
    connection.connect((error) => {
      if (error) return reject(error);
      if (user === undefined || pass === undefined) return send();
      connection.login({ credentials: { user, pass } }, (refused) => (refused ? reject(refused) : send()));
    });
  });
}

/**
 * E-mail by an SMTP server: https://nodemailer.com/smtp/
 * The connection is opened for each message: they are few, and a kept one would be dead by the next.
 * `mostMs`: a server that always has something to say, and never comes to an end, is left.
 */
export function smtpMail(
  settings: SmtpSettings,
  requireTls: boolean,
  mostMs = MOST_MS,
): NonNullable<Messages['mail']> {
  const { host, port, secure = port === 465 } = settings;
  const options = {
    ...{ host, port, secure, requireTLS: requireTls && !secure, logger: false },
    ...{ connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, dnsTimeout: CONNECT_MS },
    socketTimeout: SILENCE_MS,
    tls: { rejectUnauthorized: requireTls, minVersion: 'TLSv1.2' as const },
  };

  return async (mail) => {
    const { envelope, raw } = await composed(settings.from, checked(mail));
    const { default: Connection } = await import('nodemailer/lib/smtp-connection');
    const connection = new Connection(options);
    let begun = false;
    // Read from only when the server has said that it is ready for the message.
    const body = Readable.from(
      (function* () {
        begun = true;
        yield raw;
      })(),
    );
    let deadline: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      deadline = setTimeout(() => reject(new Error('It took too long')), mostMs);
    });
    try {
      const whole = { ...envelope, size: raw.byteLength };
      const id = await Promise.race([converse(connection, settings, whole, body), tooLong]);
      connection.quit();
      return { ...(id !== undefined && { id }) };
    } catch (thrown) {
      connection.close();
      throw refusedBy(host, thrown, begun);
    } finally {
      clearTimeout(deadline);
    }
  };
}
