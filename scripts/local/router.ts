import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FirestoreEvents } from './events';
import { answer, refuse } from './exchange';
import type { LocalFunction } from './functions';
import type { HttpFunctions } from './https';
import type { CloudTasks } from './tasks';

export interface Routes {
  projectId: string;
  functions: readonly LocalFunction[];
  events: FirestoreEvents;
  tasks: CloudTasks;
  http: HttpFunctions;
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const FUNCTION_URL = /^\/([^/?]+)\/([^/?]+)\/([^/?]+)(.*)$/;

/** The functions that take requests, by region/name; a scheduled one also as the official emulator calls it. */
function byUrl(functions: readonly LocalFunction[]): Map<string, LocalFunction> {
  const found = new Map<string, LocalFunction>();
  for (const fn of functions) {
    if (fn.trigger.kind === 'firestore') continue;
    found.set(`${fn.region}/${fn.name}`, fn);
    if (fn.trigger.kind === 'schedule') found.set(`${fn.region}/${fn.name}-0`, fn);
  }
  return found;
}

/** Answers what the Firestore emulator, firebase-admin's task queue and callers of functions ask for. */
export function router({ projectId, functions, events, tasks, http }: Routes): Route {
  const callable = byUrl(functions);
  const names = [...callable.keys()].map((name) => `/${projectId}/${name}`);
  return async (request, response) => {
    const url = request.url ?? '/';
    const path = url.split('?', 1)[0] ?? url;
    if (path === '/') return answer(response, 200, { projectId, functions: names });
    if (await events.handle(request, response, path)) return;
    if (await tasks.handle(request, response, path)) return;
    const [, project, region, name, rest = ''] = FUNCTION_URL.exec(url) ?? [];
    const fn = project === projectId ? callable.get(`${region}/${name}`) : undefined;
    if (fn) http.handle(fn, rest, request, response);
    else refuse(response, 'NOT_FOUND', `No function is at ${path}. There are: ${names.join(', ')}`);
  };
}
