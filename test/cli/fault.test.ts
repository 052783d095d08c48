import { expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { diagnosticText, errorText } from '../../src/cli/output/fault.ts';
import { makeLook } from '../../src/cli/output/look.ts';

const plain = makeLook(false);

test('an error says what, where, what to do, whether anything was changed, and its code', () => {
  const error = new CanonError('E_COMMAND_UNKNOWN', { data: { name: 'hanoff', near: ['`canon handoff`'] } });
  expect(errorText(error, plain)).toMatchInlineSnapshot(`
    "canon: there is no command "hanoff"
    Did you mean \`canon handoff\`? All commands: \`canon --help\`. Nothing was changed.
    (E_COMMAND_UNKNOWN)
    "
  `);
});

test('the offending line is shown with a caret under the column, counted in code points', () => {
  const error = new CanonError('E_FRONTMATTER_SYNTAX', {
    path: 'docs/sessions/RT-260511-02.md',
    line: 7,
    column: 17,
    source: 'summary: P4 – P9: all shipped',
    data: { cause: 'nested-mapping' },
  });
  expect(errorText(error, plain)).toMatchInlineSnapshot(`
    "canon: docs/sessions/RT-260511-02.md:7:17: the frontmatter does not parse
      7 │ summary: P4 – P9: all shipped
        │                 ^ this is no YAML
    Mend the line, or quote the value. Nothing was changed. (E_FRONTMATTER_SYNTAX)
    "
  `);
});

test('the caret stands under its character where characters are two cells wide', () => {
  const source = 'title: 漢字: x';
  const error = new CanonError('E_X', { path: 'a.md', line: 12, column: 10, source });
  const [, line = '', caret = ''] = errorText(error, plain).split('\n');
  expect(line).toBe('  12 │ title: 漢字: x');
  // Seven cells of `title: ` and four of the two characters.
  expect(caret).toBe(`     │ ${' '.repeat(11)}^`);
});

test('of a long line the part around the caret is shown', () => {
  const source = `${'a'.repeat(200)}!${'b'.repeat(200)}`;
  const error = new CanonError('E_X', { path: 'a.md', line: 1, column: 201, source });
  const [, line = '', caret = ''] = errorText(error, plain).split('\n');
  expect(line.length).toBeLessThanOrEqual(80);
  expect(line[caret.indexOf('^')]).toBe('!');
});

test('what a file holds cannot steer the terminal from inside an error', () => {
  const source = 'title: \u001B[31mred\u202E\u0007\tx';
  const error = new CanonError('E_X', { path: 'a\u001B]0;t\u0007.md', line: 1, column: 1, source });
  const text = errorText(error, plain);
  expect(text).not.toMatch(/[\u001B\u0007\u202E]/);
  expect(text).toContain('canon: a.md:1:1: E_X');
});

test('an error that has changed something does not say that nothing was', () => {
  const text = errorText(new CanonError('E_INTERNAL', { data: { reason: 'boom' }, changed: true }), plain);
  expect(text).not.toContain('Nothing was changed');
  expect(text).toMatchInlineSnapshot(`
    "canon: something in canon itself failed: boom
    This is a fault of canon, not yours. Look at \`git status\` before you go on;
    CANON_DEBUG=1 shows where it happened, for a report. (E_INTERNAL)
    "
  `);
});

test('a warning is marked as one and carries its code', () => {
  expect(
    diagnosticText({ code: 'some-rule', severity: 'warning', path: 'plans/x.md', line: 3, column: 2 }, plain),
  ).toMatchInlineSnapshot(`
    "warning: plans/x.md:3:2: some-rule
      (some-rule)
    "
  `);
});

test('only a look with colour has escapes', () => {
  const error = new CanonError('E_X');
  expect(errorText(error, plain)).not.toContain('\u001B');
  expect(errorText(error, makeLook(true))).toContain('\u001B[31m');
});
