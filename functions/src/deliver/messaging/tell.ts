import { digestDeliveryId, noticeDeliveryId, type Delivery } from '../../model/delivery';
import { hashOf } from '../../model/hash';
import type { Channel, Choice, Preferences, Wishes } from '../../model/preferences';
import { VIEWERS } from '../../model/role';
import { choiceOf } from '../../plan/messaging/choice';
import { dispatchOf, overflowAt } from '../../plan/messaging/dispatch';
import type { NoticeNews } from '../../plan/messaging/news';
import type { World } from '../world';

export const NOTIFY_QUEUE = 'notify';

/** `tried` makes the name: a task for the same try collides with itself. */
export function sendSoon(
  world: World,
  { tenantId, id, tried }: Pick<Delivery, 'tenantId' | 'id' | 'tried'>,
  at?: number,
): Promise<void> {
  const name = hashOf(['notify', tenantId, id, tried], 32);
  return world.queue.enqueue({ queue: NOTIFY_QUEUE, name, ref: { tenantId, deliveryId: id }, at });
}

interface Receiver {
  tenantId: string;
  uid: string;
  channel: Channel;
}

const planned = (receiver: Receiver, id: string, createdAt: number, dueAt: number): Delivery => ({
  ...receiver,
  ...{ id, noticeIds: [], state: 'planned', tried: 0 },
  ...{ createdAt, dueAt, firstDueAt: dueAt },
});

const hasAddress = ({ email, whatsapp }: Preferences) => email !== undefined || whatsapp !== undefined;

/** A digest that closes just now takes nothing more: the one after it does. */
const TRIES = 3;

async function collect(
  world: World,
  receiver: Receiver,
  news: NoticeNews,
  at: number,
  later: (now: number) => number,
) {
  let dueAt = at;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const digest = planned(receiver, digestDeliveryId(receiver, dueAt), world.now(), dueAt);
    if (await world.deliveries.collect(digest, news.notice.id)) return sendSoon(world, digest, dueAt);
    dueAt = later(Math.max(dueAt, world.now()));
  }
}

/** True: it is on its way. False: the person has had enough of them for the moment. */
async function sendAlone(
  world: World,
  receiver: Receiver,
  { notice, opening, stage }: NoticeNews,
): Promise<boolean> {
  const now = world.now();
  const id = noticeDeliveryId(receiver, { noticeId: notice.id, opening, stage });
  const known = await world.deliveries.read(receiver.tenantId, id);
  if (!known) {
    if (!(await world.deliveries.takeTurn(receiver.tenantId, receiver.uid, now))) return false;
    await world.deliveries.create({ ...planned(receiver, id, now, now), noticeIds: [notice.id], opening });
  }
  // Known already: told twice of the write, and the first time may have ended before the task was on its way.
  if (!known || known.value.state === 'planned') await sendSoon(world, { ...receiver, id, tried: 0 });
  return true;
}

interface Person {
  uid: string;
  own: Preferences;
  choice: Choice;
}

async function tellOne(world: World, { uid, own, choice }: Person, news: NoticeNews): Promise<boolean> {
  const { tenantId } = news.notice;
  const dispatch = dispatchOf(news.notice, own, choice, world.now());
  if (!dispatch) return false;
  for (const channel of dispatch.channels) {
    const receiver = { tenantId, uid, channel };
    if (dispatch.at === undefined && (await sendAlone(world, receiver, news))) continue;
    const later = (now: number) => overflowAt(choice, now);
    await collect(world, receiver, news, dispatch.at ?? later(world.now()), later);
  }
  return true;
}

/** Those with an address who may look at the tenant, now. */
async function peopleOf(world: World, tenantId: string): Promise<Person[]> {
  const [people, defaults]: [{ uid: string; own: Preferences }[], Wishes] = await Promise.all([
    world.preferences.people(tenantId),
    world.preferences.defaults(tenantId),
  ]);
  const found: Person[] = [];
  for (const { uid, own } of people.filter((one) => hasAddress(one.own))) {
    const role = await world.members.roleOf(tenantId, uid);
    if (role && VIEWERS.includes(role)) found.push({ uid, own, choice: choiceOf(own, defaults) });
  }
  return found;
}

/**
 * Puts messages about a notice on their way, or into digests. Being told twice of the same news sends nothing twice:
 * every message has an id that follows from the news.
 */
export async function tellPeople(world: World, news: NoticeNews): Promise<void> {
  const { tenantId, id } = news.notice;
  let isTold = false;
  for (const person of await peopleOf(world, tenantId)) if (await tellOne(world, person, news)) isTold = true;
  if (isTold) await world.notices.told(tenantId, id, world.now());
}
