import { cancelGroup } from './cancel';
import { cancelThroughWorkerGroup } from './cancelThroughWorker';
import { pricesGroup, stockGroup } from './changes';
import { closedGroup } from './closed';
import { consentGroup } from './consent';
import { customersGroup } from './customers';
import { failingGroup } from './failing';
import type { Group } from './group';
import { isolationGroup } from './isolation';
import { limitsGroup } from './limits';
import { manifestGroup } from './manifest';
import { onceGroup } from './once';
import { onceThroughWorkerGroup } from './onceThroughWorker';
import { pacingGroup } from './pacing';
import { payGroup } from './pay';
import { bornPaidGroup, payThroughWorkerGroup } from './payThroughWorker';
import { brokenPullGroups } from './pullBroken';
import { contentGroups } from './pulledContent';
import { listGroups } from './pulledLists';
import { pullGroups } from './pullWhole';
import { pushGroup } from './push';
import { renewalGroup } from './renewal';
import { searchGroup } from './search';
import { signInGroup } from './signIn';
import { unknownGroup } from './unknown';
import { webhooksGroup } from './webhooks';
import { wordsGroup } from './words';

/** Everything a provider is held to. A group for another capability is one more file and one more line here. */
export const GROUPS: readonly Group[] = [
  manifestGroup,
  // Sign-in.
  signInGroup,
  renewalGroup,
  consentGroup,
  isolationGroup,
  // Orders.
  searchGroup,
  pushGroup,
  wordsGroup,
  onceGroup,
  onceThroughWorkerGroup,
  failingGroup,
  unknownGroup,
  cancelGroup,
  cancelThroughWorkerGroup,
  payGroup,
  payThroughWorkerGroup,
  bornPaidGroup,
  customersGroup,
  closedGroup,
  // Prices and stock.
  pricesGroup,
  stockGroup,
  // What the POS tells us.
  ...pullGroups,
  ...brokenPullGroups,
  ...contentGroups,
  ...listGroups,
  webhooksGroup,
  limitsGroup,
  pacingGroup,
];
