import type { Manifest } from './manifest';
import { manifest as loyverse } from './loyverse/manifest';
import { manifest as square } from './square/manifest';

/** Every POS the bridge speaks to. Pure data: safe to load at cold start. */
export const MANIFESTS: readonly Manifest[] = [loyverse, square];

export function manifestOf(provider: string): Manifest | undefined {
  return MANIFESTS.find((manifest) => manifest.id === provider);
}
