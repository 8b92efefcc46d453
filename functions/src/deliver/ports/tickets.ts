/** When somebody first said yes, and whether it was now. */
export interface Acknowledged {
  at: number;
  isNew: boolean;
}

/** A channel's connection while it has this recipient. */
export interface RecipientTie {
  tenantId: string;
  connectionId: string;
  accountId: string;
}

/** A task: a recipient of tickets is to be asked. `invitation`: which time. */
export interface InvitationRef {
  tenantId: string;
  connectionId: string;
  invitation: string;
}
