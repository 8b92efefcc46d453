import { alleaves } from './alleaves';
import type { DemoPos } from './demoPos';
import { dine } from './dine';
import { loyverse } from './loyverse';
import { odoo } from './odoo';
import { square } from './square';
import { zoho } from './zoho';

/** The POS systems of the demo's shop; a further one is one more file and one more line. */
export const ALL_POS: readonly DemoPos[] = [loyverse, square, zoho, odoo, alleaves, dine];
