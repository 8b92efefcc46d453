import type { ChangeResult, PriceChange } from '../../../functions/src/providers/change';
import type { SessionContext } from '../../../functions/src/providers/provider';
import { refusal, sessionOn, type Answer, type Script, type Seen } from './scripted';

export const READ = 'POST /v2/catalog/batch-retrieve';
export const WRITE = 'POST /v2/catalog/batch-upsert';

export const usd = (amount: number) => ({ amount, currency: 'USD' });

/** A variation as Square holds it, with fields that the adapter does not know. */
export const variation = (id: string, data: object = {}, rest: object = {}) => ({
  type: 'ITEM_VARIATION',
  id,
  version: 1,
  custom_attribute_values: { vat: 'A' },
  ...rest,
  item_variation_data: {
    item_id: 'I1',
    name: 'Regular',
    measurement_unit_id: 'kg',
    pricing_type: 'FIXED_PRICING',
    price_money: usd(1000),
    ...data,
  },
});

interface Stored {
  id: string;
  version: number;
  item_variation_data: object;
}

const error = (code: string, detail: string) => ({ category: 'INVALID_REQUEST_ERROR', code, detail });

/** A catalog that takes batches, each whole or not at all, and refuses the objects in `bad`. */
export class Shelf {
  readonly objects = new Map<string, Stored>();
  bad = new Set<string>();
  /** Whether a refusal names the object. */
  names = false;
  /** A batch that falls takes the whole call with it. */
  together = false;
  clock = 1;

  constructor(ids: readonly string[]) {
    for (const id of ids) this.objects.set(id, variation(id));
  }

  private complaint(objects: readonly Stored[]) {
    for (const one of objects) {
      if (this.bad.has(one.id))
        return error('INVALID_VALUE', this.names ? `Object ${one.id} is not valid.` : 'Not valid.');
      if (one.version !== this.objects.get(one.id)?.version)
        return error('VERSION_MISMATCH', 'Object version does not match latest database version.');
    }
    return undefined;
  }

  private upsert({ body }: Seen): Answer {
    const batches = body.batches as { objects: Stored[] }[];
    const errors = batches.flatMap(({ objects }) => this.complaint(objects) ?? []);
    if (this.together && errors.length > 0) return { status: 400, json: { errors: errors.slice(0, 1) } };
    const written = batches.flatMap(({ objects }) => (this.complaint(objects) ? [] : objects));
    this.clock += 1;
    const objects = written.map((one) => ({ ...one, version: this.clock }));
    for (const one of objects) this.objects.set(one.id, one);
    const status = written.length === 0 && errors.length > 0 ? 400 : 200;
    return { status, json: { ...(objects.length > 0 && { objects }), ...(errors.length > 0 && { errors }) } };
  }

  script(): Script {
    return {
      [READ]: ({ body }) => ({
        json: { objects: body.object_ids.flatMap((id) => this.objects.get(id) ?? []) },
      }),
      [WRITE]: (seen) => this.upsert(seen),
    };
  }
}

export const change = (id: string, price: number): PriceChange => ({
  key: `p:${id}`,
  link: { variationId: id },
  price,
});

export const ids = (count: number) => Array.from({ length: count }, (_, index) => `V${index}`);

/** Pushes prices and tells what came of it, also when it ended with a failure. */
export async function push(
  script: Script,
  changes: PriceChange[],
  context: Partial<SessionContext<unknown>> = {},
) {
  const wire = sessionOn(script, context);
  const results: ChangeResult[] = [];
  let thrown: unknown;
  try {
    for await (const result of wire.session.pushPrices(changes)) results.push(result);
  } catch (reason) {
    thrown = reason;
  }
  const outcomes = Object.fromEntries(results.map(({ key, outcome }) => [key, outcome]));
  const writes = wire.requests.filter(({ line }) => line === WRITE);
  return { ...wire, results, outcomes, thrown, writes };
}

export const stale = refusal(
  400,
  'VERSION_MISMATCH',
  'Object version does not match latest database version.',
);
