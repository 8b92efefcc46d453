import type { Manifest } from './manifest';
import { manifest as alleaves } from './alleaves/manifest';
import { manifest as dine } from './dine/manifest';
import { manifest as loyverse } from './loyverse/manifest';
import { manifest as odoo } from './odoo/manifest';
import { manifest as square } from './square/manifest';
import { manifest as zoho } from './zoho/manifest';
import { emailManifest, whatsappManifest } from './ticket/manifests';

/** Every POS the bridge speaks to. Pure data: safe to load at cold start. */
export const MANIFESTS: readonly Manifest[] = [alleaves, dine, loyverse, odoo, square, zoho];

/** Ways to people beside the POS systems: orders go there as tickets, and nothing comes back but "I have it". */
export const CHANNELS: readonly Manifest[] = [emailManifest, whatsappManifest];

/** Of a POS or a channel. */
export function manifestOf(provider: string): Manifest | undefined {
  return [...MANIFESTS, ...CHANNELS].find((manifest) => manifest.id === provider);
}

export const isChannel = (provider: string): boolean => manifestOf(provider)?.channel === true;
