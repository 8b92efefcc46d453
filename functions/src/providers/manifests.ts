import type { Manifest } from './manifest';
import { manifest as alleaves } from './alleaves/manifest';
import { manifest as dine } from './dine/manifest';
import { manifest as loyverse } from './loyverse/manifest';
import { manifest as odoo } from './odoo/manifest';
import { manifest as square } from './square/manifest';
import { manifest as zoho } from './zoho/manifest';

/** Every POS the bridge speaks to. Pure data: safe to load at cold start. */
export const MANIFESTS: readonly Manifest[] = [alleaves, dine, loyverse, odoo, square, zoho];

export function manifestOf(provider: string): Manifest | undefined {
  return MANIFESTS.find((manifest) => manifest.id === provider);
}
