import type { PriceEdit } from '../../functions/src/model/priceEdit';
import { builtCode, requireBuilt } from '../demo/built';
import type * as PricesModule from '../../functions/src/deliver/prices';
import { helpFor, idOf, Mistake, readArguments } from './command';
import { aim, TARGET } from './target';

const OPTIONS = {
  tenant: { type: 'string', value: 'T', help: 'the tenant', required: true },
  connection: { type: 'string', value: 'ID', help: 'the connection', required: true },
  send: { type: 'boolean', help: 'send what waits for a person, and try again what was refused' },
  ...TARGET,
} as const;
export const PRICES_HELP = helpFor('npm run prices -- [options]', OPTIONS);

/** What each state of an edit means to a shop-keeper, in the order in which it is shown. */
const STATES: Readonly<Record<PriceEdit['state'], string>> = {
  due: 'on their way',
  manual: 'wait for --send',
  unlinked: 'wait for a link to a POS item',
  refused: 'not taken by the POS',
};
const SHOWN = 20;

export function readPricesArguments(argv: readonly string[]) {
  const { values } = readArguments(argv, OPTIONS);
  return {
    tenantId: idOf('tenant', values.tenant),
    connectionId: idOf('connection', values.connection),
    send: values.send === true,
    target: { project: values.project, firestore: values.firestore },
  };
}

/** How many edits stand where, and why some rest. */
export function priceReport(edits: readonly PriceEdit[]): string {
  if (edits.length === 0) return 'No price is waiting: the POS has them all.';
  const counts = Object.entries(STATES).flatMap(([state, words]) => {
    const count = edits.filter((edit) => edit.state === state).length;
    return count > 0 ? [`${String(count).padStart(6)}  ${words}`] : [];
  });
  const refused = edits.filter(({ state }) => state === 'refused');
  const reasons = refused.slice(0, SHOWN).map(({ productId, refusals: [why] }) => {
    const words = why ? [why.reason, why.advice].filter(Boolean).join(' ') : 'No reason is on record.';
    return `  ${productId}: ${words}`;
  });
  const more = refused.length > SHOWN ? [`  and ${refused.length - SHOWN} more`] : [];
  return [...counts, ...(reasons.length > 0 ? ['', 'Not taken:', ...reasons, ...more] : [])].join('\n');
}

/** Shows which prices have not reached a POS, and sends those that wait for a person. */
export async function pricesCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(PRICES_HELP), 0);
  const { tenantId, connectionId, send, target } = readPricesArguments(argv);
  await aim(target);
  const { world } = builtCode();
  const connection = await world.connections.read(tenantId, connectionId);
  if (!connection) throw new Mistake(`tenants/${tenantId} has no connection "${connectionId}".`);
  if (!send) return (console.log(priceReport(await world.priceEdits.list(connection))), 0);
  const { releasePrices } = requireBuilt('./deliver/prices') as typeof PricesModule;
  const count = await releasePrices(world, connection);
  console.log(count === 0 ? 'Nothing was waiting to be sent.' : `${count} prices are on their way.`);
  return 0;
}
