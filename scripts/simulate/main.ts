import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drill } from './drill';

const HELP = `npm run simulate -- [--seed N] [--orders M] [--edits K] [--json FILE]
Runs a shop through a rough day: M orders and K price edits to every POS of the drill, under lost replies, crashes,
duplicate and reordered events, lost tasks, throttling and outages. The same seed replays the same day.`;

const wholeNumber = (text: string | undefined, name: string, otherwise: number): number => {
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, not "${text}".`);
  return Number(text);
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      orders: { type: 'string' },
      edits: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return (console.log(HELP), 0);
  const seed = wholeNumber(values.seed, 'seed', Date.now() % 1_000_000);
  const orders = wholeNumber(values.orders, 'orders', 2_000);
  const edits = wholeNumber(values.edits, 'edits', Math.ceil(orders / 4));
  console.log(`Seed ${seed}: ${orders} orders and ${edits} price edits, to each POS.`);
  const report = await drill({ seed, orders, edits });
  const { complaints, ...figures } = report;
  console.log(figures);
  for (const complaint of complaints) console.log(`  ${complaint}`);
  console.log(
    report.ok ? 'Every order stands once, or is parked and told; every price is equal.' : 'NOT ok.',
  );
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.ok ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exit(2);
  },
);
