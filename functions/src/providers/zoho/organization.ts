import { Failure } from '../../model/failure';
import type { Tools } from '../provider';
import { connectTo } from './client';
import { hostsOf, type DataCenter } from './hosts';
import { quotaOf, type Quota } from './quota';
import { organizations, type WireOrganization } from './wire';

interface SignIn {
  accessToken: string;
  dataCenter: DataCenter;
  /** Absent: the default one. */
  organizationId?: string;
}

function chosen(all: readonly WireOrganization[], wanted: string | undefined): WireOrganization {
  const active = all.filter(({ is_org_active }) => is_org_active !== false);
  if (wanted !== undefined) {
    const found = active.find(({ organization_id }) => organization_id === wanted);
    if (found) return found;
    throw new Failure('unauthorized', 'The user who connected does not belong to this Zoho organization.', {
      advice: 'Connect Zoho Inventory again and check the organization ID.',
    });
  }
  const found = active.find(({ is_default_org }) => is_default_org === true) ?? active[0];
  if (found) return found;
  throw new Failure('rejected', 'This Zoho account has no organization in Zoho Inventory.', {
    advice: 'Set up Zoho Inventory, or connect as a user of the right organization.',
  });
}

/**
 * GET /organizations, https://www.zoho.com/inventory/api/v1/organizations/. The only call without an organization.
 * @throws Failure `unauthorized` when the user does not belong to the wanted one
 */
export async function chooseOrganization(
  tools: Tools,
  { accessToken, dataCenter, organizationId }: SignIn,
  quota: Quota = quotaOf(() => undefined, tools.now, undefined),
): Promise<WireOrganization> {
  const { api } = hostsOf(tools.baseUrl, dataCenter);
  const client = connectTo(tools, { api, accessToken, quota });
  const reply = await client.get('/organizations', organizations);
  return chosen(reply.organizations, organizationId);
}
