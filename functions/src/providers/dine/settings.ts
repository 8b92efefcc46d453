import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { Recipe } from './recipe/schema';
import { validateRecipe } from './recipe/validate';

const plain = z.looseObject({
  /** `dine`, `dineplan`, `dinlr`, or a recipe, which may change one of them in parts. */
  recipe: z.union([z.string(), z.record(z.string(), z.unknown())]).default('dine'),
  config: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
});

/** `settings.pos` of a Dine connection: which recipe it speaks, and what the recipe asks for. Refused when the recipe is. */
export const settingsSchema = plain.superRefine(({ recipe, config }, context) => {
  const read = validateRecipe(recipe);
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (!read.ok) for (const { path, message } of read.issues) refuse(['recipe', ...path.split('.')], message);
  // Settings are shown to every member.
  const secrets = read.ok ? read.recipe.connection.fields.filter(({ secret }) => secret) : [];
  for (const { key } of secrets.filter(({ key }) => key in config))
    refuse(['config', key], 'is a secret: it belongs to the sign-in');
});

export interface Settings {
  recipe: Recipe;
  config: Record<string, string>;
}

function refused(paths: readonly string[]): Failure {
  const list = [...new Set(paths)].slice(0, 5).join(', ');
  return new Failure('rejected', `The Dine settings of this connection cannot be used (${list}).`, {
    advice: 'Correct these fields in the settings of the connection, then retry.',
  });
}

/** @throws Failure `rejected` that names the fields which cannot be used. */
export function readSettings(pos: unknown): Settings {
  const result = plain.safeParse(pos ?? {});
  if (!result.success) throw refused(result.error.issues.map(({ path }) => ['pos', ...path].join('.')));
  const read = validateRecipe(result.data.recipe);
  if (!read.ok) throw refused(read.issues.map(({ path }) => `pos.recipe.${path}`));
  return { recipe: read.recipe, config: result.data.config };
}
