import { openAlleaves } from './alleaves';
import { openDine } from './dine';
import { openLoyverse } from './loyverse';
import { openOdoo } from './odoo';
import { openSquare } from './square';
import type { OpenTill } from './till';
import { openZoho } from './zoho';

/** The POS systems of the drill; a further one is one more file and one more line. */
export const TILLS: readonly OpenTill[] = [
  openAlleaves,
  openDine,
  openLoyverse,
  openOdoo,
  openSquare,
  openZoho,
];
