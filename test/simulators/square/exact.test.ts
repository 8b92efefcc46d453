import fc from 'fast-check';
import { lineGross, percentOf, spread, taxWithin } from './exact';

describe('exact arithmetic', () => {
  it('spreads a total so that the parts add up and none exceeds its weight', () => {
    const amount = fc.integer({ min: 0, max: 1e9 });
    const spreads = (weights: number[], share: number) => {
      const all = weights.reduce((a, b) => a + b, 0);
      const total = Math.floor(all * share);
      const parts = spread(total, weights);
      return (
        parts.reduce((a, b) => a + b, 0) === total &&
        parts.every((part, index) => part >= 0 && part <= (weights[index] ?? 0))
      );
    };
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), share, spreads));
  });

  it('rounds halves up where binary floats fall short of the half', () => {
    expect([percentOf(50, '5'), percentOf(1450, '8.25'), percentOf(1e15, '7.25')]).toEqual([3, 120, 72.5e12]);
    expect(lineGross(201, [], '0.5')).toBe(101);
    expect(lineGross(1000, [{ price: 150, quantity: '2' }], '3')).toBe(3900);
  });

  it('finds the taxes inside a price', () => {
    expect(taxWithin(1100, '10', ['10'])).toBe(100);
    expect([taxWithin(1150, '10', ['10', '5']), taxWithin(1150, '5', ['10', '5'])]).toEqual([100, 50]);
  });
});
