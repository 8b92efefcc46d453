import { z } from 'zod';
import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import type { SessionContext } from '../provider';
import { prepare, send, signIn, type Answer, type Circumstances, type Prepared } from './client';
import { manifest } from './manifest';
import type { Scope } from './recipe/render';
import type { OperationName, Recipe, RecipeRequest } from './recipe/schema';
import { readSettings } from './settings';
import { shapesOf, type Shapes } from './wire';

/** Whatever the recipe asks for, by its keys. */
export const credentials = z.record(z.string(), z.unknown());

interface CallOptions {
  scope?: Scope;
  query?: Readonly<Record<string, string>>;
  /** See HttpRequest.effect. */
  effect?: boolean;
}

/** One outlet, as the operations see it. */
export interface Shop {
  recipe: Recipe;
  config: Readonly<Record<string, string>>;
  currency?: string;
  timezone: string;
  /** Tells accounts apart where the POS does not say. */
  account: string;
  shapes: Shapes;
  now(): number;
  /** The call as it would be sent. */
  prepared(request: RecipeRequest, options?: CallOptions): Prepared;
  call(request: RecipeRequest, options?: CallOptions): Promise<Answer>;
  /** The reply of a success. @throws Failure */
  read(request: RecipeRequest, options?: CallOptions): Promise<Extract<Answer, { ok: true }>>;
}

function secretsOf(recipe: Recipe, stored: Record<string, unknown>): Record<string, string> {
  const { fields } = recipe.connection;
  const wanted = fields.filter(({ secret }) => secret);
  const usable = wanted.flatMap(({ key }): [string, string][] => {
    const value = stored[key];
    return typeof value === 'string' && value !== '' ? [[key, value]] : [];
  });
  const missing = wanted.filter(({ key, required }) => required && !usable.some(([name]) => name === key));
  if (missing.length === 0) return Object.fromEntries(usable);
  const keys = missing.map(({ key }) => key).join(', ');
  throw new Failure('unauthorized', `The stored ${recipe.display.name} sign-in is incomplete (${keys}).`, {
    advice: `Connect ${recipe.display.name} again.`,
  });
}

function configOf(recipe: Recipe, context: SessionContext<unknown>, given: Record<string, string>) {
  const standard = recipe.connection.fields.flatMap(({ key, secret, default: value }): [string, string][] =>
    secret || value === undefined ? [] : [[key, value]],
  );
  const config: Record<string, string> = { ...Object.fromEntries(standard), ...given };
  const outletId = context.externalLocationId ?? config.outletId;
  const currency = context.currency ?? config.outletCurrency;
  return {
    ...config,
    ...(outletId !== undefined && { outletId }),
    ...(currency !== undefined && { currency }),
    timezone: context.timezone ?? config.timezone ?? 'UTC',
  };
}

/** @throws Failure `unauthorized` without the secrets that the recipe wants, `rejected` for a recipe that is none. */
export function openShop(context: SessionContext<Record<string, unknown>>): Shop {
  const { recipe, config: given } = readSettings(context.pos);
  const { tools } = context;
  const secret = secretsOf(recipe, context.credentials);
  const config: Record<string, string> = configOf(recipe, context, given);
  const { timezone = 'UTC', currency } = config;
  const around = { money: recipe.money, tables: recipe.tables, currency: currency ?? 'USD', timezone };
  const on: Circumstances = { recipe, tools, base: { config, secret }, around };
  let entering: Promise<Record<string, string>> | undefined;
  const token = () =>
    (entering ??= signIn(on).catch((thrown: unknown) => {
      entering = undefined;
      throw thrown;
    }));
  const call = async (request: RecipeRequest, { effect = false, ...more }: CallOptions = {}) =>
    send(on, prepare(on, request, { ...more, token: await token() }), effect);
  return {
    recipe,
    config,
    currency,
    timezone,
    account: config.accountId ?? hashOf([manifest.id, recipe.display.name, Object.values(secret)], 20),
    shapes: shapesOf(recipe, () => currency ?? 'USD'),
    now: tools.now,
    prepared: (request, { effect: _effect, ...more } = {}) => prepare(on, request, more),
    call,
    read: async (request, options) => {
      const answer = await call(request, options);
      if (answer.ok) return answer;
      throw answer.refusal.failure;
    },
  };
}

/** A call of the recipe. @throws Failure `rejected` where it has none. */
export function demand<Name extends OperationName>(
  { recipe }: Shop,
  name: Name,
): NonNullable<Recipe['operations'][Name]> {
  const operation: Recipe['operations'][Name] = recipe.operations[name];
  if (operation) return operation;
  throw new Failure('rejected', `The recipe for ${recipe.display.name} has no call for this (${name}).`, {
    advice:
      'Add the call to the recipe in the settings of the connection, as the papers of the POS describe it.',
  });
}
