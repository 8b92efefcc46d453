import type { z } from 'zod';
import type { Messages } from '../model/message';
import { isLoopback, smtpMail, smtpSchema } from '../messages/mail';
import { cloudWhatsapp, whatsappSchema } from '../messages/whatsapp';
import type { Http } from '../providers/http';
import { SMTP, WHATSAPP } from './params';

/** `{}` or nothing: not set up. The error of a parser would quote the secret. */
function settingsIn<T>(name: string, text: string, schema: z.ZodType<T>): T | undefined {
  if (/^(\{\s*\})?$/.test(text.trim())) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error(`The secret ${name} is not of the form that docs/notifications.md shows.`);
  }
}

const onEmulator = () => process.env.FUNCTIONS_EMULATOR === 'true';

function mailSender(): Messages['mail'] {
  const settings = settingsIn('TILLBRIDGE_SMTP', SMTP.value(), smtpSchema);
  return settings && smtpMail(settings, !onEmulator() && !isLoopback(settings.host));
}

function whatsappSender(http: Http, now: () => number): Messages['whatsapp'] {
  const settings = settingsIn('TILLBRIDGE_WHATSAPP', WHATSAPP.value(), whatsappSchema);
  const simulator = onEmulator() ? process.env.TILLBRIDGE_URL_WHATSAPP : undefined;
  return settings && cloudWhatsapp(settings, http, now, simulator);
}

/** By what the operator has set up; looked at when something is first sent, for most functions never send. */
export function messagesOf(http: Http, now: () => number): Messages {
  let senders: Messages | undefined;
  const chosen = () => (senders ??= { mail: mailSender(), whatsapp: whatsappSender(http, now) });
  return {
    get mail() {
      return chosen().mail;
    },
    get whatsapp() {
      return chosen().whatsapp;
    },
  };
}
