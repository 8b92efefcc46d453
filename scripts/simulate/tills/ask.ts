import type { Simulator } from '../../../test/simulators/core/simulator';

interface Question {
  method: string;
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  json?: unknown;
}

/** Asks a simulator something by its own API, as its owner; not as the bridge. */
export async function ask<T>(
  simulator: Simulator,
  { method, path, query = {}, headers = {}, json }: Question,
): Promise<T> {
  const reply = await simulator.handle({
    method,
    path,
    query,
    headers: { 'content-type': 'application/json', ...headers },
    body: json === undefined ? '' : JSON.stringify(json),
  });
  if ('dropped' in reply || reply.status !== 200)
    throw new Error(`${simulator.name}: ${JSON.stringify(reply)}`);
  return reply.json as T;
}
