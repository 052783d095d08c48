import { expect, test } from 'vitest';
import { makeLook } from '../../src/cli/output/look.ts';
import { verifyLines } from '../../src/cli/output/verify.ts';
import { compare } from '../../src/telemetry/verify.ts';
import { cells } from '../../src/text/width.ts';

const calls = (...ids: string[]) => ids.map((id) => ({ id, tool: 'Bash' }));
const seen = (
  list: readonly { id: string; tool: string; result?: boolean; no_hook?: true }[],
  skipped = 0,
) => ({
  path: '/x',
  skipped,
  calls: new Map(list.map(({ id, result = true, ...call }) => [id, { ...call, result }])),
});

test('one line if all is well', () => {
  const all = calls(...Array.from({ length: 24 }, (_, at) => `toolu_${at}`));
  expect(verifyLines(compare(all, seen(all)), makeLook(false))).toEqual(['  24 of 24 calls recorded']);
  expect(verifyLines(compare(calls('a'), seen(calls('a'))), makeLook(false))).toEqual([
    '  1 of 1 call recorded',
  ]);
});

test('lists of what is missing, too many, interrupted, without a hook', () => {
  const transcript = seen(
    [
      ...calls('a', 'b'),
      { id: 'c', tool: 'Read', result: false },
      { id: 'd', tool: 'write_stdin', no_hook: true as const },
    ],
    1,
  );
  expect(verifyLines(compare(calls('a', 'z'), transcript), makeLook(false))).toEqual([
    '  1 of 2 calls recorded',
    '  1 not recorded',
    '    Bash (b)',
    '  1 recorded, not in the transcript (it may be written late)',
    '    Bash (z)',
    '  1 without a result: stopped by the user, or still running',
    '    Read (c)',
    '  1 that the host need not have told hooks of',
    '    write_stdin (d)',
    '  1 line of the transcript could not be read and may tell of a call.',
  ]);
});

test.each([
  [compare(calls('a'), undefined), ['  1 call recorded; no transcript that can be read to compare with.']],
  [compare([], undefined), ['  No call recorded, and no transcript that can be read.']],
  [compare([], seen([])), ['  No call in the transcript that should be recorded.']],
])('what there is to say without one or the other', (verification, lines) => {
  expect(verifyLines(verification, makeLook(false))).toEqual(lines);
});

test('a long list ends, no line is too wide, and nothing steers the terminal', () => {
  const many = Array.from({ length: 30 }, (_, at) => ({
    id: `toolu_${at}`,
    tool: `\u001B[31mmcp__漢字__${'x'.repeat(90)}\n`,
  }));
  for (const width of [40, 80]) {
    const lines = verifyLines(compare([], seen(many)), makeLook(false, width));
    expect(lines).toHaveLength(23);
    expect(lines.at(-1)).toBe('    and 10 more: --json names all');
    for (const line of lines) {
      expect(cells(line)).toBeLessThanOrEqual(width);
      expect(line).not.toMatch(/[\u0000-\u001F]/);
    }
  }
});
