import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import type { Channel, Preferences } from '../../model/preferences';
import { Problem } from '../../model/problem';
import { testCard, testLetter } from '../../plan/messaging/text';
import type { World } from '../world';

export interface Trial {
  channel: Channel;
  outcome: 'sent' | 'refused' | 'not_sent' | 'unknown';
  message?: string;
}

async function carry(
  world: World,
  tenantId: string,
  uid: string,
  channel: Channel,
  own: Preferences,
): Promise<Trial> {
  const { mail, whatsapp } = world.messages;
  const place = { tenantId, publicUrl: world.publicUrl };
  if (!(channel === 'email' ? mail : whatsapp))
    return { channel, outcome: 'refused', message: 'The operator has not set this up.' };
  const messageId = `${hashOf(['trial', tenantId, uid, world.now()], 40)}@tillbridge`;
  if (channel === 'email') await mail?.({ ...testLetter(place), to: own.email ?? '', messageId });
  else await whatsapp?.({ ...testCard(place), to: own.whatsapp ?? '' });
  return { channel, outcome: 'sent' };
}

function failed(channel: Channel, thrown: unknown): Trial {
  const { kind, message, detail } = Failure.from(thrown);
  const isUnknown = kind === 'unavailable' && detail.sent !== false;
  const outcome = kind === 'rejected' ? 'refused' : isUnknown ? 'unknown' : 'not_sent';
  return { channel, outcome, message: detail.advice ? `${message} ${detail.advice}` : message };
}

/** A message to oneself on every channel with an address. @throws Problem `refused` where there is none, `too_many_requests` */
export async function sendTrial(world: World, tenantId: string, uid: string): Promise<Trial[]> {
  const own = await world.preferences.read(tenantId, uid);
  const channels = (['email', 'whatsapp'] as const).filter((channel) => own?.[channel] !== undefined);
  if (!own || channels.length === 0)
    throw new Problem('refused', 'There is no address to send to.', {
      advice: 'Save an e-mail address or a WhatsApp number in your preferences first.',
    });
  // Against the same hour as all else they are sent: nobody is to use us to fill a mailbox that is not theirs.
  if (!(await world.deliveries.takeTurn(tenantId, uid, world.now())))
    throw new Problem('too_many_requests', 'You were sent as many messages this hour as one person may be.', {
      advice: 'Try again later.',
    });
  return Promise.all(
    channels.map((channel) =>
      carry(world, tenantId, uid, channel, own).catch((thrown: unknown) => failed(channel, thrown)),
    ),
  );
}
