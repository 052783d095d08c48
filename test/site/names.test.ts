import { expect, test } from 'vitest';
import { checkNames, isInside } from '../../src/site/build/names.ts';

test.each(['index.html', 'sessions/RT-260511-01/index.html', '.nojekyll', 'records/tag/über/index.html'])(
  '%s is a place in the folder',
  (path) => expect(isInside(path)).toBe(true),
);

test.each([
  '',
  '/etc/passwd',
  '../x',
  'a/../../x',
  'a//x',
  'a/./x',
  'C:/x',
  'a\\..\\x',
  'a\0b',
  'a/x. ',
  '.GIT/config',
  'a/nul.html',
  'a:b',
])('%j is none', (path) => expect(isInside(path)).toBe(false));

test('two names that are one file where case does not count are refused', () => {
  expect(() => checkNames(['a/x', 'b/x'])).not.toThrow();
  expect(() => checkNames(['a/X', 'a/x'])).toThrow(expect.objectContaining({ code: 'E_SITE_NAMES' }));
  expect(() => checkNames(['a/\u00e9', 'a/e\u0301'])).toThrow(
    expect.objectContaining({ code: 'E_SITE_NAMES' }),
  );
});
