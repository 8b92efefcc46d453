import type { Fault, SimReply } from './types';

/** Faults waiting for requests; each spoils as many as it says. */
export class FaultBox {
  private waiting: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    this.waiting.push({ ...fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting = [];
  }

  list(): Fault[] {
    return this.waiting.map(({ left, ...fault }) => ({ ...fault, times: left }));
  }

  /** The faults that hit this request. */
  take(request: string): Fault[] {
    const hits = this.waiting.filter((fault) => !fault.match || new RegExp(fault.match).test(request));
    for (const fault of hits) fault.left -= 1;
    this.waiting = this.waiting.filter((fault) => fault.left > 0);
    return hits;
  }
}

/** Sets what a dotted path leads to; keys may have dots themselves, and then the longest one that is there wins. */
function setAt(target: unknown, path: string, value: unknown): void {
  if (target === undefined || target === null || typeof target !== 'object') return;
  const at = target as Record<string, unknown>;
  const parts = path.split('.');
  const lengths = parts.map((_, index) => parts.length - index);
  const length = lengths.find((count) => parts.slice(0, count).join('.') in at) ?? 1;
  const [key, rest] = [parts.slice(0, length).join('.'), parts.slice(length).join('.')];
  if (rest !== '') setAt(at[key], rest, value);
  else if (value === undefined) delete at[key];
  else at[key] = value;
}

type Spoiler = (reply: SimReply, body: Record<string, unknown>, value: string) => SimReply;

const SPOILERS: Partial<Record<Fault['kind'], Spoiler>> = {
  html: () => ({ status: 200, text: '<!doctype html><title>Down for maintenance</title>' }),
  empty: () => ({ status: 200, text: '' }),
  truncated: (reply, body) => {
    const text = reply.text ?? JSON.stringify(body);
    return { ...reply, json: undefined, text: text.slice(0, Math.floor(text.length / 2)) };
  },
  'bad-gateway': () => ({ status: 502, text: '<html><h1>502 Bad Gateway</h1></html>' }),
  'drop-field': (reply, body, value) => (setAt(body, value, undefined), { ...reply, json: body }),
  'wrong-type': (reply, body, value) => (setAt(body, value, { wrong: true }), { ...reply, json: body }),
  'extra-field': (reply, body) => {
    const more = { a_field_from_the_future: { nested: [1] } };
    const grown = (value: unknown) =>
      value !== null && typeof value === 'object' ? { ...value, ...more } : value;
    return { ...reply, json: Array.isArray(body) ? body.map(grown) : grown(body) };
  },
  'shuffle-pages': (reply, body) => {
    if (Array.isArray(body)) body.reverse();
    for (const value of Object.values(body)) if (Array.isArray(value)) value.reverse();
    return { ...reply, json: body };
  },
};

/** The reply after one fault has had its way with it. */
export function spoil(reply: SimReply, fault: Fault): SimReply {
  const spoiler = SPOILERS[fault.kind];
  if (!spoiler) return reply;
  const body = structuredClone(reply.json ?? {}) as Record<string, unknown>;
  return spoiler(reply, body, String(fault.value ?? ''));
}
