import type { PushOrder } from '../../../functions/src/providers/provider';
import { accepting, ENTRY, open, push, sentOrder } from './fixtures';
import { scripted, type Json, type Scripts } from './scripted';

/** Pushes an order to an Odoo that takes it: what was sent, and what came back. */
export async function pushed(series: number, what: PushOrder = push(), pos?: Json, more: Scripts = {}) {
  const wire = scripted({ ...accepting(series), ...more });
  const receipt = await open(wire.http, { series, ...(pos && { pos }) }).pushOrder(what);
  const [call] = wire.asked(ENTRY(series));
  return { ...wire, receipt, call, sent: sentOrder(call) };
}
