import { z } from 'zod';
import { OPERATIONS, type Manifest } from '../../../providers/manifest';
import { CHANNELS, MANIFESTS } from '../../../providers/manifests';
import { route, type Route } from '../route';

const fieldReply = z.strictObject({
  name: z.string(),
  label: z.string(),
  secret: z.boolean(),
  optional: z.boolean(),
  help: z.string(),
});

export const providerReply = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z
      .enum(['pos', 'channel'])
      .describe('`channel`: orders go out as tickets, to people; there is nothing to map or to pull.'),
    can: z.array(z.enum(OPERATIONS)),
    cannot: z.array(z.strictObject({ operation: z.enum(OPERATIONS), why: z.string() })),
    signIn: z.strictObject({
      fields: z.array(fieldReply),
      oauth: z.boolean().describe('Signing in on the POS’s own page is set up here.'),
    }),
    environments: z.array(z.enum(['production', 'sandbox'])),
    menuSource: z.enum(['pos', 'storefront']),
    adhocLines: z.boolean(),
    bornPaid: z.boolean(),
  })
  .meta({ id: 'Provider', description: 'A POS system or an order channel that can be connected.' });

function shown(manifest: Manifest, hasApp: boolean): z.infer<typeof providerReply> {
  const { id, name, can, cannot, signIn, hosts, menuSource = 'storefront', adhocLines, bornPaid } = manifest;
  return {
    ...{ id, name, menuSource, adhocLines, bornPaid },
    kind: manifest.channel ? 'channel' : 'pos',
    can: [...can],
    cannot: OPERATIONS.flatMap((operation) => {
      const why = cannot[operation];
      return why === undefined ? [] : [{ operation, why }];
    }),
    signIn: {
      fields: signIn.fields.map(({ name: field, label, secret, optional = false, help }) => ({
        ...{ name: field, label, secret, optional, help },
      })),
      oauth: signIn.oauthScopes !== undefined && hasApp,
    },
    environments: hosts.sandbox === undefined ? ['production'] : ['production', 'sandbox'],
  };
}

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/providers',
    summary: 'POS systems and order channels that can be connected, with their sign-in forms',
    who: 'signed-in',
    reply: z.strictObject({ providers: z.array(providerReply) }),
    async handle({ world }) {
      return {
        providers: [...MANIFESTS, ...CHANNELS].map((manifest) =>
          shown(manifest, world.app(manifest.id) !== undefined),
        ),
      };
    },
  }),
];
