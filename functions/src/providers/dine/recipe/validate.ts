import { PRESETS } from '../presets';
import { Checker, type RecipeIssue } from './check';
import { merged } from './merge';
import { sampleScope } from './names';
import { recipeSchema, type OperationName, type Recipe } from './schema';

const MAX_BYTES = 64 * 1024;
const MAX_DEPTH = 24;
const MAX_ISSUES = 50;

export type ReadRecipe = { ok: true; recipe: Recipe } | { ok: false; issues: RecipeIssue[] };

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}

function sizeIssue(value: unknown): RecipeIssue | undefined {
  // Depth first: JSON.stringify of a deep value overflows the stack.
  if (isDeeper(value, MAX_DEPTH)) return { path: 'recipe', message: `is deeper than ${MAX_DEPTH} levels` };
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  return bytes > MAX_BYTES ? { path: 'recipe', message: `is larger than ${MAX_BYTES / 1024} KB` } : undefined;
}

/** A preset by name, or a recipe, which may change a preset in parts. */
function whole(raw: unknown): unknown {
  if (typeof raw === 'string') return PRESETS[raw] ?? raw;
  const preset = typeof raw === 'object' && raw !== null && 'preset' in raw ? raw.preset : undefined;
  const base = typeof preset === 'string' && Object.hasOwn(PRESETS, preset) ? PRESETS[preset] : undefined;
  return base ? merged(base, raw) : raw;
}

/** https, then a host that stands there or is one field of the connection, then perhaps a path. */
const BASE = /^https:\/\/([A-Za-z0-9.-]+(:\d+)?|\{\{\s*config\.\w+\s*\}\})(\/[\w./-]*)?$/;

function checkAuth(checker: Checker, { auth, signing }: Recipe, scope: ReturnType<typeof sampleScope>): void {
  if (auth.type === 'headers') checker.headers(auth.headers, 'auth.headers', scope);
  if (auth.type === 'bearer') checker.template(auth.token, 'auth.token', scope, true);
  if (auth.type === 'basic') {
    checker.template(auth.user, 'auth.user', scope, true);
    checker.template(auth.password, 'auth.password', scope, true);
  }
  if (auth.type === 'login') checker.request(auth.request, 'auth.request', 'login');
  if (signing) checker.template(signing.secret, 'signing.secret', scope, true);
}

function checkOperations(checker: Checker, recipe: Recipe): void {
  const { operations } = recipe;
  const names: OperationName[] = [
    'listOutlets',
    'listItems',
    'listDiscounts',
    'listOrders',
    'findOrder',
    'getOrder',
    'createOrder',
    'cancelOrder',
    'updatePrice',
  ];
  for (const name of names) {
    const operation = operations[name];
    if (operation) checker.request(operation.request, `operations.${name}.request`, name);
  }
  const { createOrder, findOrder } = operations;
  if (createOrder && !createOrder.idempotent && !findOrder && !createOrder.allowDuplicateRisk)
    checker.issues.push({
      path: 'operations.createOrder',
      message:
        'can neither be repeated (idempotent) nor be looked for (findOrder). Set allowDuplicateRisk if orders whose outcome is unknown may wait for a person',
    });
  if (findOrder && !findOrder.map.reference)
    checker.issues.push({
      path: 'operations.findOrder.map.reference',
      message: 'is needed to know the order again',
    });
}

/** Reads a recipe, or the name of a preset; everything that is wrong with it is named. Sends nothing. */
export function validateRecipe(raw: unknown): ReadRecipe {
  const tooLarge = sizeIssue(raw);
  if (tooLarge) return { ok: false, issues: [tooLarge] };
  const result = recipeSchema.safeParse(whole(raw));
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => ({
      path: path.join('.') || 'recipe',
      message,
    }));
    return { ok: false, issues: issues.slice(0, MAX_ISSUES) };
  }
  const recipe = result.data;
  const checker = new Checker(recipe);
  const scope = sampleScope(recipe, 'login');
  if (!BASE.test(recipe.baseUrl))
    checker.issues.push({
      path: 'baseUrl',
      message: 'must be https:// and a host, or https://{{config.host}}, with a plain path',
    });
  checker.template(recipe.baseUrl, 'baseUrl', scope, false);
  checkAuth(checker, recipe, scope);
  checkOperations(checker, recipe);
  return checker.issues.length === 0
    ? { ok: true, recipe }
    : { ok: false, issues: checker.issues.slice(0, MAX_ISSUES) };
}
