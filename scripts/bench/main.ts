import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { captureFunctionsLog } from '../demo/functionsLog';
import { table } from '../demo/table';
import { closeAll, closeAtEnd } from '../local/lifecycle';
import { isMet, type Benchmark, type Measure } from './measure';
import { latency } from './latency';
import { loading } from './load';
import { operations } from './operations';
import { pulling } from './pull';
import { pushing } from './push';
import { speed } from './speed';

const BENCHMARKS: readonly Benchmark[] = [operations, loading, latency, pushing, pulling, speed];

const HELP = `npm run bench -- [--json FILE] [--only NAME]
Measures the bridge on this machine, on the emulator and the simulators; docs/benchmarks.md says what each figure means.
${BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(11)} ${about}`).join('\n')}`;

function chosen(only: string | undefined): readonly Benchmark[] {
  const found = BENCHMARKS.filter(({ name }) => only === undefined || name === only);
  if (found.length > 0) return found;
  throw new Error(`There is no benchmark ${only}. There are: ${BENCHMARKS.map((b) => b.name).join(', ')}.`);
}

function print(measures: readonly Measure[]): void {
  const verdict = (measure: Measure) => (measure.aim === null ? '' : isMet(measure) ? 'met' : 'MISSED');
  const rows = measures.map((measure) => {
    const { name, value, unit, aim } = measure;
    return [name, String(value), unit, aim === null ? '' : String(aim), verdict(measure)];
  });
  console.log(`\n${table(['measure', 'value', 'unit', 'aim', ''], rows)}\n`);
  for (const measure of measures)
    if (!isMet(measure)) console.log(`${measure.name}, missed:\n    ${measure.note}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(HELP);
  const benchmarks = chosen(values.only);
  closeAtEnd();
  captureFunctionsLog('bench.log');
  const measures: Measure[] = [];
  for (const { name, about, run } of benchmarks) {
    const startedAt = performance.now();
    console.log(`--- ${name}: ${about}`);
    measures.push(...(await run()));
    console.log(`    ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  print(measures);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ measures }, null, 2)}\n`);
  await closeAll();
}

main().then(
  () => process.exit(0),
  async (thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    await closeAll();
    process.exit(1);
  },
);
