import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findGrades, type Grade, printGrade } from '../../src/record/grades.ts';
import { shellWords } from '../../src/text/shell-words.ts';
import { runs } from '../support/runs.ts';

const grades = (text: string): Grade[] => findGrades(text).map(({ grade }) => grade);
const verified = (command: string, more: object = {}): Grade => ({ how: 'verified', command, ...more });

test.each<[text: string, found: Grade[]]>([
  ['All pass (verified: npm test, exit 0, 3f889a1)', [verified('npm test', { exit: 0, commit: '3f889a1' })]],
  [
    'One fails (verified: npm test, exit 1, 3f889a1, dirty).',
    [verified('npm test', { exit: 1, commit: '3f889a1', dirty: true })],
  ],
  ['(verified: make, exit 0, no commit)', [verified('make', { exit: 0, commit: null })]],
  ['(verified: npm test, exit 0)', [verified('npm test', { exit: 0 })]],
  ['(verified: npm test)', [verified('npm test')]],
  ['(Verified: by hand, twice)', [verified('by hand, twice')]],
  ['(verified)', [verified('')]],
  ['(believed) (inherited: RT-260510-02)', [{ how: 'believed' }, { how: 'inherited', from: 'RT-260510-02' }]],
  ['- a (verified: npm\n  test, exit 0,\n  3f889a1)', [verified('npm test', { exit: 0, commit: '3f889a1' })]],
  ['(verified: f(a, b), exit 0, 3f889a1) and (see x)', [verified('f(a, b)', { exit: 0, commit: '3f889a1' })]],
  [
    '(verified: `a, exit 1 (b)`, exit 0, 3f889a1)',
    [verified('a, exit 1 (b)', { exit: 0, commit: '3f889a1' })],
  ],
  ['(verified: npm test and\n\nno more)', []],
  ['`(verified: npm test)`, ```(believed)```', []],
  ['~~~\n(verified: npm test)\n~~~\n(believed)', [{ how: 'believed' }]],
  ['(verified by hand) (verified: never closed', []],
])('%j', (text, found) => {
  expect(grades(text)).toEqual(found);
});

test('a grade of any command is read as it was printed, and stays on its line', () => {
  const argv = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 });
  const odd = fc.array(
    fc.constantFrom('`', '``', ' ', '  ', ',', '(', ')', 'exit 0', '(verified: ', "'", '\n', '\\', '*', 'a'),
  );
  const grade = fc.record(
    {
      how: fc.constant('verified' as const),
      command: fc.oneof(
        argv.map(shellWords),
        odd.map((parts) => shellWords(['sh', '-c', parts.join('')])),
        odd.map((parts) => `x${parts.join('').replaceAll('\n', '')}y`),
      ),
      exit: fc.nat(255),
      commit: fc.oneof(fc.constant(null), fc.stringMatching(/^[0-9a-f]{7,40}$/)),
      dirty: fc.constant(true as const),
    },
    { requiredKeys: ['how', 'command', 'exit', 'commit'] },
  );
  fc.assert(
    fc.property(
      grade,
      fc.constantFrom('', '- It passes ', '* a (b) `c` '),
      fc.constantFrom('', '.', '\n- next'),
      (one, before, after) => {
        const printed = printGrade(one);
        expect(printed).not.toMatch(/\n/);
        expect(findGrades(before + printed + after)).toEqual([
          { grade: one, start: before.length, end: before.length + printed.length },
        ]);
      },
    ),
    { numRuns: runs(500) },
  );
});
