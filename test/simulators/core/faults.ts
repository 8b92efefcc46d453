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

function setAt(target: unknown, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let at = target as Record<string, unknown> | undefined;
  for (const part of parts) at = at?.[part] as Record<string, unknown> | undefined;
  if (at === undefined || at === null || typeof at !== 'object') return;
  if (value === undefined) delete at[last];
  else at[last] = value;
}

type Spoiler = (reply: SimReply, body: Record<string, unknown>, value: string) => SimReply;

const SPOILERS: Partial<Record<Fault['kind'], Spoiler>> = {
  html: () => ({ status: 200, text: '<!doctype html><title>Down for maintenance</title>' }),
  empty: () => ({ status: 200, text: '' }),
  'drop-field': (reply, body, value) => (setAt(body, value, undefined), { ...reply, json: body }),
  'wrong-type': (reply, body, value) => (setAt(body, value, { wrong: true }), { ...reply, json: body }),
  'extra-field': (reply, body) => ({ ...reply, json: { ...body, a_field_from_the_future: { nested: [1] } } }),
  'shuffle-pages': (reply, body) => {
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
