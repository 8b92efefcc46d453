import { CALM } from '../simulate/chaos';
import { drill, type DrillOptions } from '../simulate/drill';
import { figure, type Benchmark, type Measure } from './measure';

const DAY = { seed: 1, orders: 300, edits: 75 };

async function day(name: string, weather: Partial<DrillOptions>): Promise<Measure> {
  const startedAt = performance.now();
  const { ok, calls, attempts, complaints } = await drill({ ...DAY, ...weather });
  const seconds = (performance.now() - startedAt) / 1000;
  if (!ok) throw new Error(`The ${name} drill is not in order: ${complaints.join('; ')}`);
  const note = `${DAY.orders} orders and ${DAY.edits} price edits to each POS: ${attempts} tries, ${calls} calls.`;
  return figure(`drill, ${name}: orders`, DAY.orders / seconds, 'orders/s', note);
}

export const speed: Benchmark = {
  name: 'drill',
  about: 'how many orders a second the failure drill takes through planner, workers and adapters',
  run: async () => [await day('calm', { weather: CALM, faultRate: 0 }), await day('stormy', {})],
};
