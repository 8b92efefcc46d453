import { MOST_IN_DIGEST, noticesOf, type Delivery, type DeliveryRef } from '../../model/delivery';
import { Failure } from '../../model/failure';
import type { Sent } from '../../model/message';
import { kindOf, openingOf, type NoticeRecord } from '../../model/notice';
import type { Preferences } from '../../model/preferences';
import { VIEWERS } from '../../model/role';
import { choiceOf } from '../../plan/messaging/choice';
import { outcomeOf } from '../../plan/messaging/outcome';
import { cardOf, letterOf } from '../../plan/messaging/text';
import type { Stamped, World } from '../world';
import { sendSoon } from './tell';

/** Longer than any sender takes. */
const LEASE_MS = 180_000;
/** Tasks come on the second, and clocks differ. */
const SLACK_MS = 2_000;
/** A digest may be added to between our read and our claim. */
const TRIES = 3;

interface Content {
  own: Preferences;
  notices: NoticeRecord[];
  more: number;
}

/** What is to be sent, as things are now; or a word why nothing is. */
async function contentOf(world: World, delivery: Delivery): Promise<Content | string> {
  const { tenantId, uid, channel, opening } = delivery;
  const noticeIds = noticesOf(delivery);
  const [role, own] = await Promise.all([
    world.members.roleOf(tenantId, uid),
    world.preferences.read(tenantId, uid),
  ]);
  if (!role || !VIEWERS.includes(role)) return 'no_member';
  if (own?.[channel] === undefined) return 'no_address';
  const choice = choiceOf(own, await world.preferences.defaults(tenantId));
  const found = await world.notices.read(tenantId, noticeIds.slice(0, MOST_IN_DIGEST));
  const open = found
    .filter(({ status }) => status === 'open')
    .filter((notice) => opening === undefined || openingOf(notice) === opening);
  if (open.length === 0) return 'settled';
  const notices = open.filter(
    (notice) =>
      choice.channels[notice.severity].includes(channel) && choice.notices[kindOf(notice)] !== 'off',
  );
  if (notices.length === 0) return 'not_wanted';
  return { own, notices, more: Math.max(0, noticeIds.length - MOST_IN_DIGEST) };
}

/** @throws Failure */
async function carry(world: World, { id, tenantId, channel }: Delivery, content: Content): Promise<Sent> {
  const { mail, whatsapp } = world.messages;
  const { own, notices, more } = content;
  const place = { tenantId, publicUrl: world.publicUrl };
  const missing = () => new Failure('rejected', `The operator has set up no ${channel}.`);
  if (channel === 'email') {
    if (!mail) throw missing();
    const messageId = `${id}@tillbridge`;
    return mail({ ...letterOf(place, notices, more), to: own.email ?? '', messageId });
  }
  if (!whatsapp) throw missing();
  return whatsapp({ ...cardOf(place, notices, more), to: own.whatsapp ?? '' });
}

async function failed(world: World, claimed: Stamped<Delivery>, thrown: unknown): Promise<void> {
  const { value } = claimed;
  const failure = Failure.from(thrown);
  const outcome = outcomeOf(failure, value, world.now(), world.random());
  const tried = value.tried + 1;
  const { tenantId: tenant, id: delivery, channel } = value;
  // Without the address; the sender's words hold none.
  const fields = { tenant, delivery, channel, tried, state: outcome.state, why: failure.message };
  world.log(outcome.state === 'waiting' ? 'warn' : 'error', 'A message was not taken', fields);
  const patch = { tried, leaseUntilAt: undefined, ...outcome };
  if ((await world.deliveries.update(claimed, patch)) && outcome.state === 'waiting')
    await sendSoon(world, { ...value, tried }, outcome.dueAt);
}

/** Somebody has it: they send it now, or have ended without a word, and then nobody knows whether it went out. */
async function abandoned(world: World, stamped: Stamped<Delivery>): Promise<void> {
  const { tenantId: tenant, id: delivery, leaseUntilAt = 0 } = stamped.value;
  if (leaseUntilAt > world.now()) return;
  const isOurs = await world.deliveries.update(stamped, { state: 'uncertain', why: 'worker_ended' });
  if (isOurs) world.log('error', 'Nobody knows whether a message went out', { tenant, delivery });
}

async function send(world: World, stamped: Stamped<Delivery>): Promise<boolean> {
  const content = await contentOf(world, stamped.value);
  const taken = noticesOf(stamped.value).length;
  if (typeof content === 'string')
    return (await world.deliveries.update(stamped, { state: 'dropped', taken, why: content })) !== undefined;
  const leaseUntilAt = world.now() + LEASE_MS;
  const claimed = await world.deliveries.update(stamped, { state: 'sending', taken, leaseUntilAt });
  if (!claimed) return false;
  let sent: Sent;
  try {
    sent = await carry(world, claimed.value, content);
  } catch (thrown) {
    await failed(world, claimed, thrown);
    return true;
  }
  // Not in the `try`: what goes wrong from here on must not look as if it had not been taken.
  const { id: externalId } = sent;
  const patch = { tried: stamped.value.tried + 1, sentAt: world.now(), externalId, leaseUntilAt: undefined };
  await world.deliveries.update(claimed, { state: 'sent', ...patch });
  return true;
}

/** A task arrives: one message goes out, if it still should. At most once. */
export async function sendDelivery(world: World, { tenantId, deliveryId }: DeliveryRef): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const stamped = await world.deliveries.read(tenantId, deliveryId);
    if (!stamped) return;
    const { state, dueAt } = stamped.value;
    if (state === 'sending') return abandoned(world, stamped);
    if (state !== 'planned' && state !== 'waiting') return;
    // Too early: perhaps the task for that moment never came about.
    if (dueAt > world.now() + SLACK_MS) return sendSoon(world, stamped.value, dueAt);
    if (await send(world, stamped)) return;
  }
}
