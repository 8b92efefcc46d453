import type { Connection } from '../../model/connection';
import { Problem } from '../../model/problem';
import type { Capability } from '../../model/pullState';
import type { World } from '../world';
import { tieOf } from './lease';
import { releaseBrake } from './tick';

/** A person has looked: so many records are removed by the next pull. @throws Problem `conflict` where none are held */
export async function liftBrake(
  world: World,
  connection: Connection,
  capability: Capability,
): Promise<number> {
  const state = await world.pulls.read(tieOf(connection));
  const braked = state?.value.capabilities[capability]?.braked;
  if (braked === undefined) throw new Problem('conflict', 'No removals are held here.');
  await releaseBrake(world, connection, capability);
  return braked;
}
