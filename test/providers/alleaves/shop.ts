import { open, POS } from './fixtures';
import { scripted } from './scripted';
import { till, type TillOptions } from './till';

/** A session at a till of its own. */
export function shop(options: TillOptions = {}, pos: unknown = POS) {
  const here = till(options);
  const { http, calls } = scripted(here.scripts);
  return { ...here, calls, session: open(http, pos) };
}
