import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const FOLDER = 'docs/alerts';
const read = (file: string) => readFileSync(file, 'utf8');

// https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies
const seconds = z.string().regex(/^\d+s$/);
const threshold = z.strictObject({
  filter: z.string(),
  aggregations: z
    .array(
      z.strictObject({
        alignmentPeriod: seconds,
        perSeriesAligner: z.string().regex(/^ALIGN_[A-Z0-9_]+$/),
        crossSeriesReducer: z.string().regex(/^REDUCE_[A-Z]+$/),
        groupByFields: z.array(z.string()).optional(),
      }),
    )
    .length(1),
  comparison: z.enum(['COMPARISON_LT', 'COMPARISON_GT']),
  thresholdValue: z.number(),
  duration: seconds,
  evaluationMissingData: z.literal('EVALUATION_MISSING_DATA_ACTIVE').optional(),
  trigger: z.strictObject({ count: z.literal(1) }),
});
const policySchema = z.strictObject({
  displayName: z.string().startsWith('Tillbridge: '),
  combiner: z.literal('OR'),
  documentation: z.strictObject({ content: z.string(), mimeType: z.literal('text/markdown') }),
  conditions: z
    .array(
      z.union([
        z.strictObject({ displayName: z.string(), conditionThreshold: threshold }),
        z.strictObject({
          displayName: z.string(),
          conditionMatchedLog: z.strictObject({ filter: z.string() }),
        }),
      ]),
    )
    .min(1),
  alertStrategy: z.strictObject({
    notificationRateLimit: z.strictObject({ period: seconds }).optional(),
    autoClose: seconds,
  }),
});

const files = readdirSync(FOLDER);
const policies = files.map(
  (file) => [file, policySchema.parse(JSON.parse(read(`${FOLDER}/${file}`)))] as const,
);
const filters = policies.flatMap(([, { conditions }]) =>
  conditions.map((one) =>
    'conditionMatchedLog' in one ? one.conditionMatchedLog.filter : one.conditionThreshold.filter,
  ),
);

describe('the alert policies', () => {
  it.each(files)('%s stands in docs/operating.md', (file) =>
    expect(read('docs/operating.md')).toContain(`](alerts/${file})`),
  );

  it.each(policies)('%s limits how often a match of the log alerts, and nothing else', (_, policy) => {
    const byLog = policy.conditions.some((one) => 'conditionMatchedLog' in one);
    expect(policy.alertStrategy.notificationRateLimit !== undefined).toBe(byLog);
  });

  it('name functions that are deployed', () => {
    const exported = [...read('functions/src/index.ts').matchAll(/export const (\w+) =/g)].map(
      ([, name = '']) => name,
    );
    const services = new Set(exported.map((name) => name.toLowerCase()));
    const named = filters.flatMap((filter) =>
      [...filter.matchAll(/service_name="([^"]+)"/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !services.has(name))).toEqual([]);
  });

  it('look for the tag that every entry of the bridge begins with', () => {
    const [, tag = ''] = /`(\[\w+\]) /.exec(read('functions/src/entry/log.ts')) ?? [];
    const pattern = filters.flatMap((filter) => /message=~"(.*)"$/.exec(filter)?.[1] ?? []);
    expect(pattern.map((one) => new RegExp(one).test(`${tag} A clock stands still`))).toEqual([true]);
  });

  it('look at metrics that docs/operating.md names', () => {
    const metrics = filters.flatMap((filter) => /metric\.type="([^"]+)"/.exec(filter)?.[1] ?? []);
    const text = read('docs/operating.md');
    const named = (metric: string) =>
      text.includes(metric) || text.includes(`.../${metric.split('/').slice(1).join('/')}`);
    expect(metrics.filter((metric) => !named(metric))).toEqual([]);
  });
});
