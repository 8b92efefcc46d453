import type { Connection } from '../../model/connection';
import type { Notice } from '../../model/notice';
import type { PullState } from '../../model/pullState';
import type { Operation } from '../../providers/manifest';
import { shownBy, TELL_AFTER } from '../pull/due';

/** A connection's pulls get through every half hour; who waits longer has reason to ask. */
export const LATE_AFTER_MS = 2 * 3_600_000;

/** Whether anything is pulled of a connection. */
export const isPulled = ({ status, settings }: Connection, can: readonly Operation[]): boolean =>
  status === 'active' && settings.enabled && shownBy(can).length > 0;

/** Failures in a row have a notice of their own: there is nothing to add to it. */
export const isExplained = ({ capabilities }: PullState): boolean =>
  Object.values(capabilities).some(({ failures }) => failures >= TELL_AFTER);

export const latePullsCause = (connectionId: string) => `pulls_late:${connectionId}`;

export const latePullsNotice = ({ id, name }: Connection): Notice => ({
  cause: latePullsCause(id),
  connectionId: id,
  severity: 'warning',
  title: 'The POS has not been pulled for hours',
  message:
    `${name}: no pull has got through for two hours, and none has failed either. It may be a very large one, a POS that ` +
    'makes us wait, or a queue that stands still. What is known of menu and stock stays as it is.',
  action: 'none',
});
