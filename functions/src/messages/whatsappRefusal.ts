import { z } from 'zod';
import { Failure, type FailureDetail, type FailureKind } from '../model/failure';
import { retryAfter, type HttpReply } from '../providers/http';

const errorSchema = z.object({
  error: z.object({
    code: z.int(),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

interface Meaning {
  kind: Extract<FailureKind, 'throttled' | 'unavailable' | 'rejected'>;
  what: string;
  advice?: string;
  /** Meta says itself that it does not know what became of it. */
  isUncertain?: true;
}

const IN_MANAGER = 'in the WhatsApp Manager';
const again = (what: string): Meaning => ({ kind: 'unavailable', what });
const operator = (what: string, advice: string): Meaning => ({ kind: 'unavailable', what, advice });
const refused = (what: string, advice: string): Meaning => ({ kind: 'rejected', what, advice });
const slower: Meaning = { kind: 'throttled', what: 'WhatsApp asks us to slow down' };

const tokenFault = operator(
  'WhatsApp no longer accepts our access token',
  'The operator has to put a new permanent token of a system user into TILLBRIDGE_WHATSAPP.',
);
const permissionFault = operator(
  'WhatsApp does not let us send for this number',
  'The token needs the permission whatsapp_business_messaging for the business account.',
);
const accountFault = operator(
  'WhatsApp has restricted the business account',
  `The operator has to look ${IN_MANAGER} what is asked of the account.`,
);
const templateFault = (what: string) =>
  refused(what, `The operator has to compare the template ${IN_MANAGER} with docs/notifications.md.`);
const recipientFault = (what: string) => refused(what, 'Check the number, or choose e-mail instead.');

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes: "build on code, not on the words". */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [0, tokenFault],
  [190, tokenFault],
  [3, permissionFault],
  [10, permissionFault],
  [131005, permissionFault],
  [368, accountFault],
  [131031, accountFault],
  [
    131042,
    operator('WhatsApp asks for a payment method', `The operator has to mend the billing ${IN_MANAGER}.`),
  ],
  [133010, operator('The sending number is not registered with WhatsApp', `Register it ${IN_MANAGER}.`)],
  [4, slower],
  [80007, slower],
  [130429, slower],
  [131048, slower],
  [131056, { ...slower, what: 'WhatsApp had too many messages for this person' }],
  [1, { ...again('WhatsApp stumbled'), isUncertain: true }],
  [131000, { ...again('WhatsApp stumbled'), isUncertain: true }],
  [2, again('WhatsApp is out of order for the moment')],
  [131016, again('WhatsApp is out of order for the moment')],
  [131057, again('The WhatsApp account is being maintained')],
  [133004, again('WhatsApp is out of order for the moment')],
  [131021, recipientFault('A message cannot go to the number that it is sent from')],
  [131026, recipientFault('WhatsApp cannot deliver to this number')],
  [131030, recipientFault('The number is not on the list of the WhatsApp test number')],
  [131049, recipientFault('WhatsApp has chosen not to deliver this message')],
  [132000, templateFault('The WhatsApp template has another number of parameters')],
  [132001, templateFault('There is no approved WhatsApp template of that name and language')],
  [132005, templateFault('The WhatsApp template becomes too long')],
  [132007, templateFault('WhatsApp does not allow the content of the template')],
  [132012, templateFault('The parameters are not what the WhatsApp template takes')],
  [132015, templateFault('WhatsApp has paused the template')],
  [132016, templateFault('WhatsApp has switched the template off')],
  [132018, templateFault('The parameters are not what the WhatsApp template takes')],
  [131008, templateFault('A parameter of the WhatsApp template is missing')],
  [131009, templateFault('The parameters are not what the WhatsApp template takes')],
]);

function meaningOf(code: number | undefined, status: number): Meaning {
  const known = code === undefined ? undefined : MEANINGS.get(code);
  if (known) return known;
  if (code !== undefined && code >= 200 && code < 300) return permissionFault;
  if (status === 429) return slower;
  if (status === 401) return tokenFault;
  if (status >= 500 || status === 408) return { ...again('WhatsApp has trouble'), isUncertain: true };
  return refused(
    'WhatsApp refuses the message',
    'The operator finds the code in the documentation of WhatsApp.',
  );
}

/** Meta's words without what may be a number or an address. */
function detailsIn(error: z.infer<typeof errorSchema>['error'] | undefined): string {
  const words = error?.error_data?.details ?? error?.message;
  if (words === undefined) return '';
  return `: "${words
    .replace(/\s+/g, ' ')
    .replace(/\+?\d{7,}/g, '(number)')
    .slice(0, 200)}"`;
}

/** What a reply that is no success means. */
export function refusedByWhatsapp(reply: HttpReply, json: unknown, now: number): Failure {
  const { status: httpStatus } = reply;
  const error = errorSchema.safeParse(json).data?.error;
  const { kind, what, advice, isUncertain } = meaningOf(error?.code, httpStatus);
  const code = error && String(error.code);
  const detail: FailureDetail = {
    ...{ httpStatus, code, advice },
    ...(kind === 'throttled' && { until: retryAfter(reply, now) }),
    ...(kind !== 'rejected' && !isUncertain && { sent: false }),
  };
  return new Failure(kind, `${what}${code === undefined ? '' : ` (${code})`}${detailsIn(error)}.`, detail);
}
