import type { Link } from '../../functions/src/model/link';
import { builtCode } from '../demo/built';
import { helpFor, idOf, Mistake, readArguments } from './command';
import { readInput } from './input';
import { linkOf, linksInCsv, type ReadLinks } from './links';
import { aim, TARGET } from './target';

const OPTIONS = {
  tenant: { type: 'string', value: 'T', help: 'the tenant', required: true },
  connection: { type: 'string', value: 'ID', help: 'the connection', required: true },
  product: { type: 'string', value: 'ID', help: "the storefront's product" },
  variation: { type: 'string', value: 'ID', help: 'one variation of it' },
  modifier: { type: 'string', value: 'ID', help: 'instead of a product: one of its modifiers' },
  'pos-item': { type: 'string', value: 'ID', help: 'the item in the POS' },
  'pos-variation': {
    type: 'string',
    value: 'ID',
    help: 'the variation, variant or modifier option in the POS',
  },
  file: {
    type: 'string',
    value: 'CSV',
    help: 'many: product_id,variation_id,pos_item_id,pos_variation_id (or modifier_id); - for standard input',
  },
  ...TARGET,
} as const;
export const LINK_HELP = helpFor('npm run link -- [options]', OPTIONS);

/** Firestore takes a write of this many fields without a murmur. */
const AT_ONCE = 400;

/** What to link, checked as far as it can be without asking anybody. @throws Mistake */
export function readLinks(argv: readonly string[]) {
  const { values } = readArguments(argv, OPTIONS);
  const where = {
    tenantId: idOf('tenant', values.tenant),
    connectionId: idOf('connection', values.connection),
  };
  const target = { project: values.project, firestore: values.firestore };
  if (values.file !== undefined && (values.product ?? values.modifier) !== undefined)
    throw new Mistake('Give either --file or one --product or --modifier, not both.');
  if (values.file !== undefined) return { ...where, target, ...linksInCsv(readInput('file', values.file)) };
  const made = linkOf({
    product_id: values.product,
    variation_id: values.variation,
    modifier_id: values.modifier,
    pos_item_id: values['pos-item'],
    pos_variation_id: values['pos-variation'],
  });
  // The words of the CSV's columns, as the options they are here.
  if (typeof made === 'string')
    throw new Mistake(
      `This makes no link: ${made.replace(/\b\w+_id\b/g, (name) => `--${name.slice(0, -3).replace('_', '-')}`)}.`,
    );
  const read: ReadLinks = { links: new Map([[made.key, made.link]]), errors: [] };
  return { ...where, target, ...read };
}

/** Ties products of the storefront to items of the POS; orders that waited for one go out by themselves. */
export async function linkCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(LINK_HELP), 0);
  const { tenantId, connectionId, target, links, errors } = readLinks(argv);
  await aim(target);
  const { world } = builtCode();
  const connection = await world.connections.read(tenantId, connectionId);
  if (!connection) {
    const others = (await world.connections.ofTenant(tenantId)).map(({ id }) => id).join(', ');
    throw new Mistake(
      `tenants/${tenantId} has no connection "${connectionId}". It has: ${others || 'none'}.`,
    );
  }
  const entries: [string, Link][] = [...links];
  for (let from = 0; from < entries.length; from += AT_ONCE)
    await world.linkTables.save(connection, Object.fromEntries(entries.slice(from, from + AT_ONCE)));
  console.log(`Linked ${entries.length} with ${connection.name}.`);
  if (errors.length === 0) return 0;
  console.error(`\n${errors.length} not linked:\n${errors.join('\n')}`);
  return 1;
}
