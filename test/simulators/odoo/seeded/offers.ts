import * as seed from '../seed';
import type { Planting } from './planting';

export function plantPricelists({ env, plant }: Planting): void {
  const { COMPANY_ID: company_id, HAPPY_HOUR_ID: pricelist_id } = seed;
  plant('product.pricelist', seed.PRICELIST_ID, { name: 'Default', company_id });
  plant('product.pricelist', pricelist_id, { name: 'Happy hour', company_id });
  plant('product.pricelist.item', 1, {
    ...{ pricelist_id, applied_on: '3_global', compute_price: 'percentage', percent_price: 10 },
  });
  plant('product.pricelist.item', 2, {
    ...{ pricelist_id, applied_on: '1_product', product_tmpl_id: seed.ROTI_TEMPLATE_ID },
    ...{ compute_price: 'fixed', fixed_price: env.money.major(1100) },
  });
  plant('product.pricelist.item', 3, {
    ...{ pricelist_id, applied_on: '2_product_category', categ_id: seed.FOOD_CATEGORY_ID },
    ...{ compute_price: 'formula', price_discount: 5, price_round: 0.5 },
    ...(env.series >= 18 && { display_applied_on: '2_product_category' }),
  });
}

export function plantLoyalty({ env, plant }: Planting): void {
  const company_id = seed.COMPANY_ID;
  const ends = { date_to: '2027-12-31', ...(env.series >= 17 && { date_from: '2025-01-01' }) };
  plant('loyalty.program', seed.LEMONADE_PROGRAM_ID, {
    ...{ name: 'Lemonade days', program_type: 'promotion', trigger: 'auto', company_id, ...ends },
    rule_ids: [[0, 0, { product_ids: [[6, 0, [seed.LEMONADE_ID]]] }]],
    reward_ids: [
      [
        0,
        0,
        {
          ...{ description: '20% on Lemonade', reward_type: 'discount', discount: 20 },
          ...{ discount_mode: 'percent', discount_applicability: 'specific' },
          discount_product_ids: [[6, 0, [seed.LEMONADE_ID]]],
        },
      ],
    ],
  });
  plant('loyalty.program', seed.CODE_PROGRAM_ID, {
    ...{ name: 'Welcome', program_type: 'promo_code', trigger: 'with_code', company_id },
    rule_ids: [[0, 0, { mode: 'with_code', code: 'WELCOME10' }]],
    reward_ids: [[0, 0, { description: '10% on your order', discount: 10 }]],
  });
  plant('loyalty.program', seed.POINTS_PROGRAM_ID, {
    ...{ name: 'Points', program_type: 'loyalty', applies_on: 'both', company_id },
    rule_ids: [[0, 0, { reward_point_mode: 'money' }]],
    reward_ids: [[0, 0, { description: 'Free water', reward_type: 'product', required_points: 100 }]],
  });
}
