import { openingOf, type NoticeRecord } from '../../model/notice';

/** A notice that keeps being raised is told again so long after the last time. */
export const AGAIN_AFTER_MS = 6 * 3_600_000;

/** Something about a notice that people may be sent a message for. */
export interface NoticeNews {
  notice: NoticeRecord;
  opening: string;
  /** Once each while it is open: `opened`, `escalated`, and `again` after each telling. */
  stage: string;
}

/**
 * What a write of a notice tells: pure, from the document before and after. That somebody has read it, that it was
 * raised once more, and our own note that it was told are no news, and cost nothing further.
 */
export function newsOf(
  before: NoticeRecord | undefined,
  after: NoticeRecord | undefined,
): NoticeNews | undefined {
  if (after?.status !== 'open') return undefined;
  const news = (stage: string): NoticeNews => ({ notice: after, opening: openingOf(after), stage });
  if (before?.status !== 'open') return news('opened');
  if (before.severity === 'warning' && after.severity === 'error') return news('escalated');
  const { toldAt } = after;
  const isRaised = after.count > before.count;
  if (!isRaised || toldAt === undefined || after.lastAt - toldAt < AGAIN_AFTER_MS) return undefined;
  // Of an earlier time of being open: this one has not been told yet.
  if (after.settledAt !== undefined && toldAt <= after.settledAt) return undefined;
  return news(`again:${toldAt}`);
}
