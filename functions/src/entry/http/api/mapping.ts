import { z } from 'zod';
import { demandConnection } from '../../../deliver/demandConnection';
import { importMapping, linkOne, linkSuggested, unlinkOne } from '../../../deliver/mapping/changeMapping';
import { exportMapping, listMapping } from '../../../deliver/mapping/listMapping';
import { searchPos } from '../../../deliver/mapping/searchPos';
import { STAFF, VIEWERS } from '../../../model/role';
import { LOWEST_BULK_SCORE, USUAL_BULK_SCORE } from '../../../plan/mapping/suggest';
import { connectionParams, route, type Route } from '../route';
import {
  elsewhereReply,
  offerReply,
  posId,
  rowReply,
  scopeSchema,
  sellableFields,
  shownOffer,
  shownRow,
  shownSellable,
  shownSuggestion,
  statusSchema,
  subjectOf,
  subjectSchema,
  suggestionReply,
} from './mappingReplies';
import { cursorSchema, flagSchema, limitSchema, moment, nextReply } from './paging';

const BASE = '/v1/tenants/{tenantId}/connections/{connectionId}/mapping';
const text = z.string().optional();
/** 10,000 rows of ids. */
const CSV_LIMIT = 2 * 1024 * 1024;

const listQuery = z.strictObject({
  status: statusSchema.optional(),
  q: z.string().max(200).optional().describe('Words of the name, or the SKU.'),
  cursor: cursorSchema,
  limit: limitSchema(50, 200),
});

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: BASE,
    summary: 'What is mapped, unmapped and suspicious, with suggestions',
    description:
      'Menu and catalog may be a minute old; links are as they are now. A first page costs a read per product and per POS item, the following ones next to nothing.',
    who: VIEWERS,
    params: connectionParams,
    query: listQuery,
    reply: z.strictObject({
      rows: z.array(rowReply),
      counts: z.strictObject({ mapped: z.int(), unmapped: z.int(), suspicious: z.int() }),
      next: nextReply,
      pulledAt: moment.optional().describe('When the POS’s catalog was last pulled completely.'),
      complete: z.boolean().describe('False: the menus are too large to suggest anything.'),
    }),
    async handle({ world, params, query: { q, ...query } }) {
      const page = await listMapping(world, await demandConnection(world, params), { ...query, text: q });
      return { ...page, rows: page.rows.map(shownRow) };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/search`,
    summary: 'Search the POS by name or by SKU',
    description: 'Among what was pulled; only where nothing is found there, in the POS itself.',
    who: STAFF,
    params: connectionParams,
    query: z
      .strictObject({ q: z.string().min(1).max(200).optional(), sku: z.string().min(1).max(200).optional() })
      .refine(({ q, sku }) => (q === undefined) !== (sku === undefined), 'Give one of q and sku'),
    reply: z.strictObject({ from: z.enum(['pulled', 'pos']), offers: z.array(offerReply) }),
    async handle({ world, params, query: { q = '', sku } }) {
      const connection = await demandConnection(world, params);
      const found = await searchPos(world, connection, sku === undefined ? { text: q } : { sku });
      return { from: found.from, offers: found.offers.map(shownOffer) };
    },
  }),
  route({
    method: 'PUT',
    path: `${BASE}/links`,
    summary: 'Link a product, variation or modifier to a POS item',
    description: 'Orders and prices that waited for the link go out by themselves.',
    who: STAFF,
    params: connectionParams,
    body: z.strictObject({
      ...subjectSchema,
      posItemId: posId.optional(),
      posVariationId: posId,
      scope: scopeSchema,
      unverified: z
        .boolean()
        .default(false)
        .describe('The POS has the item although no pull has shown it yet.'),
    }),
    reply: z.strictObject({
      link: z.strictObject({ posItemId: text, posVariationId: z.string(), name: text }),
      elsewhere: elsewhereReply,
    }),
    replies: { 422: 'Product or POS item do not exist' },
    async handle({ world, params, body }) {
      const { posItemId, posVariationId, scope, unverified, ...subject } = body;
      const connection = await demandConnection(world, params);
      const request = { subject: subjectOf(subject), posItemId, posVariationId, scope, unverified };
      const { link, elsewhere } = await linkOne(world, connection, request);
      return {
        link: { posItemId: link.itemId, posVariationId: link.variationId, name: link.name },
        elsewhere,
      };
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/unlink`,
    summary: 'Take a link away',
    description: 'With the scope `connection` an exception ends, and the account’s link holds again.',
    who: STAFF,
    params: connectionParams,
    body: z.strictObject({ ...subjectSchema, scope: scopeSchema }),
    reply: z.strictObject({ elsewhere: elsewhereReply }),
    async handle({ world, params, body: { scope, ...subject } }) {
      const connection = await demandConnection(world, params);
      return { elsewhere: await unlinkOne(world, connection, subjectOf(subject), scope) };
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/link-suggested`,
    summary: 'Link all suggestions over a score',
    description:
      'Takes suggestions whose keys are the only ones of their kind on both sides; never a tie, never a POS item that is linked or wanted twice.',
    cost: 'expensive',
    who: STAFF,
    params: connectionParams,
    body: z.strictObject({
      minScore: z.number().min(LOWEST_BULK_SCORE).max(1).default(USUAL_BULK_SCORE),
      scope: scopeSchema,
      dryRun: z.boolean().default(false).describe('Only says what would be linked.'),
    }),
    reply: z.strictObject({
      linked: z.array(z.strictObject({ ...sellableFields, suggestion: suggestionReply })),
      elsewhere: elsewhereReply,
      complete: z.boolean(),
    }),
    async handle({ world, params, body }) {
      const connection = await demandConnection(world, params);
      const { picks, ...rest } = await linkSuggested(world, connection, body);
      const linked = picks.map(({ sellable, suggestion }) => ({
        ...shownSellable(sellable),
        suggestion: shownSuggestion(suggestion),
      }));
      return { linked, ...rest };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/links.csv`,
    summary: 'The whole mapping as CSV',
    description:
      'Columns product_id, variation_id, modifier_id, pos_item_id, pos_variation_id; then name, status and pos_name for the reader. Text that a spreadsheet would run has an apostrophe before it, which the import takes off.',
    who: VIEWERS,
    params: connectionParams,
    reply: z.string(),
    produces: 'text/csv',
    async handle({ world, params, out }) {
      const csv = await exportMapping(world, await demandConnection(world, params));
      out.headers['content-disposition'] = 'attachment; filename="links.csv"';
      return csv;
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/links.csv`,
    summary: 'Link what a CSV file says',
    description:
      'Rows with mistakes are named by their line and left out; the others are linked. Rows without a POS item say nothing.',
    cost: 'expensive',
    who: STAFF,
    params: connectionParams,
    query: z.strictObject({ dryRun: flagSchema, unverified: flagSchema, scope: scopeSchema }),
    body: z.string().min(1).max(CSV_LIMIT),
    consumes: 'text/csv',
    bodyLimit: CSV_LIMIT,
    reply: z.strictObject({
      linked: z.int(),
      same: z.int(),
      blank: z.int(),
      errors: z.array(z.strictObject({ line: z.int(), message: z.string() })),
      elsewhere: elsewhereReply,
    }),
    async handle({ world, params, query, body }) {
      return importMapping(world, await demandConnection(world, params), { ...query, csv: body });
    },
  }),
];
