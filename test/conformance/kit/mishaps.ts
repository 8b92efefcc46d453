import { sweep } from '../../../functions/src/deliver/wake';
import { Failure } from '../../../functions/src/model/failure';
import { parsed, type Http, type HttpReply, type HttpRequest } from '../../../functions/src/providers/http';
import type { Stage } from './stage';
import type { Subject } from './subject';

const MINUTE_MS = 60_000;

/**
 * Seconds that a 429 names in tests that are not about its time: a few where the POS would otherwise be silent for longer
 * than the test runs, else none.
 */
export const shortSilence = ({ silenceMs }: Subject): number | undefined =>
  silenceMs === undefined ? undefined : 5;

/** The worker stops for ever once the POS has answered its nth call: a process that dies there. */
export function dyingAfter(call: number, send: Http): { wire: Http; died: Promise<void> } {
  let died = () => {};
  const death = new Promise<void>((resolve) => (died = resolve));
  let seen = 0;
  const wire: Http = async (request) => {
    const reply = await send(request);
    seen += 1;
    if (seen !== call) return reply;
    died();
    return new Promise<HttpReply>(() => {});
  };
  return { wire, died: death };
}

/** The reply to the nth call from now on is lost. */
export function losingReply(here: Stage, call: number): void {
  const send = here.wire;
  let seen = 0;
  here.wire = (request) => {
    seen += 1;
    if (seen === call) here.pos.simulator.faults.add({ kind: 'lose-reply' });
    return send(request);
  };
}

/** `METHOD /path` under which the POS counts a request: some have one address for everything. */
export function seenAs(here: Stage, { method, url, headers, body = '' }: HttpRequest): string {
  const { pathname: path } = new URL(url);
  const { model } = here.pos.simulator;
  const context = { method, path, query: {}, headers, body, params: {}, json: parsed(body) };
  return `${method} ${model.seenAs?.(context).path ?? path}`;
}

/** The first create gets no reply in time; the POS carries it out when `arrive` is called. */
export function lateCreate(here: Stage): { arrive: () => Promise<unknown> } {
  const send = here.wire;
  let late: (() => Promise<unknown>) | undefined;
  here.wire = async (request) => {
    if (late || !here.subject.calls.create.test(seenAs(here, request))) return send(request);
    late = () => send(request);
    throw new Failure('unavailable', 'No reply in time.', { sent: true });
  };
  return { arrive: async () => late?.() };
}

/** The POS ignores every filter that it is asked for in an address. */
export function unfiltered(here: Stage): void {
  const send = here.wire;
  const names = here.subject.filters ?? /^(?!)/;
  here.wire = (request) => {
    const url = new URL(request.url);
    for (const name of [...url.searchParams.keys()]) if (names.test(name)) url.searchParams.delete(name);
    return send({ ...request, url: url.href });
  };
}

/** The lease of a dead worker ends, and the sweeper comes by. */
export async function afterLease(here: Stage): Promise<void> {
  here.world.clock += 3 * MINUTE_MS;
  await sweep(here.world);
  await here.world.settle(here.world.clock + MINUTE_MS);
}
