import fc from 'fast-check';
import {
  exponentOf,
  fromMajor,
  isCurrency,
  majorText,
  roundHalfAway,
  toMajor,
} from '../../functions/src/model/money';

describe('money', () => {
  it.each([
    ['USD', 1234, '12.34'],
    ['USD', 5, '0.05'],
    ['JPY', 1234, '1234'],
    ['KWD', 1234, '1.234'],
    ['USD', -5, '-0.05'],
    ['IQD', 7, '0.007'],
  ])('writes %s %i as %s', (currency, minor, text) => expect(majorText(minor, currency)).toBe(text));

  it('survives the way to major units and back, for every exponent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (minor, currency) => fromMajor(toMajor(minor, currency), currency) === minor,
      ),
    );
  });

  it('rounds halves away from zero, also where binary floats fall short of the half', () => {
    expect([2.5, -2.5, 1.005 * 100, 2.4].map(roundHalfAway)).toEqual([3, -3, 101, 2]);
  });

  it('knows which codes are currencies', () => {
    expect([isCurrency('EUR'), isCurrency('eur'), isCurrency('XXX1'), exponentOf('BHD')]).toEqual([
      true,
      false,
      false,
      3,
    ]);
  });
});
