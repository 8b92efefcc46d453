import { Simulator } from '../core/simulator';
import { WhatsappModel, type WhatsappOptions } from './model';

export { WhatsappModel } from './model';

/** The messages endpoint of the WhatsApp Cloud API, strict where Meta is. */
export function createWhatsapp(options: WhatsappOptions & { now?: () => number }): Simulator<WhatsappModel> {
  const { now, ...rest } = options;
  return new Simulator('whatsapp', (clock) => new WhatsappModel(clock, rest), { now });
}
