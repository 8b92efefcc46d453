import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { App } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';
import { QUEUE_DEFAULTS } from '../../scripts/local/queueConfig';
import type { Task } from '../../scripts/local/task';
import { CloudTasks } from '../../scripts/local/tasks';
import { ManualClock } from './manualClock';
import { until } from './until';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const QUEUE = 'projects/demo-tasks/locations/us-central1/queues/deliver';

describe('the routes of Cloud Tasks', () => {
  let server: Server;
  let base: string;
  let app: App;
  let clock: ManualClock;
  let tasks: CloudTasks;
  let answerWith: number;
  let delivered: { data: unknown; headers: Readonly<Record<string, string>> }[];
  const lines: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => void tasks.handle(request, response, request.url ?? ''));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    base = `http://${host}`;
    Object.assign(process.env, { CLOUD_TASKS_EMULATOR_HOST: host, METADATA_SERVER_DETECTION: 'none' });
    app = initializeApp({ projectId: 'demo-tasks' });
  });

  afterAll(async () => {
    await deleteApp(app);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  beforeEach(() => {
    clock = new ManualClock(NOW);
    tasks = new CloudTasks(clock, (line) => lines.push(line));
    answerWith = 204;
    delivered = [];
    tasks.createQueue(QUEUE, { ...QUEUE_DEFAULTS, minBackoffMs: 1000 }, async (task: Task, headers) => {
      delivered.push({ data: JSON.parse(task.body.toString()) as unknown, headers });
      return answerWith;
    });
  });

  const queue = () => getFunctions(app).taskQueue('deliver');
  const arrived = (count: number) => until(`${count} deliveries`, () => delivered.length >= count);
  const post = (path: string, body: unknown) =>
    fetch(`${base}/${path}`, { method: 'POST', body: JSON.stringify(body) });

  it('carries what firebase-admin enqueues, with the headers of Cloud Tasks', async () => {
    await queue().enqueue({ job: 'j1' }, { id: 'task-1', headers: { 'X-Mine': 'yes' } });
    await arrived(1);
    expect(delivered[0]).toEqual({
      data: { data: { job: 'j1' } },
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Google-Cloud-Tasks',
        'x-mine': 'yes',
        'x-cloudtasks-queuename': 'deliver',
        'x-cloudtasks-taskname': 'task-1',
        'x-cloudtasks-taskretrycount': '0',
        'x-cloudtasks-taskexecutioncount': '0',
        'x-cloudtasks-tasketa': `${NOW / 1000}.000000`,
      },
    });
  });

  it('holds a task until its schedule time', async () => {
    await queue().enqueue({}, { scheduleTime: new Date(NOW + 5000) });
    await clock.advance(4999);
    expect(tasks.stats()[QUEUE]).toMatchObject({ queued: 1, running: 0 });
    await clock.advance(1);
    await arrived(1);
    expect(delivered[0]?.headers['x-cloudtasks-tasketa']).toBe(`${NOW / 1000 + 5}.000000`);
  });

  it('reads a schedule time in seconds too', async () => {
    const task = {
      httpRequest: { body: btoa('{}') },
      scheduleTime: { seconds: String(NOW / 1000 + 1), nanos: 5e8 },
    };
    expect((await post(`${QUEUE}/tasks`, { task })).status).toBe(200);
    await clock.advance(1499);
    expect(tasks.stats()[QUEUE]?.queued).toBe(1);
    await clock.advance(1);
    await arrived(1);
  });

  it('refuses a used name as firebase-admin understands it', async () => {
    await queue().enqueue({}, { id: 'twin' });
    await expect(queue().enqueue({}, { id: 'twin' })).rejects.toMatchObject({
      code: 'functions/task-already-exists',
    });
    const again = await post(`${QUEUE}/tasks`, {
      task: { name: `${QUEUE}/tasks/twin`, httpRequest: { body: '' } },
    });
    expect([again.status, await again.json()]).toEqual([
      409,
      { error: { code: 409, message: 'Requested entity already exists', status: 'ALREADY_EXISTS' } },
    ]);
  });

  it('tries again what is not answered with 2xx, and tells the handler', async () => {
    answerWith = 429;
    await queue().enqueue({}, { id: 'again' });
    await until('the first attempt to be over', () => tasks.stats()[QUEUE]?.failedAttempts === 1);
    answerWith = 200;
    await clock.advance(1000);
    await arrived(2);
    expect(delivered[1]?.headers).toMatchObject({
      'x-cloudtasks-taskretrycount': '1',
      'x-cloudtasks-taskexecutioncount': '1',
      'x-cloudtasks-taskpreviousresponse': '429',
    });
    expect(lines).toContain('deliver: attempt 1 of task again was answered with 429.');
  });

  it('deletes a waiting task, and takes a missing one as deleted as firebase-admin does', async () => {
    await queue().enqueue({}, { id: 'gone', scheduleTime: new Date(NOW + 3_600_000) });
    await queue().delete('gone');
    expect(tasks.stats()[QUEUE]?.queued).toBe(0);
    await expect(queue().delete('gone')).resolves.toBeUndefined();
  });

  it('delivers over HTTP to a task with its own url, and to the default of a queue made by request', async () => {
    const seen: string[] = [];
    const worker = createServer((request, response) => {
      seen.push(`${request.url} ${String(request.headers['x-cloudtasks-queuename'])}`);
      response.end();
    });
    await new Promise<void>((resolve) => worker.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
    const other = QUEUE.replace('deliver', 'other');
    await post(other, { retryConfig: { maxAttempts: 1 }, defaultUri: `${url}/default` });
    await getFunctions(app).taskQueue('other').enqueue({});
    await queue().enqueue({}, { uri: `${url}/own` });
    await until('both to arrive', () => seen.length === 2);
    expect(seen.sort()).toEqual(['/default other', '/own deliver']);
    worker.closeAllConnections();
    await new Promise((resolve) => worker.close(resolve));
  });

  it('knows its queues, and says so of one it does not know', async () => {
    await expect(getFunctions(app).taskQueue('nowhere').enqueue({})).rejects.toMatchObject({
      code: 'functions/not-found',
    });
    const stats = await (await fetch(`${base}/queueStats`)).json();
    expect(stats).toEqual({
      [QUEUE]: { queued: 0, running: 0, completed: 0, failedAttempts: 0, givenUp: 0 },
    });
  });

  it.each([
    ['no request', {}, 'no httpRequest'],
    ['a name of another queue', { name: 'projects/x/tasks/a', httpRequest: {} }, 'The task name must be'],
    ['more than 100 KB', { httpRequest: { body: 'A'.repeat(140_000) } }, '102400 is the most'],
    ['a schedule time in 31 days', { httpRequest: {}, scheduleTime: '2026-04-02T10:00:00Z' }, '30 days'],
    ['a schedule time that is none', { httpRequest: {}, scheduleTime: 'soon' }, 'not a timestamp'],
  ])('refuses a task with %s', async (_, task, message) => {
    const reply = await post(`${QUEUE}/tasks`, { task });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) as unknown },
    });
  });
});
