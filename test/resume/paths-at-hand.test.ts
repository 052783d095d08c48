import { expect, it } from 'vitest';
import { namedPaths } from '../../src/resume/paths-at-hand.ts';

it.each<[string, string[]]>([
  [
    'see [the hook](../scripts/hook.py#L3) and `tests/test_hook.py`',
    ['scripts/hook.py', 'tests/test_hook.py'],
  ],
  ['src/cli/run.ts, then ./docs/a.md.', ['src/cli/run.ts', 'docs/a.md']],
  ['`README.md` but not `resume` or [a page](https://example.com/a/b)', ['README.md']],
  ['https://example.com/a/b and 4/5', ['4/5']],
  ['/handoff и обычные слова', []],
])('%s', (text, paths) => {
  expect(namedPaths(text, 'workstreams/flip.md')).toEqual(paths);
});

it('a long text is looked through at once', () => {
  expect(namedPaths(`\`${'a'.repeat(100_000)}`, 'x.md')).toEqual([]);
  expect(namedPaths('a/'.repeat(50_000), 'x.md').length).toBeLessThan(2);
});
