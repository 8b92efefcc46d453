import { discreet } from '../../functions/src/deliver/discretion';
import { Failure } from '../../functions/src/model/failure';
import { anOrder } from '../support/orders';
import { loyverseShop } from '../support/shop';

const customer = { name: 'Sam Example', phone: '+1 (202) 555-0143', email: 'Sam.Example@example.test' };

async function told(message: string, advice?: string) {
  const { world, connection } = loyverseShop();
  const failure = new Failure('rejected', message, { advice, httpStatus: 400 });
  const { message: words, detail, kind } = await discreet(failure, world, connection, anOrder({ customer }));
  return { words, kind, ...detail };
}

describe('the words of a POS', () => {
  it.each([
    ['an e-mail, however it is written', 'sam.example@EXAMPLE.test is no address', '*** is no address'],
    ['a phone as it was sent', 'call +1 (202) 555-0143 first', 'call *** first'],
    ['a phone in digits', 'no such phone: +12025550143', 'no such phone: +***'],
    ['a phone without its country', 'no such phone: 2025550143', 'no such phone: ***'],
    ['a token', 'loyverse-test-token-of-the-first-account is revoked', '*** is revoked'],
  ])('go on record without %s', async (_what, said, kept) => expect((await told(said)).words).toBe(kept));

  it('are cleaned in the advice too, and otherwise left as they are', async () =>
    expect(await told('Order 1042 of Sam was refused', 'Ask sam.example@example.test')).toEqual({
      words: 'Order 1042 of Sam was refused',
      kind: 'rejected',
      advice: 'Ask ***',
      httpStatus: 400,
    }));
});
