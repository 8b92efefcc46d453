import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../simulators/core/types';
import { losingReply } from '../../conformance/kit/mishaps';
import { shelfOf } from '../../conformance/kit/pullStage';
import type { Stage } from '../../conformance/kit/stage';
import type { Subject } from '../../conformance/kit/subject';
import { bothSides, everything, filled, halfHour, halfHours, writesOf } from './provided';

const folder = join(__dirname, '../../conformance/subjects');
const subjects = readdirSync(folder).map((file) => {
  const { subject } = jest.requireActual<{ subject: Subject }>(join(folder, file));
  return [subject.manifest.name, subject] as const;
});

const DAY_MS = 24 * 3_600_000;

function expectAgreement(here: Stage): void {
  const { bridge, pos } = bothSides(here);
  expect(bridge).toEqual(pos);
  expect(pos.catalog?.length).toBeGreaterThan(0);
}

/** The nth call from now on meets a fault. */
function spoilingCall(here: Stage, call: number, fault: Fault): void {
  const send = here.wire;
  let seen = 0;
  here.wire = (request) => {
    seen += 1;
    if (seen === call) here.pos.simulator.faults.add(fault);
    return send(request);
  };
}

describe.each(subjects)('pulls of %s', (_name, subject) => {
  it('bring everything, and nothing more the second time', async () => {
    const here = await filled(subject);
    await halfHours(here, 2);
    expectAgreement(here);
    const before = writesOf(here);
    await halfHours(here, 2);
    expectAgreement(here);
    expect(writesOf(here)).toEqual(before);
  });

  it.each([1, 3, 6, 10])('bring everything though reply %i is lost', async (call) => {
    const here = await filled(subject);
    losingReply(here, call);
    await halfHours(here, 3);
    expectAgreement(here);
  });

  it.each(['truncated', 'error-500', 'html'] as const)(
    'bring everything though replies are spoiled on the way: %s',
    async (kind) => {
      const here = await filled(subject);
      for (const call of [2, 5, 9, 14]) spoilingCall(here, call, { kind });
      await halfHours(here, 4);
      expectAgreement(here);
    },
  );

  it('bring everything though rows come in another sequence every time', async () => {
    const here = await filled(subject);
    here.pos.simulator.faults.add({ kind: 'shuffle-pages', match: '.', times: 1000 });
    await halfHours(here, 3);
    expectAgreement(here);
    const before = writesOf(here);
    await halfHour(here);
    expect(writesOf(here)).toEqual(before);
  });

  it.each([-4, 4])('bring everything though the POS’s clock is %i minutes off', async (minutes) => {
    const here = await filled(subject, { items: false });
    here.pos.simulator.faults.add({ kind: 'skew-clock', value: minutes * 60_000 });
    await halfHour(here);
    here.pos.addItems('Late', 3);
    await halfHours(here, 2);
    await everything(here);
    expectAgreement(here);
  });

  it('have what changes while they page', async () => {
    const here = await filled(subject, { items: false });
    await halfHour(here);
    const send = here.wire;
    let calls = 0;
    here.wire = (request) => {
      calls += 1;
      if (calls === 3) here.pos.addItems('Between', 3);
      return send(request);
    };
    await halfHours(here, 3);
    await everything(here);
    expectAgreement(here);
  });

  it('remove what the POS has removed, and nothing else', async () => {
    const here = await filled(subject);
    await halfHours(here, 2);
    const { itemId = '' } = subject.links.second;
    here.world.clock += 60_000;
    shelfOf(here).remove(itemId);
    await halfHour(here);
    here.world.clock += DAY_MS;
    await halfHours(here, 3);
    expectAgreement(here);
    expect(bothSides(here).bridge.catalog).not.toContain(itemId);
  });
});
