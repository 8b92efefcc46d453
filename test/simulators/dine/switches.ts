/**
 * Where two vendors would differ, or where nobody knows: a test chooses..
 */
export interface Switches {
  /** Calls that one account may make in a second. */
  callsPerSecond: number;
  /** How a 429 says when to come back. */
  retryAfter: 'seconds' | 'date';

  /** How amounts travel: 450, or `"4.50"`. */
  money: 'minor' | 'decimal-text';
  /** `success`: every reply also says `success: true` or `false`. */
  envelope: 'data' | 'success';
  /** Refusals come with status 200 and their usual body. */
  errorsWith200: boolean;
  /** How long lists are read on. */
  paging: 'cursor' | 'page' | 'offset' | 'link';
  /** The most rows of a page, whatever is asked for. */
  pageRows: number;
  /** `repeating`: a cursor leads to the page it came with, for ever. */
  cursors: 'good' | 'repeating';
  /** `ignored`: every page has the whole list. */
  limits: 'honoured' | 'ignored';
  /** When a list shows what was deleted. */
  tombstones: 'incremental' | 'always' | 'never';
  /** How a caller shows who it is: key and secret; a token got for them; or key, secret and a signature. */
  signIn: 'headers' | 'login' | 'signed';
  /** Of a token from `login`. */
  tokenLifeSeconds: number;
  /** `ignored`: the same order sent twice is two orders. */
  idempotencyKeys: 'honoured' | 'ignored';
  /** Whether an order's amounts must add up. */
  sums: 'checked' | 'unchecked';

  /** Gateway: a ticket number that is taken. */
  repeatedTicket: 'refused' | 'stored';
  /** Gateway: what a created ticket answers. */
  ticketReply: 'id' | 'number' | 'empty';
}

export const DEFAULTS: Readonly<Switches> = {
  callsPerSecond: Infinity,
  retryAfter: 'seconds',
  money: 'minor',
  envelope: 'data',
  errorsWith200: false,
  paging: 'cursor',
  pageRows: 200,
  cursors: 'good',
  limits: 'honoured',
  tombstones: 'incremental',
  signIn: 'headers',
  tokenLifeSeconds: 300,
  idempotencyKeys: 'honoured',
  sums: 'checked',
  repeatedTicket: 'refused',
  ticketReply: 'id',
};
