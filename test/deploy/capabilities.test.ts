import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS, type Manifest } from '../../functions/src/providers/manifest';
import { MANIFESTS } from '../../functions/src/providers/manifests';
import { capabilityTable, withCapabilities } from '../../scripts/capabilities';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [first] = MANIFESTS;
const manifest = (of: Partial<Manifest>): Manifest => ({ ...(first as Manifest), cannot: {}, ...of });

describe('the capability table of the README', () => {
  it('is what the manifests say (else: npm run capabilities)', () =>
    expect(withCapabilities(readme) === readme).toBe(true));

  it('has a row for every operation and a column for every POS', () => {
    const rows = capabilityTable()
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(OPERATIONS.length + 2);
    for (const { name } of MANIFESTS) expect(rows[0]).toContain(` ${name} `);
  });

  it('tells what a POS cannot, with the reason, from what is not built', () => {
    const table = capabilityTable([
      manifest({ can: ['pushOrder'], cannot: { payOrder: 'Born paid.' }, name: 'Till' }),
    ]);
    expect(table).toMatch(/Send an order +\| yes/);
    expect(table).toMatch(/Record a later payment +\| no \(1\)/);
    expect(table).toMatch(/Set stock +\| - /);
    expect(table).toContain('1. Till: Born paid.');
  });

  it('refuses a manifest that contradicts itself', () =>
    expect(() => capabilityTable([manifest({ can: ['payOrder'], cannot: { payOrder: 'no' } })])).toThrow(
      'both can and cannot payOrder',
    ));

  it('has its place, or says that it lost it', () =>
    expect(() => withCapabilities('# no marks')).toThrow('has lost its marks'));
});
