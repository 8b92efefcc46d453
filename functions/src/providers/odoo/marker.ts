import { createHash } from 'node:crypto';
import type { Dialect } from './dialect';

/** Ours, for names that Tillbridge makes; any fixed UUID will do. */
const NAMESPACE = Buffer.from('5f3c1f0a9d6b4e0f8a6f2b7c41d0e9a3', 'hex');

/** UUID version 5 (RFC 9562): the same name gives the same UUID. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** So many digits of a hash that two orders do not share them. */
function digitsOf(marker: string): string {
  const number = createHash('sha256').update(marker).digest().readBigUInt64BE() % 10n ** 12n;
  return String(number).padStart(12, '0');
}

/**
 * What tills up to 18 call an order by. Their loader looks for a run of 14 digits and dashes and crashes without one,
 * so it comes first; the marker itself follows.
 */
export function referenceOf(marker: string): string {
  const digits = digitsOf(marker);
  return `Order ${digits.slice(0, 5)}-${digits.slice(5, 8)}-${digits.slice(8)} ${marker}`;
}

/** A small number in place of the till's own counting, which 18 would otherwise leave at 1 for every order. */
export const sequenceOf = (marker: string): number => (Number(digitsOf(marker).slice(-6)) % 99) + 1;

const IN_REFERENCE = /^Order \d{5}-\d{3}-\d{4} ([A-Za-z0-9-]{1,40})$/;
const IN_NOTE = /\[([A-Za-z0-9-]{1,40})\]/;

/** How the marker stands in a note. */
export const markedNote = (marker: string): string => `[${marker}]`;

/** The marker of an order of ours, believed only where what we derive from it stands there, too. */
export function markerIn(row: { pos_reference?: string; uuid?: string; note?: string }): string | undefined {
  const inReference = IN_REFERENCE.exec(row.pos_reference ?? '')?.[1];
  if (inReference !== undefined && referenceOf(inReference) === row.pos_reference) return inReference;
  const inNote = IN_NOTE.exec(row.note ?? '')?.[1];
  return inNote !== undefined && uuidOf(inNote) === row.uuid ? inNote : undefined;
}

/** How an order of ours is found: by a UUID of its own, or (up to 17) by its reference at its till. */
export function markerDomain(dialect: Dialect, marker: string, tillId: number) {
  if (dialect.entry === 'sync_from_ui') return [['uuid', '=', uuidOf(marker)]] as const;
  return [
    ['pos_reference', '=', referenceOf(marker)],
    ['config_id', '=', tillId],
  ] as const;
}
