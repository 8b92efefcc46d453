/** Whether something is for this store; without a list of stores it is for all. */
export const isOf = ({ stores = [] }: { stores?: string[] }, storeId: string | undefined): boolean =>
  stores.length === 0 || storeId === undefined || stores.includes(storeId);
