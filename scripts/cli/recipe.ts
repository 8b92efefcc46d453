import type * as DryRunModule from '../../functions/src/providers/dine/dryRun';
import type * as ProbeModule from '../../functions/src/providers/dine/probe';
import type * as OrderModule from '../../functions/src/model/order';
import type * as HttpModule from '../../functions/src/providers/axiosHttp';
import { requireBuilt } from '../demo/built';
import { everything } from '../demo/orders';
import { helpFor, Mistake, readArguments } from './command';
import { jsonObject, readInput } from './input';

const OPTIONS = {
  file: { type: 'string', value: 'FILE', help: 'the recipe: JSON, or {"preset": "dine"}', required: true },
  config: { type: 'string', value: 'FILE', help: 'what its connection.fields ask for that is no secret' },
  probe: { type: 'boolean', help: 'also makes its reading calls; changes nothing at the POS' },
  credentials: {
    type: 'string',
    value: 'FILE',
    help: 'for --probe: the sign-in, JSON; - for standard input',
  },
  host: { type: 'string', value: 'HOST', help: 'for --probe: the host that may be spoken to' },
  outlet: { type: 'string', value: 'ID', help: 'for --probe: the outlet in the POS' },
} as const;
export const RECIPE_HELP = `${helpFor('npm run recipe -- [options]', OPTIONS)}

Shows what a recipe (a POS described by data, see functions/src/providers/dine/README.md) would send for a sample
order, secrets masked; with --probe, also what its reading calls bring.`;

type Issues = readonly { path: string; message: string }[];

/** What is wrong with a recipe, a line each. */
const issuesOf = (issues: Issues): string =>
  ['The recipe cannot be used:', ...issues.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');

export function dryRunReport(
  { dryRun }: typeof DryRunModule,
  { readOrder }: typeof OrderModule,
  recipe: unknown,
  config: Record<string, string>,
): string {
  const read = readOrder(everything('1042'));
  if (!read.ok) throw new Error('The sample order is not accepted.');
  const run = dryRun(recipe, read.order, config);
  if (!run.ok) throw new Mistake(issuesOf(run.issues));
  const calls = run.calls.map((call) => {
    if ('problem' in call) return `${call.operation}\n  cannot be made: ${call.problem} ${call.advice ?? ''}`;
    const { method, url, body } = call.request;
    return [call.operation, `  ${method} ${url}`, ...(body === undefined ? [] : [`  ${body}`])].join('\n');
  });
  return calls.join('\n\n');
}

/** The values of a JSON object that are texts. @throws Mistake */
function textsIn(option: string, file: string | undefined): Record<string, string> {
  if (file === undefined) return {};
  const entries = Object.entries(jsonObject(option, readInput(option, file)));
  const odd = entries.find(([, value]) => typeof value !== 'string');
  if (odd) throw new Mistake(`--${option}: "${odd[0]}" must be a text.`);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

type Finding = Extract<ProbeModule.Probe, { ok: true }>['findings'][number];

function findingLines(finding: Finding): string {
  if (!finding.ok) return `${finding.operation}: ${finding.problem} ${finding.advice ?? ''}`;
  const { operation, rows, records, misses } = finding;
  const missing = misses.length > 0 ? `\n  in no row: ${misses.join(', ')}` : '';
  return `${operation}: ${rows} rows${missing}\n${records.map((one) => `  ${JSON.stringify(one)}`).join('\n')}`;
}

/** Tries a recipe out before a connection is made with it. */
export async function recipeCommand(argv: string[]): Promise<number> {
  if (argv.includes('--help')) return (console.log(RECIPE_HELP), 0);
  const { values } = readArguments(argv, OPTIONS);
  const recipe = jsonObject('file', readInput('file', values.file));
  const config = textsIn('config', values.config);
  const dry = requireBuilt('./providers/dine/dryRun') as typeof DryRunModule;
  const orders = requireBuilt('./model/order') as typeof OrderModule;
  console.log(dryRunReport(dry, orders, recipe, config));
  if (values.probe !== true) return 0;
  if (values.host === undefined)
    throw new Mistake('--probe needs --host: the one host that may be spoken to.');
  const { probe } = requireBuilt('./providers/dine/probe') as typeof ProbeModule;
  const { axiosHttp } = requireBuilt('./providers/axiosHttp') as typeof HttpModule;
  const tools = { http: axiosHttp, baseUrl: `https://${values.host}`, now: Date.now, hosts: [values.host] };
  const credentials = textsIn('credentials', values.credentials);
  const result = await probe(recipe, tools, { credentials, externalLocationId: values.outlet, config });
  if (!result.ok) throw new Mistake(issuesOf(result.issues));
  console.log(`\n${result.findings.map(findingLines).join('\n')}`);
  return result.findings.every(({ ok }) => ok) ? 0 : 1;
}
