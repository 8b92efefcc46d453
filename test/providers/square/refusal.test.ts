import { failureOf, NOW, refusal, sessionOn, type Answer } from './scripted';

/** How a refusal of a plain read ends. */
const refusedWith = (answer: Answer) =>
  failureOf(sessionOn({ 'GET /v2/locations': answer }).session.locations());

describe('a refusal by Square', () => {
  it.each([
    [429, 'RATE_LIMITED', 'throttled'],
    [429, 'CONFLICT', 'throttled'],
    [500, 'INTERNAL_SERVER_ERROR', 'unavailable'],
    [400, 'TEMPORARY_ERROR', 'unavailable'],
    [408, 'REQUEST_TIMEOUT', 'unavailable'],
    [400, 'VERSION_MISMATCH', 'conflict'],
    [409, 'CONFLICT', 'conflict'],
    [400, 'PAYMENT_AMOUNT_MISMATCH', 'conflict'],
    [401, 'ACCESS_TOKEN_EXPIRED', 'unauthorized'],
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [403, 'INSUFFICIENT_SCOPES', 'unauthorized'],
    [403, 'NOT_YET_INVENTED', 'unauthorized'],
    [404, 'NOT_FOUND', 'rejected'],
    [400, 'INVALID_LOCATION', 'rejected'],
    [400, 'CURRENCY_MISMATCH', 'rejected'],
    [400, 'NOT_YET_INVENTED', 'rejected'],
    [503, 'NOT_YET_INVENTED', 'unavailable'],
    [501, 'BAD_REQUEST', 'rejected'],
  ])('of status %i with %s is %s, whatever its category', async (status, code, kind) => {
    expect((await refusedWith(refusal(status, code, 'words'))).kind).toBe(kind);
  });

  it('keeps code and detail, and nothing else of the reply', async () => {
    const failure = await refusedWith({
      status: 400,
      json: {
        errors: [{ code: 'BAD_REQUEST', detail: 'x'.repeat(500), field: 'secret-field' }],
        note: 'secret-note',
      },
    });
    expect(failure.message).toContain(`BAD_REQUEST: ${'x'.repeat(200)})`);
    expect(failure.message).not.toContain('secret');
  });

  it('does not repeat the phone number that was refused', async () => {
    const failure = await refusedWith(refusal(400, 'INVALID_PHONE_NUMBER', '+12025550143 is not valid'));
    expect(failure.message).not.toContain('2025550143');
  });

  it('passes on when to come back', async () => {
    const failure = await refusedWith({ ...refusal(429, 'RATE_LIMITED'), headers: { 'retry-after': '3' } });
    expect(failure.detail.until).toBe(NOW + 3000);
  });

  it('is a refusal also when it comes with status 200', async () => {
    expect((await refusedWith(refusal(200, 'INTERNAL_SERVER_ERROR'))).kind).toBe('unavailable');
    expect((await refusedWith(refusal(200, 'NOT_YET_INVENTED'))).kind).toBe('unexpected');
  });

  it.each([
    ['HTML', { status: 200, text: '<html>' }],
    ['nothing', { status: 200, text: '' }],
  ])('is not guessed at when %s comes instead', async (_what, answer) => {
    expect((await refusedWith(answer)).kind).toBe('unexpected');
  });
});
