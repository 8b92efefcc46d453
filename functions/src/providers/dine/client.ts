import { createHmac } from 'node:crypto';
import { Failure } from '../../model/failure';
import { parsed, type HttpReply, type HttpRequest } from '../http';
import type { Tools } from '../provider';
import { at } from './extract';
import { addressOf } from './hosts';
import { textOf, type Surroundings } from './recipe/pipes';
import { renderBody, renderText, type Scope } from './recipe/render';
import type { Recipe, RecipeRequest } from './recipe/schema';
import { classify, isError, type Refusal } from './refusal';

/** What a call is made with. */
export interface Circumstances {
  recipe: Recipe;
  tools: Tools;
  /** `config` and `secret`. */
  base: Scope;
  around: Surroundings;
}

/** A request as it would be sent, secrets and all. */
export type Prepared = Omit<HttpRequest, 'effect' | 'timeoutMs'>;

export type Answer = { ok: true; body: unknown; reply: HttpReply } | { ok: false; refusal: Refusal };

const MAX_BODY = 1024 * 1024;

/** A value as one segment of a path: it can neither add another nor climb. */
function segment(text: string): string {
  if (text === '' || /^\.+$/.test(text))
    throw new Failure(
      'rejected',
      'An id or setting that belongs into the address is empty or made of dots.',
      {
        advice: 'Check the settings of the connection and the mapping.',
      },
    );
  return encodeURIComponent(text);
}

function bodyOf({ body, textFields }: RecipeRequest, scope: Scope, around: Surroundings): string | undefined {
  if (body === undefined) return undefined;
  const rendered = renderBody(body, scope, around);
  const isObject = typeof rendered === 'object' && rendered !== null && !Array.isArray(rendered);
  const entries = isObject ? Object.entries(rendered) : undefined;
  const whole = entries
    ? Object.fromEntries(
        entries.map(([key, value]) => [key, textFields.includes(key) ? JSON.stringify(value) : value]),
      )
    : rendered;
  const text = JSON.stringify(whole);
  if (Buffer.byteLength(text) <= MAX_BODY) return text;
  throw new Failure('rejected', 'The order is too large for the POS.', { advice: 'Split the order.' });
}

const text = (template: string, scope: Scope, around: Surroundings) =>
  textOf(renderText(template, scope, around));

/** A header holds one line of Latin text; anything else would break the request. */
const headerText = (value: string) => value.replace(/[^\x20-\x7e]/g, '');

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, textOf(value));
  const made = search.toString();
  return made && `?${made}`;
}

function ownHeaders({ recipe: { auth }, around }: Circumstances, scope: Scope): Record<string, string> {
  if (auth.type === 'headers')
    return Object.fromEntries(
      Object.entries(auth.headers).map(([name, value]) => [name, text(value, scope, around)]),
    );
  if (auth.type === 'bearer') return { authorization: `Bearer ${text(auth.token, scope, around)}` };
  if (auth.type !== 'basic') return {};
  const pair = `${text(auth.user, scope, around)}:${text(auth.password, scope, around)}`;
  return { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}

function signed(
  { recipe, tools, around }: Circumstances,
  scope: Scope,
  made: Prepared,
): Record<string, string> {
  const { signing } = recipe;
  if (!signing) return {};
  const { pathname, search } = new URL(made.url);
  const timestamp = String(Math.floor(tools.now() / 1000));
  const values = { timestamp, method: made.method, pathQuery: pathname + search, body: made.body ?? '' };
  const content = signing.parts.map((part) => values[part]).join(signing.join);
  const secret = text(signing.secret, scope, around);
  const signature = createHmac('sha256', secret).update(content).digest(signing.encoding);
  return { [signing.timestampHeader]: timestamp, [signing.signatureHeader]: signature };
}

/** A request of the recipe, rendered. `query` comes over its own. Sends nothing. */
export function prepare(
  on: Circumstances,
  request: RecipeRequest,
  more: { scope?: Scope; query?: Readonly<Record<string, string>>; token?: Record<string, string> } = {},
): Prepared {
  const { recipe, around } = on;
  const scope = { ...on.base, ...more.scope };
  const root = addressOf(text(recipe.baseUrl, scope, around), on.tools);
  const path = textOf(renderText(request.path, scope, around, segment));
  const own = Object.entries(request.query).map(([name, value]): [string, unknown] => [
    name,
    renderText(value, scope, around),
  ]);
  const body = bodyOf(request, scope, around);
  const stated = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    text(value, scope, around),
  ]);
  const plain: Record<string, string> = {
    ...ownHeaders(on, scope),
    ...Object.fromEntries(stated),
    ...more.token,
  };
  const all: Record<string, string> = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...plain,
  };
  const headers = Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => value !== '')
      .map(([name, value]): [string, string] => [name.toLowerCase(), headerText(value)]),
  );
  const url = `${root}${path}${queryOf({ ...Object.fromEntries(own), ...more.query })}`;
  const made = { method: request.method, url, headers, body };
  return { ...made, headers: { ...headers, ...signed(on, scope, made) } };
}

/** Sends what was prepared. Errors are what the recipe takes for one, never what merely has another status. */
export async function send(on: Circumstances, made: Prepared, effect: boolean): Promise<Answer> {
  const { recipe, tools } = on;
  const reply = await tools.http({ ...made, effect, timeoutMs: recipe.limits.timeoutMs });
  const body = parsed(reply.text);
  if (isError(recipe, reply, body)) return { ok: false, refusal: classify(recipe, reply, body, tools.now()) };
  if (body !== undefined || reply.status === 204) return { ok: true, body, reply };
  throw new Failure('unexpected', `${recipe.display.name} answered something that is not JSON.`, {
    httpStatus: reply.status,
    advice: 'The bridge tries again. If it stays so, compare the recipe with the papers of the POS.',
  });
}

/** Signs in where the recipe has a call for it. @throws Failure `unauthorized` where no token comes. */
export async function signIn(on: Circumstances): Promise<Record<string, string>> {
  const { auth, display } = on.recipe;
  if (auth.type !== 'login') return {};
  const answer = await send(on, prepare(on, auth.request), false);
  const token = answer.ok ? at(answer.body, auth.tokenPath) : undefined;
  if (typeof token === 'string' && token !== '')
    return { [auth.header.toLowerCase()]: `${auth.scheme} ${token}`.trim() };
  const refused = answer.ok ? undefined : answer.refusal.failure;
  if (refused && refused.kind !== 'rejected') throw refused;
  throw new Failure('unauthorized', `${display.name} gives no token for this sign-in.`, {
    advice: 'Check the credentials of your partner papers and connect again.',
  });
}
