import { z } from 'zod';
import { settingsSchema, type Connection } from '../../../model/connection';
import { mergePatchOf } from '../mergePatch';

const settingsReply = z
  .strictObject(settingsSchema.shape)
  .meta({ id: 'ConnectionSettings', description: 'How a connection works.' });
/** Only what is known: what else stands in the row stays there. */
const known = z.object(settingsSchema.shape);

export const connectionReply = z
  .strictObject({
    id: z.string(),
    provider: z.string(),
    name: z.string(),
    locationId: z.string(),
    accountId: z.string(),
    externalLocationId: z.string(),
    currency: z.string(),
    timezone: z.string().optional(),
    environment: z.enum(['production', 'sandbox']),
    status: z.enum(['active', 'paused', 'auth_failed', 'disconnected']),
    settings: settingsReply,
    createdAt: z.number().describe('Milliseconds since 1970.'),
    throttledUntilAt: z.number().optional(),
  })
  .meta({ id: 'Connection', description: 'The tie of one of our locations to a location of a POS account.' });

export function shownConnection(connection: Connection): z.infer<typeof connectionReply> {
  const { id, provider, name, locationId, accountId, externalLocationId } = connection;
  const { currency, timezone, environment, status, createdAt, throttledUntilAt } = connection;
  return {
    ...{ id, provider, name, locationId, accountId, externalLocationId },
    ...{ currency, timezone, environment, status, createdAt, throttledUntilAt },
    settings: known.parse(connection.settings),
  };
}

export const locationReply = z
  .strictObject({
    externalId: z.string(),
    name: z.string(),
    currency: z.string(),
    timezone: z.string().optional(),
    accountId: z.string(),
  })
  .meta({ id: 'PosLocation', description: 'A shop or kitchen as the POS knows it.' });

/** Merged with what stands, the whole is checked again. */
export const settingsPatch = mergePatchOf(settingsSchema).meta({
  description: 'Some of ConnectionSettings, as a JSON merge patch.',
});
