import { theWorld } from '../../functions/src/entry/world';

const before = { ...process.env };
afterEach(() => void (process.env = { ...before }));

describe('a stand-in for a POS', () => {
  const asked = async (emulator: string | undefined) => {
    process.env = { ...before, GCLOUD_PROJECT: 'demo-stand-in', TILLBRIDGE_URL_SQUARE: 'http://127.0.0.1:1' };
    if (emulator !== undefined) process.env.FUNCTIONS_EMULATOR = emulator;
    else delete process.env.FUNCTIONS_EMULATOR;
    return theWorld().baseUrl('square', 'production');
  };

  it('is spoken to on the emulators', async () => expect(await asked('true')).toBe('http://127.0.0.1:1'));

  it.each([undefined, '', 'false', '1'])('is never spoken to by a deployed bridge (%s)', async (emulator) =>
    expect(await asked(emulator)).toBe('https://connect.squareup.com'),
  );
});
