import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBody } from '../../src/work/document.ts';
import type { LogLine } from '../../src/work/edit.ts';
import { isLogOf, renderLogLine, withLogLines, writtenLines } from '../../src/work/session-log.ts';

const line = (id: string, date: string, title: string, href = `../docs/sessions/${id}.md`): LogLine => ({
  id,
  date,
  title,
  href,
});

const LINES: readonly LogLine[] = [
  line('RT-260511-02', '2026-05-11', 'Plain'),
  line('RT-260511-01', '2026-05-11', 'A | [x](y) *z* `code`'),
  line('RT-260510-01', '2026-05-10', 'Отменили всё'),
  line('SK-260509-01', '2026-05-09', ''),
  line('SK-260508-01', '2026-05-08', 'ends in a blank\u00A0'),
  line('SK-260507-01', '2026-05-07', 'a\u2028b'),
  line('CONV-30-some_slug', '2026-05-06', 'Legacy'),
  line('CONV-31', '', 'No date'),
  line('RT-260505-01', '2026-05-05', 'Far', `${'../a-long-folder/'.repeat(40)}RT-260505-01.md`),
  line('RT-260504-01', '2026-05-04', 'Elsewhere', '../docs/sessions/other.md'),
  line('RT-260503-01', '2026-05-03', 'Blank', '../my docs/RT-260503-01.md'),
];

const around = fc.constantFrom(
  '',
  '',
  '',
  '',
  '\n',
  '  ',
  'Text.\n',
  '- mine\n',
  '```\n',
  '<!-- so\n',
  '  note\n',
  '- [ ] x\n',
);
const body = fc
  .tuple(
    fc.constantFrom('', '', '', '# W\n\n', '```\n', '<!-- so\n', '## Session Log\n\n', '- a\n'),
    fc.constantFrom(
      '## Session Log\n\n',
      '## Session Log\n',
      '  ## session log ##\n\n',
      'Session Log\n---\n',
    ),
    fc.array(fc.tuple(around, fc.constantFrom(...LINES.map(renderLogLine)), around), { maxLength: 4 }),
    fc.constantFrom('\n', '\n', '\n', '\n\n', '', ' \n', '\r\n'),
    fc.constantFrom('', '', '', '## Mine\n', '# Mine\n'),
  )
  .map(([before, heading, lines, eol, after]) => {
    const log = lines.map(([above, one, below]) => above + one + eol + below).join('');
    return before + heading + log + after;
  });
const subset = fc.subarray([...LINES], { maxLength: 4 });

test('where it says that a log has just these lines, an edit would change nothing', async () => {
  let same = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.tuple(body, subset),
        // Most logs are as they should be.
        fc.tuple(fc.constantFrom('# W\n', '## Session Log\n\n- mine\n', ''), subset).map(([text, lines]) => {
          const log = lines.toSorted((a, b) =>
            a.date < b.date || (a.date === b.date && a.id < b.id) ? 1 : -1,
          );
          return [`${text}\n## Session Log\n\n${log.map(renderLogLine).join('\n')}\n`, lines] as const;
        }),
      ),
      async ([text, lines]) => {
        const read = await readBody('workstream', text);
        if (!isLogOf(read, lines)) return;
        same += 1;
        const ids = new Set(lines.map(({ id }) => id));
        expect(writtenLines(read).filter(({ id }) => !ids.has(id))).toEqual([]);
        expect(withLogLines(read, lines, [])).toBe(text);
      },
    ),
    { numRuns: 10_000 },
  );
  expect(same).toBeGreaterThan(300);
});

test('it knows the log that canon writes', async () => {
  const lines = LINES.slice(0, 3);
  const written = withLogLines(await readBody('workstream', '# W\n\n## Tasks\n\n- [ ] a\n'), lines);
  expect(isLogOf(await readBody('workstream', written), lines)).toBe(true);
  expect(isLogOf(await readBody('workstream', written), lines.slice(1))).toBe(false);
});
