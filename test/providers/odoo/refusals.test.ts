import { CREDENTIALS, failureOf, NOW, open } from './fixtures';
import { scripted, type Answer } from './scripted';

const ask = async (series: number, answer: Answer) => {
  const wire = scripted({ 'pos.config.search_read': answer });
  return failureOf(open(wire.http, { series }).locations());
};

const EXCEPTIONS: [name: string, message: string, kind: string, status?: number][] = [
  ['odoo.exceptions.AccessDenied', 'Access Denied', 'unauthorized', 403],
  ['werkzeug.exceptions.Unauthorized', 'Invalid apikey', 'unauthorized', 401],
  [
    'odoo.exceptions.MissingError',
    'Record does not exist or has been deleted.\n(Record: res.users(8,), User: 8)',
    'unauthorized',
    404,
  ],
  [
    'odoo.exceptions.MissingError',
    'Record does not exist or has been deleted.\n(Record: pos.config(8,), User: 8)',
    'rejected',
    404,
  ],
  ['odoo.exceptions.AccessError', "You are not allowed to access 'Point of Sale' records.", 'rejected', 403],
  ['odoo.exceptions.AccessError', 'Access to unauthorized or invalid companies.', 'rejected', 403],
  [
    'odoo.exceptions.AccessError',
    'Private methods (such as _x) cannot be called remotely.',
    'unexpected',
    403,
  ],
  ['odoo.exceptions.ValidationError', 'Barcode(s) already assigned: 1', 'rejected'],
  [
    'odoo.exceptions.ValidationError',
    'Another session is already opened for this point of sale.',
    'conflict',
  ],
  ['odoo.exceptions.UserError', 'Order / is not fully paid.', 'rejected'],
  ['odoo.exceptions.UserError', 'Invalid language code: fr_FR', 'rejected'],
  ['builtins.ValueError', "Invalid field 'x' on model 'pos.config'", 'unexpected', 500],
  ['builtins.KeyError', "'session_id'", 'unexpected', 500],
  ['psycopg2.OperationalError', 'FATAL: database "nodb" does not exist', 'rejected', 500],
  ['psycopg2.OperationalError', 'could not connect', 'unavailable', 500],
  ['psycopg2.errors.SerializationFailure', 'could not serialize access', 'unavailable', 500],
  ['psycopg2.errors.InFailedSqlTransaction', 'current transaction is aborted', 'unavailable', 500],
  ['odoo.exceptions.LockError', 'locked', 'unavailable', 409],
  ['werkzeug.exceptions.UnprocessableEntity', "missing a required argument: 'domain'", 'unexpected'],
  ['something.new', 'Never seen', 'rejected'],
];

describe.each([18, 19])('an exception of Odoo %i', (series) => {
  // On JSON-2 an own user is known by the key: no user id is there to compare with.
  const own = EXCEPTIONS.filter(([, message]) => series < 19 || !message.includes('res.users')).map(
    ([name, message, kind, status = 422]) => [name, message, kind, status] as const,
  );

  it.each(own)('%s "%s" means %s', async (name, message, kind, status) => {
    const failure = await ask(series, {
      fault: { name, message },
      ...(series >= 19 && { status }),
    });
    expect(failure.kind).toBe(kind);
  });

  it('is never repeated with its traceback, its values or our key', async () => {
    for (const [name, message] of EXCEPTIONS) {
      const failure = await ask(series, { fault: { name, message }, ...(series >= 19 && { status: 422 }) });
      const all = `${failure.message} ${JSON.stringify(failure.detail)}`;
      expect(all).not.toContain('Traceback');
      expect(all).not.toContain(CREDENTIALS.apiKey);
      expect(all.length).toBeLessThan(900);
    }
  });

  it('about a customer is not quoted: it may name one', async () => {
    const fault = { name: 'odoo.exceptions.ValidationError', message: 'Ann Smith has no such e-mail' };
    const wire = scripted({ 'res.partner.search_read': { fault } });
    const failure = await failureOf(open(wire.http, { series }).upsertCustomer({ reference: 'c1' }));
    expect(failure.message).not.toContain('Ann');
  });
});

it('an exception with status 200 is no success on JSON-2 either', async () => {
  const fault = { name: 'odoo.exceptions.UserError', message: 'No.' };
  expect((await ask(19, { fault, status: 200 })).kind).toBe('rejected');
});

describe.each([18, 19])('a reply that is none of Odoo %i', (series) => {
  it.each([
    [429, 'throttled'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [302, 'unexpected'],
    [404, 'rejected'],
    [401, 'unauthorized'],
    [400, 'unexpected'],
  ])('with status %i means %s', async (status, kind) => {
    const failure = await ask(series, {
      status,
      text: '<html>Sorry</html>',
      headers: { 'retry-after': '30' },
    });
    expect(failure.kind).toBe(kind);
    if (kind === 'throttled') expect(failure.detail.until).toBe(NOW + 30_000);
  });

  it.each(['<html>ok</html>', '', '{"jsonrpc":"2.0"', '"text"', '{"result": 5}', '[]x'])(
    'with status 200 is unexpected: %s',
    async (text) => {
      expect((await ask(series, { text })).kind).toBe('unexpected');
    },
  );

  it('lacks a field that we use: the failure names its path', async () => {
    const failure = await ask(series, { result: [{ id: 1, name: 'x' }] });
    expect(failure).toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/currency_id/) as string,
    });
  });
});
