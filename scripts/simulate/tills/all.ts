import { openLoyverse } from './loyverse';
import { openSquare } from './square';
import type { OpenTill } from './till';

/** The POS systems of the drill; a further one is one more file and one more line. */
export const TILLS: readonly OpenTill[] = [openLoyverse, openSquare];
