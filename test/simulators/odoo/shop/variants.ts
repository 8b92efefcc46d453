import type { Environment } from '../orm/environment';
import { idOf, idsOf, isTrue, numberOf, type Row, textOf } from '../orm/row';
import { create, unlink } from '../orm/writing';

const PTAV = 'product.template.attribute.value';

export const variantsOf = (env: Environment, templateId: number): Row[] =>
  env.pointingAt('product.product', 'product_tmpl_id', templateId);

/** The one variant of a template that has no more. */
export function onlyVariant(env: Environment, template: Row): Row | undefined {
  const variants = variantsOf(env, template.id);
  return variants.length === 1 ? variants[0] : undefined;
}

/** What the attribute values of a variant add to the template's price. */
export function priceExtra(env: Environment, variant: Row): number {
  const values = idsOf(variant, 'product_template_attribute_value_ids');
  return env.money.sum(values.map((id) => numberOf(env.row(PTAV, id), 'price_extra')));
}

function combinationsOf(env: Environment, templateId: number): number[][] {
  const lines = env.pointingAt('product.template.attribute.line', 'product_tmpl_id', templateId);
  const making = lines.filter(
    (line) => textOf(env.row('product.attribute', idOf(line, 'attribute_id')), 'create_variant') === 'always',
  );
  return making.reduce<number[][]>(
    (combinations, line) => {
      const values = env
        .pointingAt(PTAV, 'attribute_line_id', line.id)
        .filter((value) => isTrue(value, 'ptav_active'));
      return combinations.flatMap((combination) => values.map(({ id }) => [...combination, id]));
    },
    [[]],
  );
}

/** Makes the variants that a template's attributes ask for, and lets go of those they no longer do. */
export function syncVariants(env: Environment, templateId: number): void {
  const key = (ids: readonly number[]) => [...ids].sort((one, other) => one - other).join();
  const wanted = new Map(combinationsOf(env, templateId).map((ids) => [key(ids), ids]));
  for (const variant of variantsOf(env, templateId)) {
    const combination = key(idsOf(variant, 'product_template_attribute_value_ids'));
    if (wanted.delete(combination)) continue;
    const sold = env.pointingAt('pos.order.line', 'product_id', variant.id).length > 0;
    if (sold) env.save('product.product', variant.id, { active: false });
    else unlink(env, 'product.product', [variant.id]);
  }
  for (const ids of wanted.values())
    create(env, 'product.product', {
      product_tmpl_id: templateId,
      product_template_attribute_value_ids: [[6, 0, ids]],
    });
}
