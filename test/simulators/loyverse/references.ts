import type { Account } from './account';
import type { Item, Variant, VariantStore } from './records';
import { invalid, notFound, type Refused } from './refusal';
import type { Switches } from './switches';

interface Referable {
  deleted_at: string | null;
}

/** Finds what a request body refers to, in the account and in the store it is about. */
export class References {
  constructor(
    private readonly account: Account,
    private readonly switches: Readonly<Switches>,
    readonly storeId: string,
  ) {}

  private unknown(id: string, field: string): Refused {
    return this.switches.unknownReference === 'not-found'
      ? notFound(id, field)
      : invalid(`The resource with ID '${id}' was not found`, field);
  }

  /** Any live row. */
  live<T extends Referable>(row: T | undefined, id: string, field: string): T {
    if (!row || row.deleted_at !== null) throw this.unknown(id, field);
    return row;
  }

  /** A live row that is enabled for the store. */
  inStore<T extends Referable & { stores: string[] }>(row: T | undefined, id: string, field: string): T {
    const found = this.live(row, id, field);
    if (!found.stores.includes(this.storeId)) throw invalid(`'${id}' is not enabled for the store`, field);
    return found;
  }

  store(field: string): void {
    const { storeId } = this;
    this.live(
      this.account.stores.find((store) => store.id === storeId),
      storeId,
      field,
    );
  }

  /** A live variant that the store sells. */
  variant(id: string, field: string): { variant: Variant; item: Item; row: VariantStore } {
    const found = this.account.variants.find((one) => one.variant_id === id);
    const variant = this.live(found, id, field);
    const item = this.live(this.account.itemOf(variant), id, field);
    const row = variant.stores.find((one) => one.store_id === this.storeId);
    if (!row?.available_for_sale) throw invalid(`Variant '${id}' is not sold in the store`, field);
    return { variant, item, row };
  }
}

/** Refuses an id that stands twice in a list. */
export function refuseTwice(ids: readonly string[], refuse: (index: number) => Refused): void {
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) throw refuse(index);
  });
}
