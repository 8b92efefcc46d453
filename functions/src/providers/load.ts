import { Failure } from '../model/failure';
import type { Provider } from './provider';

/** Adapters load on first use: a function that serves one POS never pays for the others. */
const LOADERS: Readonly<Record<string, () => Promise<Provider>>> = {
  alleaves: async () => (await import('./alleaves')).alleaves,
  dine: async () => (await import('./dine')).dine,
  loyverse: async () => (await import('./loyverse')).loyverse,
  odoo: async () => (await import('./odoo')).odoo,
  square: async () => (await import('./square')).square,
  zoho: async () => (await import('./zoho')).zoho,
};

/** Ways to people. */
const CHANNELS: typeof LOADERS = {
  email: async () => (await import('./ticket')).email,
  whatsapp: async () => (await import('./ticket')).whatsapp,
};

/** @throws Failure `unexpected` for a provider that this version does not have. */
export async function loadProvider(id: string): Promise<Provider> {
  const load = LOADERS[id] ?? CHANNELS[id];
  if (load) return load();
  throw new Failure('unexpected', `This version of the bridge does not know the POS "${id}".`, {
    advice: `Known are: ${Object.keys(LOADERS).join(', ')}.`,
  });
}
