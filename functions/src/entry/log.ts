import { logger } from 'firebase-functions';
import type { Log } from '../deliver/world';

/** Structured logs of Cloud Logging; every entry carries the tag that alerts filter by. */
export const log: Log = (level, message, fields) => logger[level](`[POS_SYNC] ${message}`, fields);
