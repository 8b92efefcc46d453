import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { explain } from '../cli/explain';
import { table } from '../demo/table';
import { conform, type Report } from './conform';
import { HELP, readRequest } from './request';

const clock = {
  now: Date.now,
  wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
};

function print({ provider, baseUrl, ok, checks }: Report): void {
  const of = (wanted: string) => checks.filter(({ result }) => result === wanted).length;
  const rows = checks.map(({ check, result, detail }) => [
    check,
    result === 'failed' ? 'FAILED' : result,
    detail,
  ]);
  console.log(`\n${table(['check', 'result', 'detail'], rows)}\n`);
  console.log(
    `${provider} at ${baseUrl}: ${of('passed')} passed, ${of('failed')} failed, ${of('skipped')} skipped.`,
  );
  console.log(ok ? 'It conforms as far as was tried.' : 'It does NOT conform.');
}

async function main(argv: readonly string[]): Promise<number> {
  const request = readRequest(argv);
  if (!request) return (console.log(HELP), 0);
  console.log(`Checking ${request.manifest.name} at ${request.baseUrl} ...`);
  const report = await conform(request, axiosHttp, clock);
  print(report);
  // npm runs scripts in the project's folder, and keeps the caller's.
  const folder = process.env.INIT_CWD ?? process.cwd();
  if (request.json) writeFileSync(resolve(folder, request.json), `${JSON.stringify(report, null, 2)}\n`);
  return report.ok ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (thrown: unknown) => {
    console.error(explain(thrown));
    process.exit(2);
  },
);
