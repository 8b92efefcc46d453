import { z } from 'zod';
import type { Subject } from '../../../deliver/mapping/changeMapping';
import { Problem } from '../../../model/problem';
import { DOUBTS, type MappingRow } from '../../../plan/mapping/classify';
import type { Offer } from '../../../plan/mapping/offer';
import type { Sellable } from '../../../plan/mapping/sellable';
import type { Suggestion } from '../../../plan/mapping/suggest';

export const statusSchema = z.enum(['mapped', 'unmapped', 'suspicious']);
const price = z.number().optional().describe('Minor units.');
const text = z.string().optional();

export const offerReply = z
  .strictObject({
    kind: z.enum(['item', 'option']).describe('`option`: of a modifier list.'),
    posItemId: text,
    posVariationId: z.string(),
    name: z.string(),
    variationName: text,
    sku: text,
    barcode: text,
    price,
    closed: z.enum(['archived', 'not_at_location']).optional(),
  })
  .meta({ id: 'PosOffer', description: 'Something that the POS sells.' });

export const suggestionReply = z
  .strictObject({
    offer: offerReply,
    score: z
      .number()
      .describe(
        'SKU or barcode 0.9, name 0.6, the same price 0.25 beside one of these; several add up as 1-(1-a)(1-b).',
      ),
    evidence: z.array(z.enum(['sku', 'barcode', 'name', 'price'])),
    tied: z.boolean().describe('Only the price tells it from others: never linked in bulk.'),
  })
  .meta({ id: 'Suggestion' });

export const sellableFields = {
  productId: text,
  variationId: text,
  modifierId: text,
  name: z.string(),
  variationName: text,
  sku: text,
  barcode: text,
  price,
};

export const rowReply = z
  .strictObject({
    ...sellableFields,
    status: statusSchema,
    doubts: z.array(z.enum(DOUBTS)).describe('Why a link should be looked at.'),
    link: z
      .strictObject({
        posItemId: text,
        posVariationId: z.string(),
        own: z.boolean().describe('Made for this connection alone.'),
      })
      .optional(),
    offer: offerReply.optional(),
    suggestions: z.array(suggestionReply),
  })
  .meta({ id: 'MappingRow' });

export const elsewhereReply = z
  .array(
    z.strictObject({
      connectionId: z.string(),
      changed: z.int(),
      kept: z.int().describe('Left as they are: the connection has links of its own there.'),
      notSold: z.int().describe('Not sold at that location.'),
    }),
  )
  .describe('The account’s other connections, with the scope `account`.');

export const scopeSchema = z
  .enum(['account', 'connection'])
  .default('account')
  .describe(
    '`account`: at all connections to the same POS account, except where one has a link of its own. `connection`: here alone, as an exception to the account’s.',
  );

export const subjectOf = ({
  productId,
  variationId,
  modifierId,
}: {
  productId?: string;
  variationId?: string;
  modifierId?: string;
}): Subject => {
  if (modifierId !== undefined && productId === undefined && variationId === undefined) return { modifierId };
  if (productId !== undefined && modifierId === undefined)
    return { productId, ...(variationId !== undefined && { variationId }) };
  throw new Problem('invalid_request', 'Name a product (and its variation), or a modifier.', {
    errors: [{ path: 'productId', message: 'Exactly one of productId and modifierId' }],
  });
};
export const posId = z.string().min(1).max(128);
export const subjectSchema = {
  productId: posId.optional(),
  variationId: posId.optional(),
  modifierId: posId.optional(),
};

export function shownOffer({ itemId, variationId, kind, ...offer }: Offer): z.infer<typeof offerReply> {
  const { name, variationName, sku, barcode, price: amount, closed } = offer;
  return {
    kind,
    posItemId: itemId,
    posVariationId: variationId,
    ...{ name, variationName, sku, barcode, price: amount, closed },
  };
}

export const shownSellable = ({ key: _key, ...sellable }: Sellable) => sellable;
export const shownSuggestion = ({ offer, ...rest }: Suggestion) => ({ ...rest, offer: shownOffer(offer) });

export function shownRow({
  sellable,
  status,
  doubts,
  link,
  offer,
  suggestions,
}: MappingRow & { suggestions: Suggestion[] }) {
  const { itemId, variationId, own = false } = link ?? {};
  return {
    ...shownSellable(sellable),
    ...{ status, doubts },
    ...(variationId !== undefined && {
      link: { posItemId: itemId, posVariationId: variationId, own },
    }),
    ...(offer && { offer: shownOffer(offer) }),
    suggestions: suggestions.map(shownSuggestion),
  };
}
