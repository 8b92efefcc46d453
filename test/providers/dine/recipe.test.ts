import { dine, validateRecipe } from '../../../functions/src/providers/dine';

const over = (changes: object) => ({ preset: 'dine', ...changes });
const create = (request: object) => over({ operations: { createOrder: { request } } });
const body = (value: unknown) => create({ body: value });

function issuesOf(raw: unknown): string[] {
  const read = validateRecipe(raw);
  return read.ok ? [] : read.issues.map(({ path, message }) => `${path} ${message}`);
}

describe('a recipe', () => {
  it.each(['dine', 'dineplan', 'dinlr'])('of the preset %s is good as it is', (name) => {
    expect(issuesOf(name)).toEqual([]);
  });

  it('may change a preset in parts', () => {
    const read = validateRecipe(over({ display: { name: 'Our till' }, money: { as: 'text' } }));
    expect(read).toMatchObject({
      ok: true,
      recipe: { display: { name: 'Our till' }, money: { unit: 'minor', as: 'text' } },
    });
  });

  it('may take calls of a preset away', () => {
    const read = validateRecipe(over({ operations: { cancelOrder: null } }));
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.recipe.operations).not.toHaveProperty('cancelOrder');
  });

  it.each([
    ['another name', 'no-such-preset', /^recipe /],
    ['nothing', undefined, /^recipe /],
    ['an unknown field', over({ script: 'return 1' }), /Unrecognized key.*script/],
    ['another version', over({ version: 2 }), /^version /],
    ['http', over({ baseUrl: 'http://pos.example' }), /^baseUrl must be https/],
    ['a host out of an order', over({ baseUrl: 'https://{{order.note}}' }), /^baseUrl /],
    ['half a host from a setting', over({ baseUrl: 'https://{{config.host}}.example' }), /^baseUrl must be/],
    ['a sign-in in the address', over({ baseUrl: 'https://user:pw@pos.example' }), /^baseUrl must be/],
    ['an unknown name', body({ a: '{{order.secretNote}}' }), /body\.a knows no name "order\.secretNote"/],
    ['a namespace of another call', body({ a: '{{price.amount}}' }), /knows no name "price\.amount"/],
    ['an inherited name', body({ a: '{{order.constructor}}' }), /knows no name/],
    ['a prototype', body({ a: '{{order.__proto__.x}}' }), /is no name/],
    ['an unknown pipe', body({ a: '{{order.note | eval}}' }), /knows no pipe "eval"/],
    ['a pipe of every object', body({ a: '{{order.note | hasOwnProperty}}' }), /knows no pipe/],
    ['a pipe with a wrong number of arguments', body({ a: '{{order.note | slice}}' }), /"slice" 0 arguments/],
    ['a table that is not there', body({ a: "{{order.type | map('x')}}" }), /knows no table "x"/],
    ['an expression', body({ a: '{{order.total + 1}}' }), /is no name: order\.total \+ 1/],
    ['a call', body({ a: '{{order.note()}}' }), /is no name/],
    ['an end that is missing', body({ a: '{{order.note' }), /lacks a "}}"/],
    ['a quote that does not end', body({ a: "{{order.note | default('x)}}" }), /quote that does not end/],
    ['too many pipes', body({ a: `{{order.note ${'| trim'.repeat(9)}}}` }), /more than 8 pipes/],
    ['an unknown list', body({ $each: 'order.secrets', $do: {} }), /knows no list/],
    ['an unknown control form', body({ $eval: 'x' }), /is no control form/],
    ['a condition on no name', body({ $when: 'order.x', $then: 1 }), /\$when knows no name/],
    ['a secret in the path', create({ path: '/v1/{{secret.apiKey}}' }), /path may not hold a secret/],
    [
      'a secret in the query',
      create({ query: { key: '{{secret.apiKey}}' } }),
      /query\.key may not hold a secret/,
    ],
    ['a path that climbs', create({ path: '/v1/../admin' }), /must be a plain path/],
    ['a path to another host', create({ path: '//evil.example/x' }), /must be a plain path/],
    ['a header of ours', create({ headers: { Host: 'evil.example' } }), /Host is set by the bridge/],
    ['a header with a line break', create({ headers: { 'X-A': 'a\r\nX-B: b' } }), /line break/],
    ['a method that is none', create({ method: 'TRACE' }), /method /],
    [
      'a regular expression',
      over({ errors: { rules: [{ matches: '.*', action: 'retry' }] } }),
      /Unrecognized key/,
    ],
    [
      'a path with an expression',
      over({ operations: { listItems: { select: 'data[?(@.x)]' } } }),
      /must be a dotted path/,
    ],
    [
      'an unknown target',
      over({ operations: { listItems: { map: { id: 'id', name: 'name', colour: 'c' } } } }),
      /colour/,
    ],
    ['more than 64 KB', body({ a: Array.from({ length: 50 }, () => 'x'.repeat(1900)) }), /larger than 64 KB/],
    ['no bottom', JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`), /deeper than/],
    [
      'a create that can neither be repeated nor found',
      over({ operations: { createOrder: { idempotent: false }, findOrder: null } }),
      /allowDuplicateRisk/,
    ],
  ])('with %s is refused, by name', (_what, raw, issue) => {
    expect(issuesOf(raw).join('\n')).toMatch(issue);
  });

  it('is refused where the settings of a connection are saved, field by field', () => {
    const result = dine.pos.safeParse({ recipe: body({ a: '{{order.x}}' }) });
    expect(result.error?.issues[0]?.path.join('.')).toBe('recipe.operations.createOrder.request.body.a');
    expect(dine.pos.safeParse({}).success).toBe(true);
    expect(dine.pos.safeParse({ config: { apiSecret: 'x' } }).error?.issues[0]?.path).toEqual([
      'config',
      'apiSecret',
    ]);
  });
});
