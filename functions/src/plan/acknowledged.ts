import { z } from 'zod';
import { instant } from '../model/instant';
import { clockTime } from '../model/localTime';
import { badgesOn } from './lateEdits';

type Document = Readonly<Record<string, unknown>>;

const acknowledged = z.object({ acknowledgedAt: instant });

/** When a person said on one badge that they have the order. */
export const acknowledgedOn = (badge: unknown): number | undefined =>
  acknowledged.safeParse(badge).data?.acknowledgedAt;

/** What staff must know of an order that somebody already works on; read off its badges. */
export function headingOf(document: Document, timezone: string | undefined): string | undefined {
  const times = badgesOn(document).flatMap(([, badge]) => acknowledgedOn(badge) ?? []);
  if (times.length === 0) return undefined;
  return `ALREADY BEING PREPARED (acknowledged ${clockTime(Math.min(...times), timezone)})`;
}
