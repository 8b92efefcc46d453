import * as orders from '../../functions/src/model/order';
import * as dry from '../../functions/src/providers/dine/dryRun';
import { dryRunReport } from '../../scripts/cli/recipe';

const report = (recipe: unknown) => dryRunReport(dry, orders, recipe, {});

describe('npm run recipe', () => {
  it('shows every call that the recipe would make for a sample order, and no secret', () => {
    const text = report({ preset: 'dine' });
    for (const operation of ['listOutlets', 'listItems', 'createOrder', 'cancelOrder'])
      expect(text).toContain(`${operation}\n`);
    expect(text).toContain('DRY-RUN');
    expect(text).not.toMatch(/cannot be made/);
  });

  it('says of a recipe that cannot be used what is wrong with it, and where', () => {
    const bad = {
      preset: 'dine',
      operations: { createOrder: { request: { path: '/orders/{{order.nonsense}}' } } },
    };
    expect(() => report(bad)).toThrow(/cannot be used[\s\S]*operations\.createOrder[\s\S]*nonsense/);
  });
});
