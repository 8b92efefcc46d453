import { CREDENTIALS, failureOf, open } from './fixtures';
import { asked, refusedWith, scripted, type Script } from './scripted';

describe('the locations of an organization', () => {
  const ORGANIZATION = {
    json: {
      organizations: [
        { organization_id: '60001', name: 'Cafe', currency_code: 'INR', time_zone: 'Asia/Kolkata' },
        { organization_id: '60002', name: 'Old', currency_code: 'INR', is_org_active: false },
      ],
    },
  };
  const LIST = 'GET /locations';
  const OLDER = 'GET /settings/warehouses';
  const found = (scripts: Record<string, Script>, credentials: object = CREDENTIALS) => {
    const { http, calls } = scripted({ 'GET /organizations': ORGANIZATION, ...scripts });
    return { calls, places: open(http, {}, { credentials }).locations() };
  };

  it('are those that take orders', async () => {
    const { calls, places } = found({
      [LIST]: {
        json: {
          locations: [
            { location_id: '1', location_name: 'Main', type: 'general' },
            { location_id: '2', location_name: 'Store room', type: 'line_item_only' },
            { location_id: '3', location_name: 'Closed', status: 'inactive' },
            { location_id: '4', location_name: 'Gone', is_location_active: false },
          ],
        },
      },
    });
    expect(await places).toEqual([
      { externalId: '1', name: 'Main', currency: 'INR', timezone: 'Asia/Kolkata', accountId: '60001' },
    ]);
    expect(asked(calls, 'GET /organizations')[0]?.query).toEqual({});
    expect(asked(calls, LIST)[0]?.query).toEqual({ organization_id: '60001' });
  });

  it('are warehouses in older organizations', async () => {
    const warehouses = [{ warehouse_id: '9', warehouse_name: 'Kitchen' }];
    const { places } = found({ [LIST]: refusedWith(57, 'No.', 401), [OLDER]: { json: { warehouses } } });
    expect(await places).toMatchObject([{ externalId: '9', name: 'Kitchen' }]);
  });

  it('are the organization itself where it has none', async () => {
    const { places } = found({ [LIST]: { json: { locations: [] } }, [OLDER]: refusedWith(5, 'No.', 404) });
    expect(await places).toMatchObject([{ externalId: '60001', name: 'Cafe', accountId: '60001' }]);
  });

  it('are not guessed when Zoho has trouble', async () => {
    const { places } = found({ [LIST]: { status: 500, text: '' } });
    expect((await failureOf(places)).kind).toBe('unavailable');
  });

  it('are refused for an organization that the user does not belong to', async () => {
    const { places } = found({}, { ...CREDENTIALS, organizationId: '7' });
    expect((await failureOf(places)).kind).toBe('unauthorized');
  });

  it('are asked for whatever the settings are, and of the default organization where none is named', async () => {
    const { http } = scripted({
      'GET /organizations': ORGANIZATION,
      [LIST]: { json: { locations: [] } },
      [OLDER]: { json: { warehouses: [] } },
    });
    const session = open(http, { taxes: 7 }, { credentials: { accessToken: 't' } });
    expect(await session.locations()).toHaveLength(1);
  });
});
