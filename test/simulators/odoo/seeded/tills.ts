import * as seed from '../seed';
import type { Planting } from './planting';

/** A warehouse with its place for goods, from which its tills sell. */
export function plantWarehouse(
  { plant }: Planting,
  { id, code, company_id, location }: { id: number; code: string; company_id: number; location: number },
): void {
  const view = location + 100;
  plant('stock.location', view, { name: code, complete_name: code, usage: 'view', company_id });
  plant('stock.location', location, {
    ...{ name: 'Stock', complete_name: `${code}/Stock`, usage: 'internal', location_id: view, company_id },
  });
  plant('stock.warehouse', id, { name: code, code, company_id, lot_stock_id: location });
  plant('stock.picking.type', id, {
    ...{ name: 'PoS Orders', company_id, warehouse_id: id, default_location_src_id: location },
  });
}

interface Method {
  id: number;
  name: string;
  /** 1: cash, 2: bank; absent: a customer's account. */
  journal?: 1 | 2;
}

export function plantMethods({ plant }: Planting, company_id: number, methods: readonly Method[]): void {
  for (const { id, name, journal } of methods)
    plant('pos.payment.method', id, {
      ...{ name, company_id, split_transactions: journal === undefined },
      journal_id: journal === undefined ? false : company_id * 10 + journal,
    });
}

interface Till {
  id: number;
  name: string;
  company_id: number;
  methods: number[];
  warehouse: number;
  session: number;
  open: boolean;
}

export function plantTill({ plant }: Planting, till: Till, more: Record<string, unknown> = {}): void {
  const { id, name, company_id, methods, warehouse, session, open } = till;
  plant('pos.config', id, {
    ...{ name, company_id, warehouse_id: warehouse, picking_type_id: warehouse },
    payment_method_ids: [[6, 0, methods]],
    ...more,
  });
  const state = open ? 'opened' : 'closed';
  plant('pos.session', session, { config_id: id, state });
}

export function plantTills(planting: Planting): void {
  plantMethods(planting, seed.COMPANY_ID, [
    { id: seed.CASH_METHOD_ID, name: 'Cash', journal: 1 },
    { id: seed.ONLINE_METHOD_ID, name: 'Online', journal: 2 },
    { id: seed.ACCOUNT_METHOD_ID, name: 'Customer Account' },
    { id: seed.UNUSED_METHOD_ID, name: 'Vouchers', journal: 2 },
    { id: seed.TRUCK_CASH_METHOD_ID, name: 'Cash (truck)', journal: 1 },
  ]);
  plantMethods(planting, seed.SECOND_COMPANY_ID, [
    { id: seed.AIRPORT_CASH_METHOD_ID, name: 'Cash', journal: 1 },
    { id: seed.AIRPORT_ONLINE_METHOD_ID, name: 'Online', journal: 2 },
  ]);
  const pricelists = {
    ...{ use_pricelist: true, pricelist_id: seed.PRICELIST_ID },
    available_pricelist_ids: [[6, 0, [seed.PRICELIST_ID, seed.HAPPY_HOUR_ID]]],
  };
  const first = { company_id: seed.COMPANY_ID, warehouse: seed.WAREHOUSE_ID };
  const methods = [seed.CASH_METHOD_ID, seed.ONLINE_METHOD_ID, seed.ACCOUNT_METHOD_ID];
  const shop = { id: seed.CONFIG_ID, name: 'Ariapita Ave', session: seed.SESSION_ID, open: true };
  plantTill(planting, { ...first, ...shop, methods }, pricelists);
  const truck = {
    id: seed.CLOSED_CONFIG_ID,
    name: 'Food truck',
    session: seed.CLOSED_SESSION_ID,
    open: false,
  };
  plantTill(planting, { ...first, ...truck, methods: [seed.TRUCK_CASH_METHOD_ID, seed.ONLINE_METHOD_ID] });
  plantTill(planting, {
    ...{ id: seed.AIRPORT_CONFIG_ID, name: 'Airport', company_id: seed.SECOND_COMPANY_ID },
    ...{ warehouse: seed.AIRPORT_WAREHOUSE_ID, session: seed.AIRPORT_SESSION_ID, open: true },
    methods: [seed.AIRPORT_CASH_METHOD_ID, seed.AIRPORT_ONLINE_METHOD_ID],
  });
}
