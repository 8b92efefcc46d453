import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { functionsDir, PROJECT } from '../demo/built';
import { systemClock } from '../local/clock';
import { isKind } from '../local/functions';
import { loadFunctions } from '../local/load';
import { tick, type ScheduledFunction } from '../local/scheduled';

/** The same function, run by the suite. The `-0` is how the suite tells its triggers apart. */
function overHttp(fn: ScheduledFunction, port: number): ScheduledFunction {
  const url = `http://127.0.0.1:${port}/${PROJECT}/${fn.region}/${fn.name}-0`;
  const handler = async (_request: unknown, response: unknown) => {
    const reply = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(fn.timeoutMs) });
    const answer = response as Pick<ServerResponse, 'statusCode' | 'end'>;
    answer.statusCode = reply.status;
    answer.end();
  };
  return { ...fn, handler };
}

/** The suite has no clock of its own: starts its scheduled functions when they are due. The result stops it. */
export function startClock(functionsPort: number, log: (line: string) => void): () => void {
  const { functions } = loadFunctions(join(functionsDir, 'lib'));
  const scheduled = functions.filter((fn) => isKind(fn, 'schedule')).map((fn) => overHttp(fn, functionsPort));
  return tick(scheduled, systemClock, log);
}
