import { helpFor, readArguments } from '../../scripts/cli/command';
import { explain } from '../../scripts/cli/explain';
import { readOrderWish } from '../../scripts/cli/order';
import { queuesCommand, readAction } from '../../scripts/cli/queues';
import { aim } from '../../scripts/cli/target';
import { Failure } from '../../functions/src/model/failure';

describe('npm run queues', () => {
  it.each<[string, string[], string]>([
    ['nothing', [], 'state, pause, resume, purge, list'],
    ['a word that is no action', ['stop', 'deliver-square'], 'Say what to do'],
    ['a word from the language itself', ['constructor', 'deliver-square'], 'Say what to do'],
    ['no queue', ['state'], 'Name one queue: deliver-'],
    ['a queue that is not ours', ['purge', 'emails'], 'Name one queue'],
    ['two queues', ['state', 'deliver-square', 'deliver-loyverse'], 'Name one queue'],
  ])('refuses %s', (_, argv, words) => expect(() => readAction(argv)).toThrow(words));

  it('takes project and region', () =>
    expect(
      readAction(['pause', 'deliver-square', '--project', 'p', '--region', 'europe-west1']),
    ).toMatchObject({
      queue: 'deliver-square',
      project: 'p',
      region: 'europe-west1',
    }));

  it('says in one sentence that there is nothing to look after on this machine', () =>
    expect(queuesCommand(['state', 'deliver-square'])).rejects.toThrow(
      'Queue administration is not available on the local host',
    ));
});

describe('npm run order', () => {
  it('takes a sample by its name, the plain one without', () => {
    expect(readOrderWish(['unmapped']).sample('7')).toMatchObject({ number: '7' });
    expect(readOrderWish([]).sample('7')).toMatchObject({ number: '7', total: 1575 });
  });

  it.each([[['pizza']], [['plain', 'plain']], [['toString']]])('refuses %s', (argv) =>
    expect(() => readOrderWish(argv)).toThrow('Name one sample: '),
  );
});

describe('the bridge that is meant', () => {
  const before = process.env.FIRESTORE_EMULATOR_HOST;
  afterEach(() => {
    if (before === undefined) delete process.env.FIRESTORE_EMULATOR_HOST;
    else process.env.FIRESTORE_EMULATOR_HOST = before;
  });

  it('is not there: the message says how to start it', () =>
    expect(aim({ firestore: '127.0.0.1:1' })).rejects.toThrow(
      'Start the bridge in another terminal with "npm start"',
    ));

  it('is a real project, but an emulator is set: nothing is written to the wrong one', () => {
    process.env.FIRESTORE_EMULATOR_HOST = '127.0.0.1:1';
    return expect(aim({ project: 'a-real-project' })).rejects.toThrow('unset it');
  });
});

describe('arguments', () => {
  const options = { name: { type: 'string', help: 'a name', required: true } } as const;

  it('that lack what is required are refused by name', () =>
    expect(() => readArguments([], options)).toThrow('Missing: --name.'));

  it('that lack a value are refused by name', () =>
    expect(() => readArguments(['--name'], options)).toThrow("'--name <value>' argument missing"));

  it('stand in the help with what they are for', () =>
    expect(helpFor('npm run x', options)).toContain('--name VALUE  a name (required)'));
});

describe('an error at the terminal', () => {
  it('shows a failure with its advice', () =>
    expect(explain(new Failure('unauthorized', 'Refused.', { advice: 'Connect again.' }))).toBe(
      'Refused.\nConnect again.',
    ));

  it('says how to sign in where nobody is', () =>
    expect(explain(new Error('Could not load the default credentials. Browse to ...'))).toContain(
      'gcloud auth',
    ));

  it('names the fields of a value that does not fit', () => {
    const thrown = Object.assign(new Error('[...]'), {
      issues: [{ path: ['settings', 'retry'], message: 'is wrong' }],
    });
    expect(explain(thrown)).toBe('settings.retry: is wrong');
  });

  it('explains what a Google service answered', () =>
    expect(explain(Object.assign(new Error('5 NOT_FOUND: queue'), { code: 5 }))).toContain('Is it deployed'));
});
