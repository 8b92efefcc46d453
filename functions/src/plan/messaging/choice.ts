import type { Choice, Wishes } from '../../model/preferences';

/** What holds where neither the person nor the tenant has said anything. */
const OURS: Choice = {
  channels: { error: ['email', 'whatsapp'], warning: ['email'] },
  notices: {
    ...{ orders: 'now', mapping: 'now', sign_in: 'now', pos: 'now', bridge: 'now' },
    ...{ prices: 'digest', pulls: 'digest', events: 'digest' },
  },
  digest: { every: 'day', hour: 8 },
  quiet: 'none',
  timeZone: 'Etc/UTC',
  urgentAnyway: false,
};

function over(before: Choice, { channels, notices, ...rest }: Wishes): Choice {
  return {
    channels: {
      error: channels?.error ?? before.channels.error,
      warning: channels?.warning ?? before.channels.warning,
    },
    notices: { ...before.notices, ...notices },
    digest: rest.digest ?? before.digest,
    quiet: rest.quiet ?? before.quiet,
    timeZone: rest.timeZone ?? before.timeZone,
    urgentAnyway: rest.urgentAnyway ?? before.urgentAnyway,
  };
}

/** What a person has chosen; what they left open the tenant says, and we the rest. */
export const choiceOf = (own: Wishes, ofTenant: Wishes): Choice => over(over(OURS, ofTenant), own);
