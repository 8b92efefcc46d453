import { z } from 'zod';
import type { Messages } from '../../model/message';
import { defineProvider } from '../define';
import type { SessionContext } from '../provider';
import { channelTo, invite, placeFields, type Recipient } from './channel';
import { htmlOf } from './html';
import type { Letter } from './letter';
import { emailManifest as manifest } from './manifests';
import { textOf } from './text';
import { cut } from './words';

/** One plain address; whether anybody reads it, the invitation shows. */
const address = z
  .string()
  .trim()
  .max(254)
  .regex(
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
  );
const credentials = z.object({ address, ...placeFields });

/** `k…@example.com` */
const masked = (whole: string) => whole.replace(/^(.).*@/, '$1…@');

const SUBJECT_CHARACTERS = 150;

const sender = (mail: NonNullable<Messages['mail']>, to: string) => (letter: Letter) =>
  mail({
    to,
    subject: cut(letter.title, SUBJECT_CHARACTERS),
    text: textOf(letter),
    html: htmlOf(letter),
    messageId: `${letter.id}@${new URL(letter.url).hostname}`,
  });

function recipientOf({ credentials: own, tools }: SessionContext<z.infer<typeof credentials>>): Recipient {
  const { address: to, ...place } = own;
  const mail = tools.messages?.mail;
  return {
    ...{ place, masked: masked(to), lacks: 'there is no mail server' },
    // Mailboxes are the same in either case, wherever people use them.
    address: to.toLowerCase(),
    ...(mail && { send: sender(mail, to) }),
  };
}

/** Orders as e-mails. */
export const email = defineProvider({
  manifest,
  credentials,
  pos: z.object({}),
  open: (context) => channelTo(recipientOf(context), context),
  invite: (context, invitation) => invite(recipientOf(context), invitation),
});
