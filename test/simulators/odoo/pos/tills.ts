import type { Environment } from '../orm/environment';
import { idOf, isTrue, type Row, textOf } from '../orm/row';
import { create } from '../orm/writing';
import { userError, validationError } from '../wire/refusal';

const SESSION = 'pos.session';

export const isOpen = (session: Row): boolean => textOf(session, 'state') !== 'closed';

/** The session in use; closed and rescue sessions do not count. */
export function currentSession(env: Environment, configId: number): Row | undefined {
  return env
    .pointingAt(SESSION, 'config_id', configId)
    .find((session) => isOpen(session) && !isTrue(session, 'rescue'));
}

export const configOf = (env: Environment, session: Row): Row =>
  env.row('pos.config', idOf(session, 'config_id'));

/** 17 and 18 tell the followers about an opening, and want to know from whom. */
export function checkOpener(env: Environment): void {
  const silent = env.series === 16 || env.series === 19;
  if (!silent && textOf(env.row('res.users', env.user.uid), 'email') === '')
    throw userError("Unable to send message, please configure the sender's email address.");
}

export function checkOnlyOne(env: Environment, configId: number): void {
  if (currentSession(env, configId))
    throw validationError('Another session is already opened for this point of sale.');
}

/** A new session waits for the drawer to be counted (`opening_control`), and takes orders already. */
export function openSession(env: Environment, configId: number): Row {
  return create(env, SESSION, { config_id: configId, user_id: env.user.uid });
}

/** Up to 17: where orders land that come for a closed session. */
export function rescueSession(env: Environment, closed: Row): Row {
  const configId = idOf(closed, 'config_id') ?? 0;
  const known = env
    .pointingAt(SESSION, 'config_id', configId)
    .find((session) => isOpen(session) && isTrue(session, 'rescue'));
  if (known) return known;
  const made = create(env, SESSION, { config_id: configId, rescue: true, state: 'opened' });
  return env.save(SESSION, made.id, { name: `RESCUE FOR ${textOf(closed, 'name')}` });
}

/** The session that takes an order: the one asked for while it is open. */
export function sessionFor(env: Environment, asked: Row): Row {
  if (textOf(asked, 'state') !== 'closed' && textOf(asked, 'state') !== 'closing_control') return asked;
  if (env.series <= 17) return rescueSession(env, asked);
  const other = currentSession(env, idOf(asked, 'config_id') ?? 0);
  if (!other) throw userError('No open session available. Please open a new session to capture the order.');
  return other;
}
