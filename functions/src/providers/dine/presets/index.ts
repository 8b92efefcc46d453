import { dine } from './dine';
import { dineplan } from './dineplan';
import { dinlr } from './dinlr';

/** Recipes by name; data only, read by the recipe schema like a merchant's own. */
export const PRESETS: Readonly<Record<string, unknown>> = { dine, dineplan, dinlr };
