import { z } from 'zod';
import { fromMajor } from '../../../model/money';
import type { PulledDiscount } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import { CODES, hasCode } from '../refusal';
import type { Shop } from '../shop';
import { id, ids, link, maybe } from '../wire';
import { ARCHIVED_TOO, list, type List, pagesOf, pulled, stamped } from './pages';

const program = stamped.extend({
  name: z.string(),
  active: z.boolean(),
  program_type: z.string(),
  trigger: z.string(),
  applies_on: z.string(),
  date_from: maybe(z.string()).optional(),
  date_to: maybe(z.string()).optional(),
  pos_ok: z.boolean().optional(),
  pos_config_ids: ids.optional(),
});
type Program = z.infer<typeof program>;

const rule = z.looseObject({
  id,
  program_id: link,
  minimum_qty: z.number(),
  minimum_amount: z.number(),
  product_ids: ids,
  product_category_id: maybe(link),
  reward_point_amount: z.number(),
  reward_point_mode: z.string(),
});
type Rule = z.infer<typeof rule>;

const reward = z.looseObject({
  id,
  program_id: link,
  description: maybe(z.string()),
  reward_type: z.string(),
  discount: z.number(),
  discount_mode: z.string(),
  discount_applicability: z.string(),
  discount_product_ids: ids,
  discount_max_amount: z.number(),
  required_points: z.number(),
});
type Reward = z.infer<typeof reward>;

const fieldsOf = (schema: z.ZodObject) => Object.keys(schema.shape);

/** Gift cards, wallets, points and coupons are money or belong to one customer: they are no prices on a menu. */
const PRICES = ['promotion', 'promo_code'];

/** Every rule is met by one piece of what the reward takes off. */
const isUnconditional = (
  { minimum_qty: pieces, minimum_amount: amount, ...rest }: Rule,
  of: Reward,
): boolean =>
  pieces <= 1 &&
  amount <= 0 &&
  rest.product_category_id === undefined &&
  rest.reward_point_mode !== 'money' &&
  rest.reward_point_amount >= of.required_points &&
  (rest.product_ids.length === 0 || of.discount_product_ids.every((one) => rest.product_ids.includes(one)));

/**
 * Active only where a single piece in an otherwise empty basket gets it, without a code: everything else may be
 * somebody's discount, but is no price for the menu.
 */
function isMenuPrice(of: Program, what: Reward, rules: readonly Rule[], tillId: number): boolean {
  const tills = of.pos_config_ids ?? [];
  const whole =
    what.discount_applicability === 'order' && rules.every(({ product_ids }) => product_ids.length === 0);
  const some = what.discount_applicability === 'specific' && what.discount_product_ids.length > 0;
  return (
    of.active &&
    of.trigger === 'auto' &&
    of.applies_on === 'current' &&
    of.pos_ok !== false &&
    (tills.length === 0 || tills.includes(tillId)) &&
    what.discount_mode === 'percent' &&
    what.discount_max_amount <= 0 &&
    (whole || some) &&
    rules.every((one) => isUnconditional(one, what))
  );
}

function pulledDiscount(
  of: Program,
  what: Reward,
  rules: readonly Rule[],
  till: { id: number; currency: string },
) {
  const isPercent = what.discount_mode === 'percent';
  const discount: PulledDiscount = {
    id: String(what.id),
    name: what.description ? `${of.name}: ${what.description}` : of.name,
    kind: isPercent ? 'percent' : 'amount',
    value: isPercent ? what.discount : fromMajor(what.discount, till.currency),
    productIds: what.discount_product_ids.map(String),
    categoryIds: [],
    brandIds: [],
    categoryNames: [],
    priority: 0,
    startsOn: of.date_from,
    endsOn: of.date_to,
    weekdays: [],
    active: isMenuPrice(of, what, rules, till.id),
    deleted: false,
    updatedAt: of.write_date,
  };
  return discount;
}

async function discountsOf(
  client: Client,
  programs: readonly Program[],
  till: { id: number; currency: string },
) {
  const usable = programs.filter(({ program_type }) => PRICES.includes(program_type));
  if (usable.length === 0) return [];
  const domain = [['program_id', 'in', usable.map((one) => one.id)] as const];
  const rules = await client.find('loyalty.rule', { domain, fields: fieldsOf(rule), reply: rule });
  const rewards = await client.find('loyalty.reward', { domain, fields: fieldsOf(reward), reply: reward });
  return usable.flatMap((one) =>
    rewards
      .filter(({ program_id, reward_type }) => program_id.id === one.id && reward_type === 'discount')
      .map((what) =>
        pulledDiscount(
          one,
          what,
          rules.filter((it) => it.program_id.id === one.id),
          till,
        ),
      ),
  );
}

/** The app may be missing: then there are none. */
const orNone = (of: List<PulledDiscount>): List<PulledDiscount> => ({
  page: (at, limit) =>
    of.page(at, limit).catch((thrown: unknown) => {
      if (hasCode(thrown, CODES.noModel)) return { records: [], rows: [] };
      throw thrown;
    }),
});

/**
 * loyalty.program with its rules and rewards, always whole: a change of a rule does not show on its program.
 * https://www.odoo.com/documentation/19.0/applications/sales/sales/products_prices/loyalty_discount.html
 */
export async function* pullDiscounts(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledDiscount>> {
  const { client } = shop;
  const till = { id: shop.target() === 'pos' ? shop.tillId() : 0, currency: await shop.currency() };
  const { loyaltyDateFrom } = await client.dialect();
  const fields = fieldsOf(program).filter((field) => loyaltyDateFrom || field !== 'date_from');
  const source = () => ({ model: 'loyalty.program', domain: [ARCHIVED_TOO], fields, reply: program });
  const all = list(client, source, (rows) => discountsOf(client, rows, till));
  yield* pulled([orNone(all)], request, { ...pagesOf(shop), isFull: true });
}
