import { z } from 'zod';
import { replyPaths } from '../../functions/src/providers/replyPaths';
import { objectsPage } from '../../functions/src/providers/square/pull/wire';

/** Where a value is not what the schema says. */
function pathsOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  if (!error) throw new Error('It fits.');
  return replyPaths(error);
}

const gone = z.object({ id: z.string(), is_deleted: z.literal(true) });
const item = z.object({ type: z.literal('ITEM'), id: z.string(), data: z.object({ name: z.string() }) });
const tax = z.object({ type: z.literal('TAX'), id: z.string(), data: z.object({ rate: z.number() }) });
const page = z.object({ objects: z.array(z.union([gone, z.discriminatedUnion('type', [item, tax])])) });

describe('the paths of what a reply lacks', () => {
  it.each<[string, unknown, string[]]>([
    [
      'a field of the alternative that came furthest',
      { type: 'TAX', id: '1', data: {} },
      ['objects.0.data.rate'],
    ],
    [
      'a field near the top, by the alternative that fits otherwise',
      { type: 'TAX', data: { rate: 1 } },
      ['objects.0.id'],
    ],
    ['no alternative where several come equally near', { type: 'ROOM', id: '1' }, ['objects.0']],
    ['the value where it is nothing of the kind', 'deleted', ['objects.0']],
  ])('name %s', (_what, object, paths) => expect(pathsOf(page, { objects: [object] })).toEqual(paths));

  it('name a plain field, a scalar of two types and the whole reply', () => {
    const reply = z.object({ id: z.union([z.number(), z.string()]), total: z.number() });
    expect(pathsOf(reply, { id: null })).toEqual(['id', 'total']);
    expect(pathsOf(reply, undefined)).toEqual(['body']);
  });

  it('name each path once', () => {
    const short = z.string().min(5).regex(/^\d+$/);
    expect(pathsOf(z.object({ id: short }), { id: 'x' })).toEqual(['id']);
  });

  it('lead into an object of Square’s catalog', () => {
    const variation = { type: 'ITEM_VARIATION', id: 'V', updated_at: 'yesterday', item_variation_data: {} };
    expect(pathsOf(objectsPage, { objects: [variation] })).toEqual(['objects.0.updated_at']);
    const image = { type: 'IMAGE', id: 'I', image_data: { url: 7 } };
    expect(pathsOf(objectsPage, { objects: [image] })).toEqual(['objects.0.image_data.url']);
  });
});
