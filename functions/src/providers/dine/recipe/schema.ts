import { z } from 'zod';
import * as maps from './maps';

/** Text with `{{names | pipes}}` in it, see template.ts. */
const template = z.string().max(2_000);
const templates = z.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), template);
const path = maps.path;

const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const request = z.strictObject({
  method,
  path: template,
  query: templates.default({}),
  headers: templates.default({}),
  /** JSON whose texts are templates; `$each` and `$when` are its only control forms. */
  body: z.json().optional(),
  /** Fields of the body whose JSON travels as text. */
  textFields: z.array(z.string().max(64)).max(10).default([]),
});
export type RecipeRequest = z.infer<typeof request>;

const size = z.number().int().min(1).max(1000);
const page = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('cursor'),
    param: z.string(),
    cursorPath: path,
    sizeParam: z.string().optional(),
    size,
  }),
  z.strictObject({
    type: z.literal('page'),
    param: z.string(),
    sizeParam: z.string().optional(),
    size,
    start: z.number().int().min(0).default(1),
  }),
  z.strictObject({ type: z.literal('offset'), param: z.string(), sizeParam: z.string().optional(), size }),
  z.strictObject({ type: z.literal('link'), sizeParam: z.string().optional(), size }),
]);
export type RecipePage = z.infer<typeof page>;

const none: RecipePage = { type: 'none' };
const list = <T extends z.ZodType>(map: T) =>
  z.strictObject({
    request,
    /** Where the rows are; absent: the reply is the list. */
    select: path.optional(),
    map,
    page: page.default(none),
    /** The parameter by which the list gives only what changed since; its value is ISO 8601. */
    sinceParam: z.string().optional(),
  });

const one = z.strictObject({ request, select: path.optional(), map: maps.order });

const operations = z.strictObject({
  listOutlets: list(maps.outlet).optional(),
  listItems: list(maps.item).optional(),
  listDiscounts: list(maps.discount).optional(),
  listOrders: list(maps.order).optional(),
  findOrder: list(maps.order).optional(),
  getOrder: one.optional(),
  createOrder: z
    .strictObject({
      request,
      select: path.optional(),
      map: maps.order,
      /** The POS answers a repeated create with the first result: the request carries `order.key`. */
      idempotent: z.boolean().default(false),
      /** Accepts that an order whose outcome is unknown waits for a person. */
      allowDuplicateRisk: z.boolean().default(false),
    })
    .optional(),
  cancelOrder: z.strictObject({ request }).optional(),
  updatePrice: z.strictObject({ request }).optional(),
});
export type OperationName = keyof z.infer<typeof operations>;

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('headers'), headers: templates }),
  z.strictObject({ type: z.literal('bearer'), token: template }),
  z.strictObject({ type: z.literal('basic'), user: template, password: template }),
  z.strictObject({
    type: z.literal('login'),
    request,
    tokenPath: path,
    header: z.string().default('authorization'),
    scheme: z.string().default('Bearer'),
  }),
  z.strictObject({ type: z.literal('body') }),
]);

const signing = z.strictObject({
  secret: template,
  encoding: z.enum(['hex', 'base64']).default('hex'),
  parts: z.array(z.enum(['timestamp', 'method', 'pathQuery', 'body'])).min(1),
  join: z.string().max(4),
  timestampHeader: z.string(),
  signatureHeader: z.string(),
});

const condition = z.strictObject({
  path,
  equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  exists: z.boolean().optional(),
});
export const ACTIONS = [
  'retry',
  'throttled',
  'final',
  'auth_failed',
  'needs_mapping',
  'duplicate',
  'not_found',
  'too_late',
  'price_locked',
] as const;
export type Action = (typeof ACTIONS)[number];

const errors = z.strictObject({
  /** A reply for which one of these holds is an error, whatever its status. */
  notWhen: z.array(condition).max(10).default([]),
  codePath: path.optional(),
  messagePath: path.optional(),
  /** What the error is about, such as `lines.0.item_id`. */
  fieldPath: path.optional(),
  /** The first that fits; every condition of a rule must hold. */
  rules: z
    .array(
      z.strictObject({
        status: z.number().int().optional(),
        code: z.string().optional(),
        textContains: z.string().optional(),
        action: z.enum(ACTIONS),
      }),
    )
    .max(50)
    .default([]),
});

const connectionField = z.strictObject({
  key: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/),
  title: z.string().max(100),
  secret: z.boolean().default(false),
  required: z.boolean().default(true),
  default: z.string().max(200).optional(),
  help: z.string().max(500).optional(),
});

export const recipeSchema = z.strictObject({
  version: z.literal(1),
  preset: z.enum(['dine', 'dineplan', 'dinlr']).optional(),
  display: z.strictObject({
    name: z.string().min(1).max(60),
    docsUrl: z.url().optional(),
    note: z.string().max(500).optional(),
  }),
  connection: z.strictObject({ fields: z.array(connectionField).max(30) }),
  baseUrl: template,
  auth,
  signing: signing.optional(),
  limits: z
    .strictObject({
      timeoutMs: z.number().int().min(1_000).max(20_000).default(15_000),
      maxPages: z.number().int().min(1).max(500).default(500),
    })
    .prefault({}),
  /** How amounts travel, both ways. */
  money: z.strictObject({ unit: z.enum(['minor', 'major']), as: z.enum(['number', 'text']) }),
  errors: errors.prefault({}),
  /** Their word for a state of an order -> ours. */
  statuses: z
    .record(z.string(), z.enum(['accepted', 'preparing', 'ready', 'completed', 'cancelled', 'refunded']))
    .default({}),
  tables: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  operations,
});
/** How to speak to one POS, as data. */
export type Recipe = z.infer<typeof recipeSchema>;
export type ListOperation = NonNullable<Recipe['operations']['listOrders']>;
