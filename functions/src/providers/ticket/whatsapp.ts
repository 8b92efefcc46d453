import { z } from 'zod';
import type { Messages } from '../../model/message';
import { defineProvider } from '../define';
import type { SessionContext } from '../provider';
import { channelTo, invite, placeFields, type Recipient } from './channel';
import { AGAIN, CANCELLED, type Letter } from './letter';
import { whatsappManifest as manifest } from './manifests';
import { cut } from './words';

/** E.164, as people write it. */
const number = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s()./-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/));
const credentials = z.object({ number, ...placeFields });

/** `+49…567` */
const masked = (whole: string) => `${whole.slice(0, 3)}…${whole.slice(-3)}`;

const MOST = { number: 40, when: 60, what: 500, total: 30 } as const;

/** What stands behind the number where something must not be overlooked. */
const REMARKS: Readonly<Record<string, string>> = {
  [AGAIN]: 'SENT AGAIN, the same order',
  [CANCELLED]: 'CANCELLED, do not prepare',
};

/** Number, when, what, total: the four places of the operator's template. The whole ticket is behind the button. */
function bodyOf({ title, banners, ticket, words }: Letter): string[] {
  if (!ticket) return [title, '-', cut(words.join(' '), MOST.what), '-'];
  const remarks = banners.map((banner) => REMARKS[banner] ?? banner);
  const what = ticket.lines.map(({ text }) => text).join(', ');
  return [
    [cut(ticket.number, MOST.number), ...remarks].join(' - '),
    cut(ticket.when, MOST.when),
    cut(what, MOST.what),
    cut(ticket.total, MOST.total),
  ];
}

const sender = (send: NonNullable<Messages['whatsapp']>, to: string) => (letter: Letter) =>
  send({
    ...{ to, template: 'ticket', body: bodyOf(letter) },
    buttonPath: new URL(letter.url).pathname.split('/').at(-1) ?? '',
  });

function recipientOf({ credentials: own, tools }: SessionContext<z.infer<typeof credentials>>): Recipient {
  const { number: to, ...place } = own;
  const send = tools.messages?.whatsapp;
  return {
    ...{ place, address: to, masked: masked(to), lacks: 'there is no WhatsApp account' },
    ...(send && { send: sender(send, to) }),
  };
}

/** Orders as WhatsApp messages. */
export const whatsapp = defineProvider({
  manifest,
  credentials,
  pos: z.object({}),
  open: (context) => channelTo(recipientOf(context), context),
  invite: (context, invitation) => invite(recipientOf(context), invitation),
});
