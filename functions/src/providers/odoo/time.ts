/** 2026-11-21 12:00:00, in UTC: the only form that every series reads. */
export const odooTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Milliseconds; NaN for what is no time of Odoo's. Fractions of a second are cut off on most wires. */
export const millisOf = (text: string): number => Date.parse(`${text.trim().replace(' ', 'T')}Z`);
