import { expect, it } from 'vitest';
import { pathGlob } from '../../src/text/path-glob.ts';

it.each<[string, string[], string[]]>([
  ['scripts/*.py', ['scripts/hook.py'], ['scripts/a/hook.py', 'x/scripts/hook.py', 'scripts/hook.pyc']],
  ['scripts/**', ['scripts/a', 'scripts/a/b.py'], ['script/a', 'xscripts/a']],
  ['scripts/', ['scripts/a', 'x/scripts/a/b'], ['script/a']],
  ['scripts', ['scripts/a/b.py', 'x/scripts'], ['scripts2/a']],
  ['*.py', ['a.py', 'x/y/a.py'], ['a.pyc', 'x.py.txt']],
  ['**/*.test.ts', ['a.test.ts', 'x/y/a.test.ts'], ['a.test.tsx']],
  ['src/**/index.ts', ['src/index.ts', 'src/a/b/index.ts'], ['src/a/b/index.tsx', 'index.ts']],
  ['/Makefile', ['Makefile'], ['x/Makefile']],
  ['./src/a.ts', ['src/a.ts'], ['x/src/a.ts']],
  ['src/{a,b}/{c,d}.ts', ['src/a/c.ts', 'src/b/d.ts'], ['src/c/a.ts']],
  ['src/[a-c]?.ts', ['src/b1.ts'], ['src/d1.ts', 'src/b.ts']],
  ['src/[!a]*', ['src/b'], ['src/a', 'src/ab']],
  ['**', ['a', 'a/b'], []],
  ['', [], ['a']],
  ['Тесты/*.md', ['Тесты/один.md'], ['Тесты/a/один.md']],
  ['a.c', ['a.c'], ['abc']],
  ['src/(a|b)+', ['src/(a|b)+'], ['src/a']],
])('%s', (pattern, yes, no) => {
  const { matches } = pathGlob(pattern);
  expect(yes.filter((path) => !matches(path))).toEqual([]);
  expect(no.filter(matches)).toEqual([]);
});

it('a hostile pattern over a hostile path is answered at once', () => {
  const long = 'a'.repeat(3000);
  expect(pathGlob(`${'*a'.repeat(200)}b`).matches(long)).toBe(false);
  expect(pathGlob(`${'**/'.repeat(60)}b`).matches('a/'.repeat(200))).toBe(false);
  expect(pathGlob('{a,b}'.repeat(40)).matches('a'.repeat(40))).toBe(false);
});

it('a pattern that says more is the nearer one', () => {
  const says = ['**', '*.ts', 'src/**', 'src/a/*.ts', 'src/a/b.ts'].map((one) => pathGlob(one).literals);
  expect(says).toEqual(says.toSorted((a, b) => a - b));
});
