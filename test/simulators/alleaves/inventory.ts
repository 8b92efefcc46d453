import { contains, pageOf, type Search, search } from './grid';
import type { Call, Endpoint } from './endpoint';
import type { Item } from './records';
import { invalid, notFound } from './refusal';
import { type Row, rowsOf } from './rows';

/** Rows that a search keeps; each says how many they are. */
function found(call: Call, { query = '', id_location = '', filter: keep = () => true }: Search): Row[] {
  const { company, switches } = call;
  if (id_location !== '' && !company.location(id_location))
    throw invalid(`id_location ${id_location} is not one of yours`);
  const rows = rowsOf(company, switches).filter(
    (row) =>
      (id_location === '' || row.id_location === id_location) &&
      (query === '' || contains(row, query)) &&
      keep(row),
  );
  return rows.map((row) => ({ ...row, total_rows: rows.length }));
}

function searchRows(call: Call): unknown {
  const input = search(call.body, '');
  return pageOf(call, found(call, input), input);
}

function master(item: Item): Row {
  return {
    id_item: item.id,
    item: item.name,
    media_list: [{ content: `https://media.example/items/${item.id}.jpg` }],
    product_description: `<p>${item.name}</p>${item.thc === null ? '' : `<p>THC: ${item.thc}%</p>`}`,
  };
}

function searchItems(call: Call): unknown {
  const input = search(call.body, '');
  const { query = '' } = input;
  const items = call.company.items.filter(
    ({ deleted, name }) => !deleted && name.toLowerCase().includes(query.toLowerCase()),
  );
  return pageOf(call, items.map(master), input);
}

function areas(call: Call): unknown {
  const { id_location } = call.query;
  if (id_location === undefined || !/^\d+$/.test(id_location)) throw invalid('id_location must be a number');
  const locationId = Number(id_location);
  if (!call.company.location(locationId)) throw notFound('Location', locationId);
  return call.company.areas
    .filter((area) => area.locationId === locationId)
    .map(({ id, name, path }, priority) => ({
      id_area: id,
      id_location: locationId,
      name,
      path,
      id_status: 1,
      deleted: false,
      priority,
    }));
}

/** Stock rows, the item master and areas. No public documentation: shapes as clients have seen them. */
export const INVENTORY: Endpoint[] = [
  { method: 'POST', path: '/inventory/search', handle: searchRows },
  { method: 'POST', path: '/inventory/item/search', handle: searchItems },
  { method: 'GET', path: '/inventory/area', query: ['id_location'], handle: areas },
];
