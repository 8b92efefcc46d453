import type { PosModel, Route, SimContext, SimReply } from '../core/types';

/** A template as Meta has approved it. */
export interface ApprovedTemplate {
  name: string;
  language: string;
  /** With {{1}}, {{2}} ... */
  body: string;
  /** With {{1}} at its end; absent: the template has no button. */
  buttonUrl?: string;
  status?: 'approved' | 'paused' | 'disabled';
}

export interface WhatsappOptions {
  phoneNumberId: string;
  accessToken: string;
  templates: ApprovedTemplate[];
  /** Numbers without the plus sign that are on WhatsApp; absent: all are. */
  reachable?: string[];
}

export interface Delivered {
  id: string;
  to: string;
  /** As the person reads it. */
  text: string;
  url?: string;
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const fault = (status: number, code: number, title: string, details?: string): SimReply => ({
  status,
  json: {
    error: {
      message: `(#${code}) ${title}`,
      type: 'OAuthException',
      code,
      ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
      fbtrace_id: 'AbCdEfGhIjKlMnOp',
    },
  },
});

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

class Refused extends Error {
  constructor(readonly reply: SimReply) {
    super('refused');
  }
}
const refuse = (...parts: Parameters<typeof fault>): never => {
  throw new Refused(fault(...parts));
};

const variablesIn = (text: string) => new Set(text.match(/\{\{\d+\}\}/g) ?? []).size;

function textsOf(component: Json | undefined): string[] {
  return listOf(component?.parameters).map((parameter) => {
    if (parameter.type !== 'text' || typeof parameter.text !== 'string')
      return refuse(400, 132012, 'Parameter format does not match format in the created template');
    if (parameter.text.trim() === '') return refuse(400, 131008, 'Required parameter is missing');
    // Observed by many clients; the words are Meta's.
    if (/[\n\r\t]| {5,}/.test(parameter.text))
      return refuse(
        400,
        132018,
        'There was an issue with the parameters in the template',
        'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
      );
    return parameter.text;
  });
}

const filled = (text: string, values: readonly string[]) =>
  text.replace(/\{\{(\d+)\}\}/g, (_, number: string) => values[Number(number) - 1] ?? '');

export class WhatsappModel implements PosModel {
  delivered: Delivered[] = [];
  /** Every message is refused with this, until it is taken away. */
  trouble: { status: number; code: number; title: string } | undefined;
  private tokenIsGood = true;

  constructor(
    private readonly now: () => number,
    private readonly options: WhatsappOptions,
  ) {}

  routes: Route[] = [
    { method: 'POST', path: '/:version/:phone/messages', handle: (context) => this.message(context) },
  ];

  notFound = ({ method, path }: SimContext) =>
    fault(
      400,
      100,
      `Unsupported ${method.toLowerCase()} request. Object with ID '${path.slice(1)}' does not exist`,
    );

  guard({ headers }: SimContext): SimReply | undefined {
    const isKnown = headers.authorization === `Bearer ${this.options.accessToken}`;
    if (isKnown && this.tokenIsGood) return undefined;
    return fault(401, 190, 'Error validating access token: Session has expired');
  }

  private message(context: SimContext): SimReply {
    try {
      if (!/^v\d+\.\d$/.test(context.params.version ?? '')) return this.notFound(context);
      if (context.params.phone !== this.options.phoneNumberId) return this.notFound(context);
      if (this.trouble) return fault(this.trouble.status, this.trouble.code, this.trouble.title);
      if (!isObject(context.json)) return fault(400, 100, 'Invalid parameter');
      return this.take(context.json);
    } catch (thrown) {
      if (thrown instanceof Refused) return thrown.reply;
      throw thrown;
    }
  }

  private take(json: Json): SimReply {
    const { messaging_product, recipient_type = 'individual', to, type, template } = json;
    if (messaging_product !== 'whatsapp') refuse(400, 100, 'The parameter messaging_product is required.');
    if (recipient_type !== 'individual') refuse(400, 100, 'Invalid parameter');
    if (typeof to !== 'string' || !/^\+?\d{7,15}$/.test(to))
      return fault(400, 131009, 'Parameter value is not valid');
    if (type !== 'template' || !isObject(template))
      return fault(
        400,
        131047,
        'Re-engagement message',
        'More than 24 hours have passed since the person last wrote',
      );
    const number = to.replace('+', '');
    if (this.options.reachable && !this.options.reachable.includes(number))
      return fault(400, 131026, 'Message undeliverable', `Message to ${number} cannot be delivered`);
    const { text, url } = this.rendered(template);
    const id = `wamid.${Buffer.from(`${number}:${this.delivered.length}:${this.now()}`).toString('base64')}`;
    this.delivered.push({ id, to: number, text, ...(url !== undefined && { url }) });
    return {
      status: 200,
      json: {
        messaging_product: 'whatsapp',
        contacts: [{ input: to, wa_id: number }],
        messages: [{ id, message_status: 'accepted' }],
      },
    };
  }

  private rendered({ name, language, components }: Json): { text: string; url?: string } {
    const code = isObject(language) ? language.code : undefined;
    const approved = this.options.templates.find((one) => one.name === name && one.language === code);
    if (!approved) return refuse(404, 132001, 'Template name does not exist in the translation');
    if (approved.status === 'paused') refuse(400, 132015, 'Template is paused');
    if (approved.status === 'disabled') refuse(400, 132016, 'Template is disabled');
    const parts = listOf(components);
    const values = textsOf(parts.find(({ type }) => type === 'body'));
    const wanted = variablesIn(approved.body);
    if (values.length !== wanted)
      refuse(
        400,
        132000,
        'Number of parameters does not match the expected number of params',
        `body: number of localizable_params (${values.length}) does not match the expected number of params (${wanted})`,
      );
    const text = filled(approved.body, values);
    if (text.length > 1_024) refuse(400, 132005, 'Translated text too long');
    const [button, ...others] = parts.filter(({ type }) => type === 'button');
    if (others.length > 0 || (button && !approved.buttonUrl)) refuse(400, 132018, 'No such button');
    if (!approved.buttonUrl) return { text };
    if (!button)
      return refuse(
        400,
        131008,
        'Required parameter is missing',
        'Button at index 0 of type Url requires a parameter',
      );
    if (button.sub_type !== 'url' || String(button.index) !== '0')
      refuse(400, 132012, 'Parameter format does not match');
    return { text, url: filled(approved.buttonUrl, textsOf(button)) };
  }

  throttled = () => fault(429, 130429, 'Rate limit hit');
  broken = () => fault(500, 131000, 'Something went wrong');
  errorBody = () => this.broken().json;
  expireToken = () => void (this.tokenIsGood = false);
  orders = () => [];
  state = () => ({ delivered: this.delivered });
  reset(): void {
    this.delivered = [];
    this.trouble = undefined;
    this.tokenIsGood = true;
  }
}
