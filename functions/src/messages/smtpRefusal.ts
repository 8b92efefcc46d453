import { z } from 'zod';
import { Failure } from '../model/failure';

const refusalSchema = z.object({
  code: z.string().optional(),
  /** Of the system, where `code` is nodemailer's own. */
  originalCode: z.string().optional(),
  /** The SMTP command it was said to. */
  command: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
});
/** What an SMTP session ended with. https://nodemailer.com/errors */
export type SmtpRefusal = z.infer<typeof refusalSchema>;

/** Replies to these are about the message; all others are about us. */
const ABOUT_THE_MESSAGE = new Set(['MAIL FROM', 'RCPT TO', 'DATA', 'API']);

/** Servers like to repeat the address, which is nobody's business. */
function saidBy({ response }: SmtpRefusal): string {
  if (!response) return '';
  const words = response
    .replace(/\s+/g, ' ')
    .replace(/<?[^\s<>"']+@[^\s<>"']+>?/g, '(address)')
    .trim();
  return `: "${words.slice(0, 200)}"`;
}

function signInRefused(host: string, refusal: SmtpRefusal): Failure {
  return new Failure('unavailable', `The mail server ${host} refuses our sign-in${saidBy(refusal)}.`, {
    sent: false,
    code: 'EAUTH',
    advice: 'The operator has to correct user and password in the secret TILLBRIDGE_SMTP.',
  });
}

function noTls(host: string): Failure {
  return new Failure('unavailable', `No safe connection to the mail server ${host} came about.`, {
    sent: false,
    code: 'ETLS',
    advice: 'It must offer TLS with a valid certificate for its name; see TILLBRIDGE_SMTP.',
  });
}

/**
 * What a failed session means. https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1: 5yz is final, 4yz is not, and
 * neither has taken the message. `begun`: the server had asked for the message, and may have taken it.
 */
export function refusedBy(host: string, thrown: unknown, begun: boolean): Failure {
  const refusal = refusalSchema.safeParse(thrown).data ?? {};
  const { code = 'NO_REPLY', command = '', responseCode, response } = refusal;
  if (code === 'EAUTH') return signInRefused(host, refusal);
  if (code === 'ETLS' || /CERT|TLS|SSL|SIGNATURE/.test(refusal.originalCode ?? '')) return noTls(host);
  const isOurs = ABOUT_THE_MESSAGE.has(command);
  const isFinal = responseCode === undefined ? /^E(MESSAGE|ENVELOPE)$/.test(code) : responseCode >= 500;
  // 503: out of turn, which says nothing of the message.
  if (isOurs && isFinal && responseCode !== 503)
    return new Failure('rejected', `The mail server ${host} refuses the e-mail${saidBy(refusal)}.`, {
      code: String(responseCode ?? code),
      advice:
        command === 'MAIL FROM' && response !== undefined
          ? 'The operator has to choose a `from` in TILLBRIDGE_SMTP that the server lets us use.'
          : 'Check the e-mail address.',
    });
  if (responseCode !== undefined)
    return new Failure('unavailable', `The mail server ${host} asks us to come again${saidBy(refusal)}.`, {
      sent: false,
      code: String(responseCode),
    });
  return new Failure('unavailable', `The mail server ${host} could not be reached to the end (${code}).`, {
    code,
    ...(!begun && { sent: false }),
  });
}
