import { serve } from '../../test/simulators/core/simulator';
import { createLoyverse } from '../../test/simulators/loyverse';
import { createSquare } from '../../test/simulators/square';
import { onClose } from '../local/lifecycle';
import { freePort } from '../local/ports';

/** Preferred ports; a busy one is replaced by a free one, and said. */
const PORTS = { loyverse: 9101, square: 9102 };

/** The simulated POS systems of the demo shop, each on its own port until the process ends. */
export async function startSimulators(say: (line: string) => void) {
  const [loyverse, square] = [createLoyverse(), createSquare()];
  const portOf = (name: keyof typeof PORTS) =>
    freePort({ port: PORTS[name], name: `the ${name} simulator`, log: say });
  const [loyverseAt, squareAt] = [
    await serve(loyverse, await portOf('loyverse')),
    await serve(square, await portOf('square')),
  ];
  onClose('the loyverse simulator', () => loyverseAt.close());
  onClose('the square simulator', () => squareAt.close());
  const urls = { loyverse: loyverseAt.url, square: squareAt.url };
  /** Tells functions on an emulator to speak to the simulators. */
  const env = { TILLBRIDGE_URL_LOYVERSE: urls.loyverse, TILLBRIDGE_URL_SQUARE: urls.square };
  return { loyverse, square, urls, env };
}

export type Simulators = Awaited<ReturnType<typeof startSimulators>>;
