import { z } from 'zod';
import { Failure } from '../model/failure';
import type { Messages, TemplateMessage } from '../model/message';
import { parsed, type Http } from '../providers/http';
import { fitted } from './parameter';
import { refusedByWhatsapp } from './whatsappRefusal';

const template = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  /** As the template was approved in: `en`, `en_GB`, `de`. */
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/),
  /** False: it has no button with an address, and links are left out. */
  button: z.boolean().default(true),
});

/** The secret TILLBRIDGE_WHATSAPP. */
export const whatsappSchema = z.object({
  phoneNumberId: z.string().regex(/^\d{5,30}$/),
  accessToken: z.string().min(20).regex(/^\S+$/),
  apiVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/)
    .default('v24.0'),
  templates: z.object({ notice: template, ticket: template.optional() }),
});
export type WhatsappSettings = z.infer<typeof whatsappSchema>;

export const GRAPH_HOST = 'https://graph.facebook.com';
const TIMEOUT_MS = 20_000;

const replySchema = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates */
function bodyOf({ templates }: WhatsappSettings, { to, body, buttonPath, ...message }: TemplateMessage) {
  const chosen = templates[message.template];
  if (!chosen)
    throw new Failure('rejected', `No WhatsApp template is set up for a ${message.template}.`, {
      advice: `The operator has to name one in TILLBRIDGE_WHATSAPP as templates.${message.template}.`,
    });
  const text = (value: string) => ({ type: 'text', text: value });
  const button = { type: 'button', sub_type: 'url', index: '0', parameters: [text(buttonPath ?? '')] };
  const components = [
    ...(body.length > 0 ? [{ type: 'body', parameters: fitted(body).map(text) }] : []),
    ...(chosen.button && buttonPath !== undefined ? [button] : []),
  ];
  const language = { code: chosen.language };
  return {
    ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: to.slice(1), type: 'template' },
    template: { name: chosen.name, language, ...(components.length > 0 && { components }) },
  };
}

/** Template messages by the WhatsApp Cloud API. `baseUrl`: a simulator, or the default. */
export function cloudWhatsapp(
  settings: WhatsappSettings,
  http: Http,
  now: () => number,
  baseUrl = GRAPH_HOST,
): NonNullable<Messages['whatsapp']> {
  const { phoneNumberId, accessToken, apiVersion } = settings;
  return async (message) => {
    if (!/^\+[1-9]\d{6,14}$/.test(message.to))
      throw new Failure('rejected', 'The WhatsApp number cannot be used.', {
        advice: 'Write it with plus sign and country code, digits only: +491701234567.',
      });
    const reply = await http({
      method: 'POST',
      // https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
      url: `${baseUrl}/${apiVersion}/${phoneNumberId}/messages`,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(settings, message)),
      effect: true,
      timeoutMs: TIMEOUT_MS,
    });
    const json = parsed(reply.text);
    if (reply.status < 200 || reply.status > 299) throw refusedByWhatsapp(reply, json, now());
    const taken = replySchema.safeParse(json).data?.messages[0];
    // A success that we cannot read: it may well have been taken.
    if (!taken)
      throw new Failure('unavailable', 'WhatsApp answered something unknown.', { httpStatus: reply.status });
    return { id: taken.id };
  };
}
