import type { z } from 'zod';
import { Failure } from '../model/failure';
import type { Manifest, Operation } from './manifest';
import type { OAuth } from './oauth';
import type { Webhook } from './webhook';
import type { Invitation, Operations, Provider, Renewal, SessionContext } from './provider';

interface Parts<Credentials, Can extends Operation> {
  manifest: Manifest<Can>;
  /** Shape of the decrypted credentials. */
  credentials: z.ZodType<Credentials>;
  /** Shape of `settings.pos`. */
  pos: z.ZodType;
  /** Makes the operations that the manifest promises, no more and no fewer. Does no I/O. */
  open(context: SessionContext<Credentials>): Pick<Operations, Can>;
  renewal?: Renewal<Credentials>;
  expiresAt?(credentials: Credentials): number | undefined;
  oauth?: OAuth<Credentials>;
  webhook?: Webhook;
  invite?(context: SessionContext<Credentials>, invitation: Invitation): Promise<void>;
}

/** Ties a provider's parts together: the compiler holds its operations against its manifest. */
export function defineProvider<Credentials, Can extends Operation>(
  parts: Parts<Credentials, Can | 'locations'>,
): Provider {
  const read = (raw: unknown): Credentials => {
    const result = parts.credentials.safeParse(raw);
    if (result.success) return result.data;
    // Only paths: a zod message may quote the value, and the value may be a token.
    const paths = result.error.issues.map((issue) => issue.path.join('.') || 'credentials').join(', ');
    throw new Failure('unauthorized', `The stored ${parts.manifest.name} sign-in is incomplete (${paths}).`, {
      advice: `Connect ${parts.manifest.name} again.`,
    });
  };
  const { renewal, oauth, webhook } = parts;
  return {
    manifest: parts.manifest,
    pos: parts.pos,
    open: (context) => parts.open({ ...context, credentials: read(context.credentials) }),
    renewal: renewal && {
      due: (raw, now) => renewal.due(read(raw), now),
      renew: (raw, tools) => renewal.renew(read(raw), tools),
    },
    ...(parts.expiresAt && { expiresAt: (raw: unknown) => parts.expiresAt?.(read(raw)) }),
    oauth: oauth && { ...oauth, revoke: (raw, tools) => oauth.revoke(read(raw), tools) },
    webhook,
    ...(parts.invite && {
      invite: async (context: SessionContext<unknown>, invitation: Invitation) =>
        parts.invite?.({ ...context, credentials: read(context.credentials) }, invitation),
    }),
  };
}
