import type { FailureKind } from './failure';
import type { Capability, PullCounts } from './pullState';

/** A pull that changed something or failed, for people. */
export interface PullRun extends PullCounts {
  id: string;
  kind: 'pull';
  connectionId: string;
  provider: string;
  capability: Capability;
  startedAt: number;
  updatedAt: number;
  /** `partial`: the POS did not show everything, the next run goes on. */
  state: 'complete' | 'partial' | 'running' | 'failed';
  full: boolean;
  /** Documents with before-images below it. */
  images: number;
  note?: string;
  failureKind?: FailureKind;
  message?: string;
}

/** A price of the POS that moved, in minor units; absent: an open price. */
export interface PriceMove {
  itemId: string;
  variationId: string;
  from?: number;
  to?: number;
}

/** A document as it was before a run changed it; no `data`: it was not there. */
export interface BeforeImage {
  id: string;
  data?: Record<string, unknown>;
}
