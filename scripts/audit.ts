// npm run audit: fails when the registry knows of a high or critical weakness in a package that is deployed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const FAILS = ['high', 'critical'];

/** https://docs.npmjs.com/cli/commands/npm-audit, with --json */
const reportSchema = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), range: z.string() }),
  ),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an audit found; undefined when it is no report: the registry has no audit service, or did not answer. */
export function auditVerdict(text: string): { ok: boolean; lines: string[] } | undefined {
  const report = reportSchema.safeParse(parsed(text));
  if (!report.success) return undefined;
  const known = Object.values(report.data.vulnerabilities);
  const bad = known.filter(({ severity }) => FAILS.includes(severity));
  const sum = `${known.length} weak packages among those deployed: ${bad.length} high or critical, ${known.length - bad.length} lesser.`;
  return {
    ok: bad.length === 0,
    lines: [...bad.map(({ name, severity, range }) => `${severity}: ${name} ${range}`), sum],
  };
}

function audit(): number {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: join(__dirname, '../functions'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const verdict = auditVerdict(stdout ?? '');
  if (verdict) return (console.log(verdict.lines.join('\n')), verdict.ok ? 0 : 1);
  console.error(
    'The registry did not answer the audit, so nothing is known. Run it where the npm registry has its audit service.',
  );
  return 2;
}

if (require.main === module) process.exitCode = audit();
