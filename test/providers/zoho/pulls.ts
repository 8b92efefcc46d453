import { open, POS } from './fixtures';
import { scripted, type Answer, type Script } from './scripted';

export const ITEMS = 'GET /items';
export const GROUPS = 'GET /itemgroups';
export const DETAILS = 'GET /itemdetails';
export const ORDERS = 'GET /salesorders';
export const SINCE = '2026-11-21T11:00:00.000Z';
/** Of a pull that began at NOW. */
export const CHECKPOINT = '2026-11-21T11:55:00.000Z';

export const page = (json: object, has_more_page = false): Answer => ({
  json: { ...json, page_context: { has_more_page } },
});

export const item = (item_id: string, more: object = {}) => ({
  item_id,
  name: `Item ${item_id}`,
  rate: 1,
  ...more,
});

/** When a row changed, on the day of NOW in UTC. */
export const at = (time: string) => ({ last_modified_time: `2026-11-21T${time}+0000` });

export function session(
  scripts: Record<string, Script>,
  more: Record<string, unknown> = {},
  pos: unknown = POS,
) {
  const { http, calls } = scripted(scripts);
  return { calls, operations: open(http, pos, more) };
}
