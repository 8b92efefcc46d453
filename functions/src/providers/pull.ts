/** How far back a pull goes. */
export interface PullRequest {
  /**
   * The checkpoint of the last complete pull; absent: everything. A provider whose POS cannot say what changed pulls
   * everything all the same, and says so by `full: true` on its pages.
   */
  since?: string;
  /** `next` of the last page that was recorded: go on after it. One that is too old starts over. */
  from?: string;
}

/** One page of a pull. It is recorded before `next` is kept: a crash repeats a page and never skips one. */
export interface Page<T> {
  records: T[];
  /**
   * Where to go on; absent on the last page of a complete pull. On the last page of an incomplete one it says where the
   * next pull goes on. Opaque, at most 1 KB.
   */
  next?: string;
  /**
   * On the last page only: nothing was capped, truncated or skipped on the way. Without it nothing may be removed,
   * and the next pull continues instead of moving its checkpoint.
   */
  complete: boolean;
  /** The pages together hold everything there is, not only changes: what they miss may be gone. */
  full: boolean;
  /** On the last complete page: `since` of the next pull. Reaches back far enough that nothing falls between. */
  checkpoint?: string;
  /** Why a pull is not complete, for a person, e.g. a page cap of the POS. */
  note?: string;
}

export type Pull<T> = (request: PullRequest) => AsyncIterable<Page<T>>;
