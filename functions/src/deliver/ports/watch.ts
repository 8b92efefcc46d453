import type { WatchPatch, WatchState } from '../../model/watch';
import type { ConnectionTie } from './pull';

export interface Watch {
  read(): Promise<WatchState | undefined>;
  write(patch: WatchPatch): Promise<void>;
  /** Whose tries failed since a moment: one entry for each failed try, the newest first. */
  failures(since: number, limit: number): Promise<ConnectionTie[]>;
  /** How many tries of a connection ended so since a moment; counted by the database. */
  tries(tie: ConnectionTie, outcome: 'done' | 'failed', since: number): Promise<number>;
}
