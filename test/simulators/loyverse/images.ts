import type { Call, Endpoint } from './endpoint';
import type { Item } from './records';
import { notFound, Refused } from './refusal';

/** Fewer bytes are an image of one pixel, on which Loyverse stumbles. */
const SMALLEST = 100;

function itemOf({ account, params }: Call): Item {
  const item = account.items.find(({ id, deleted_at }) => id === params.id && deleted_at === null);
  if (!item) throw notFound(params.id ?? '');
  return item;
}

/** The raw bytes are the body; a form makes Loyverse stumble as well. */
function upload(call: Call): void {
  const item = itemOf(call);
  const { type, text } = call.raw;
  if (type.startsWith('multipart/') || text.length < SMALLEST)
    throw new Refused(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
  if (type !== 'image/png' && type !== 'image/jpeg')
    throw new Refused(415, 'UNSUPPORTED_MEDIA_TYPE', 'Expected image/png or image/jpeg');
  item.image_url = `https://api.loyverse.com/image/${call.account.newId()}`;
  item.updated_at = call.account.nowText();
}

function removeImage(call: Call): void {
  const item = itemOf(call);
  item.image_url = null;
  item.updated_at = call.account.nowText();
}

const where = { path: '/items/:id/image', scope: 'ITEMS_WRITE' } as const;

/** One image per item. https://developer.loyverse.com/docs/#tag/Items */
export const IMAGES: Endpoint[] = [
  { ...where, method: 'POST', takes: 'bytes', status: 201, handle: upload },
  { ...where, method: 'DELETE', handle: removeImage },
];
