import type { NoticeRecord } from '../../model/notice';
import { newsOf } from '../../plan/messaging/news';
import type { World } from '../world';
import { tellPeople } from './tell';

/** Hears that a notice was written. `world` is only asked for when there is news. */
export async function noticeChanged(
  world: () => World,
  before: NoticeRecord | undefined,
  after: NoticeRecord | undefined,
): Promise<void> {
  const news = newsOf(before, after);
  if (news) await tellPeople(world(), news);
}
