import { expect, test } from 'vitest';
import { wordsOf } from '../../src/site/language/words.ts';

test.each(['en', 'ru'] as const)('numbers are written as %s writes them', (code) => {
  const { number, locale } = wordsOf(code);
  const some = [0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 2 ** 53 - 1, -1, -1234, 1.5, 1e21, NaN];
  const { format } = new Intl.NumberFormat(locale);
  expect(some.map(number)).toEqual(some.map((one) => format(one)));
});
