import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSections } from '../../../src/import/text/cut-sections.ts';
import { foldHeading } from '../../../src/import/text/fold-heading.ts';
import { matchSection, sectionNames } from '../../../src/import/text/section-synonyms.ts';
import { composeRecord } from '../../../src/record/compose.ts';
import { type Kind, KINDS } from '../../../src/record/kinds.ts';
import { readOutline } from '../../../src/record/markdown-outline.ts';
import { sectionKey, SECTIONS, splitSections } from '../../../src/record/sections.ts';
import { markdownDocument } from '../../support/markdown.ts';
import { runs } from '../../support/runs.ts';
import { missingWords } from '../../support/words.ts';

const textOf = (cut: ReturnType<typeof cutSections>): string =>
  [cut.title ?? '', ...cut.sections.flatMap(({ heading, text }) => [heading, text])].join('\n');

describe('matchSection', () => {
  it.each<[Kind, string, string, boolean]>([
    ['session', 'What We Accomplished', 'What I Did', false],
    ['session', '✅ Completed This Session', 'What I Did', false],
    ['session', '➡️ Next steps', 'Next Action', false],
    ['session', '1️⃣ Next steps', 'Next Action', false],
    ['session', 'Current Progress', 'What I Did', false],
    ['session', '2. Next Steps:', 'Next Action', false],
    ['session', '**NEXT STEPS**', 'Next Action', false],
    ['session', 'Next Steps (Optional)', 'Next Action', true],
    ['session', 'Action Items & Next Steps', 'Next Action', false],
    ['session', 'Open Questions/Issues', 'Open Questions', true],
    ['session', 'Что сделано', 'What I Did', false],
    ['session', 'Что сделано (12 апреля)', 'What I Did', true],
    ['session', 'Ещё не сделано', '', false],
    ['session', 'Дальше', 'Next Action', false],
    ['session', 'Открытые вопросы', 'Open Questions', false],
    ['session', 'Changes', 'What I Did', false],
    ['session', 'Decisions', 'Decisions Made', false],
    ['session', 'Current State', 'Summary', true],
    ['session', 'Watch Out For', 'For Future Me', false],
    ['session', 'What Failed', 'Ruled Out', false],
    ['session', 'The Sandwich', '', false],
    ['workstream', 'Acceptance Criteria', 'Tasks', false],
    ['workstream', 'Implementation Plan', 'Tasks', true],
    ['workstream', 'Описание', 'Goal', false],
    ['plan', 'Этапы', 'Phases', false],
    ['plan', 'Out of Scope', 'Goal', true],
    ['adr', 'Context and Problem Statement', 'Context', false],
    ['adr', 'Considered Options', 'Alternatives Considered', false],
    ['adr', 'Решение', 'Decision', false],
    ['learning', 'Why', 'Why It Matters', false],
    ['learning', 'Как применять', 'How To Apply', false],
  ])('of a %s, “%s” means “%s”', (kind, heading, section, visible) => {
    expect(matchSection(kind, heading)).toEqual(section === '' ? undefined : { section, visible });
  });

  it('knows each name that canon’s own readers know', () => {
    for (const kind of KINDS) {
      for (const name of [...SECTIONS[kind], 'Changes', 'Decisions']) {
        const key = sectionKey(kind, name);
        expect(key === undefined || matchSection(kind, name)?.section === key).toBe(true);
      }
      for (const [, { section }] of sectionNames(kind)) expect(SECTIONS[kind]).toContain(section);
    }
  });

  it('has no name that folding would never give', () => {
    for (const kind of KINDS) {
      for (const name of sectionNames(kind).keys()) expect(foldHeading(name)).toBe(name);
    }
  });

  it('takes further names from outside, before its own', () => {
    const synonyms = { 'next action': ['Sandwich', 'Done'], 'No Such': ['Soup'] };
    expect(matchSection('session', 'The Sandwich', synonyms)?.section).toBe('Next Action');
    expect(matchSection('session', 'Done', synonyms)?.section).toBe('Next Action');
    expect(matchSection('session', 'Done')?.section).toBe('What I Did');
    expect(matchSection('session', 'Soup', synonyms)).toBeUndefined();
  });
});

describe('cutSections', () => {
  it('gives sections their names, keeps what they were called, and orders them', () => {
    const body = [
      '# Session Handoff: the flip',
      '',
      'The hook is in.',
      '',
      '---',
      '',
      '## Next Steps',
      '1. P4',
      '',
      '---',
      '',
      '## ✅ Completed (P2)',
      '- hook',
      '## Files Changed',
      '- hook.ts',
      '## The Weather',
      'Rain.',
      '### Deeper',
      'Wind.',
      '## References',
      '- [plan](plan.md)',
    ].join('\n');
    expect(cutSections('session', body)).toEqual({
      title: 'Session Handoff: the flip',
      sections: [
        { heading: 'Summary', text: 'The hook is in.' },
        { heading: 'Next Action', text: '<!-- Next Steps -->\n\n1. P4' },
        {
          heading: 'What I Did',
          text: '### ✅ Completed (P2)\n\n- hook\n\n### Files Changed\n\n- hook.ts',
        },
        { heading: 'The Weather', text: 'Rain.\n### Deeper\nWind.' },
        { heading: 'See Also', text: '<!-- References -->\n\n- [plan](plan.md)' },
      ],
    });
  });

  it.each<[string, string, string | undefined, [string, string][]]>([
    ['nothing', '', undefined, []],
    ['blanks', ' \n\n', undefined, []],
    ['no heading, one sentence', 'Did it.\n', undefined, [['Summary', 'Did it.']]],
    ['no heading, a list', '- a\n- b\n', undefined, [['What I Did', '- a\n- b']]],
    ['a title alone', '# Flip\n', 'Flip', []],
    ['setext', 'Flip\n====\n\nNext\n----\nP4\n', 'Flip', [['Next Action', '<!-- Next -->\n\nP4']]],
    [
      'all of level one',
      '# Done\na\n# Next\nb',
      undefined,
      [
        ['Next Action', '<!-- Next -->\n\nb'],
        ['What I Did', '<!-- Done -->\n\na'],
      ],
    ],
    [
      'sections below several days',
      '# Monday\n## Done\na\n# Tuesday\n## Done\nb\n### How\nc\n## Next\nd',
      'Monday',
      [
        ['What I Did', '<!-- Done -->\n\na'],
        ['Tuesday', '### Done\nb\n#### How\nc\n### Next\nd'],
      ],
    ],
    [
      'parts below sections of level one',
      '# Done\n## Backend\na\n## Frontend\nb\n# Next\n## Backend\nc',
      undefined,
      [
        ['Next Action', '<!-- Next -->\n\n### Backend\nc'],
        ['What I Did', '<!-- Done -->\n\n### Backend\na\n### Frontend\nb'],
      ],
    ],
    [
      'a section of level two below one of level one',
      '# Flip\n# Done\na\n## Next\nb\n## Weather\nc',
      'Flip',
      [
        ['Next Action', '<!-- Next -->\n\nb'],
        ['What I Did', '<!-- Done -->\n\na'],
        ['Weather', 'c'],
      ],
    ],
    [
      'a second title',
      '# Flip\n# Handoff\n## Done\na\n## Next\nb',
      'Flip',
      [
        ['Next Action', '<!-- Next -->\n\nb'],
        ['What I Did', '<!-- Done -->\n\na'],
        ['Handoff', '<!-- -->'],
      ],
    ],
    [
      'level three',
      '# Flip\n### Done\na\n### Next\nb',
      'Flip',
      [
        ['Next Action', '<!-- Next -->\n\nb'],
        ['What I Did', '<!-- Done -->\n\na'],
      ],
    ],
    [
      'a frame',
      '# Flip\n## Session 4\nx\n### Done\na',
      'Flip',
      [
        ['What I Did', '<!-- Done -->\n\na'],
        ['Session 4', 'x'],
      ],
    ],
    ['a title of level two', '## Flip\n### Done\na', 'Flip', [['What I Did', '<!-- Done -->\n\na']]],
    [
      'a file called as a section',
      '# Progress\n## Next\na',
      'Progress',
      [['Next Action', '<!-- Next -->\n\na']],
    ],
    ['the one section', '# Next\na', undefined, [['Next Action', '<!-- Next -->\n\na']]],
    ['a heading in code', '# Flip\n```\n## Done\n```\n', 'Flip', [['What I Did', '```\n## Done\n```']]],
    [
      'two of one name',
      '## Notes\na\n## Notes\nb',
      undefined,
      [['For Future Me', '<!-- Notes -->\n\na\n\n### Notes\n\nb']],
    ],
    [
      'two of one unknown name',
      '## X\na\n## X\nb',
      undefined,
      [
        ['X', 'a'],
        ['X', 'b'],
      ],
    ],
    [
      'empty sections',
      '## X\n## Next\n',
      undefined,
      [
        ['Next Action', '<!-- Next -->'],
        ['X', '<!-- -->'],
      ],
    ],
    [
      'a fence that nothing ends',
      '## X\na\n## Done\n```\nb',
      undefined,
      [
        ['What I Did', '<!-- Done -->\n\n```\nb\n```'],
        ['X', 'a'],
      ],
    ],
    [
      'a comment that nothing ends',
      '## X\na\n## Done\n<!-- b',
      undefined,
      [
        ['What I Did', '<!-- Done -->\n\n<!-- b\n-->'],
        ['X', 'a'],
      ],
    ],
    ['a heading that no comment holds', '## Next <b>--></b>\na', undefined, [['Next <b>--></b>', 'a']]],
    ['marks in a heading', '## `Next`\na', undefined, [['Next Action', '### `Next`\n\na']]],
    [
      'bold labels for headings',
      '# Flip\n\n**Done:** the hook,\nand tests.\n\n**Careful:** x\n```\n**Next:** no\n```\n**Next Steps**\n- P4\n',
      'Flip',
      [
        ['Next Action', '<!-- **Next Steps** -->\n\n- P4'],
        [
          'What I Did',
          '<!-- **Done:** -->\n\nthe hook,\nand tests.\n\n**Careful:** x\n```\n**Next:** no\n```',
        ],
      ],
    ],
    [
      'a title behind a list, and a fence that would be in it',
      '1) one\n# Tab\n   ```\n# Done\n',
      'Tab',
      [['What I Did', '1) one\n\n\n<!-- -->\n   ```\n# Done\n```']],
    ],
    ['CRLF', '# Flip\r\n\r\n## Next\r\na\r\n', 'Flip', [['Next Action', '<!-- Next -->\n\na']]],
  ])('%s', (_, body, title, sections) => {
    expect(cutSections('session', body)).toEqual({
      ...(title === undefined ? {} : { title }),
      sections: sections.map(([heading, text]) => ({ heading, text })),
    });
  });

  const heading = fc
    .tuple(
      fc.constantFrom('#', '##', '###', '####'),
      fc.constantFrom(
        'Done',
        'Next Steps',
        'Summary',
        'Notes',
        'X y',
        'Итоги',
        'Goal',
        'Why',
        '',
        'Test (all)',
        'a --> b',
      ),
    )
    .map(([marks, text]) => `${marks} ${text}\n`);
  const body = fc
    .array(
      fc.oneof(
        heading,
        markdownDocument.map((text) => `${text}\n`),
      ),
      { maxLength: 8 },
    )
    .map((all) => all.join(''));

  it('loses no word of any text, and canon’s reader finds the sections that were cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...KINDS), body, async (kind, text) => {
        const cut = cutSections(kind, text);
        expect(missingWords(text, textOf(cut))).toEqual([]);
        const record = composeRecord(kind, {}, cut.sections).slice('---\n---\n# \n'.length);
        const again = splitSections(kind, record, await readOutline(record));
        expect(again.sections.map((section) => section.heading.replace(/\s+/g, ' ').trim())).toEqual(
          cut.sections.map((section) => section.heading.replace(/\s+/g, ' ').trim()),
        );
      }),
      { numRuns: runs(300) },
    );
  });

  it('gives back what was composed', () => {
    const line = fc.stringMatching(/^[a-z]{1,8}( [a-z,]{1,8}){0,3}$/);
    const section = fc.record({
      name: fc.nat(),
      text: fc.array(
        fc.oneof(
          line,
          line.map((item) => `- ${item}`),
          line.map((name) => `### ${name}`),
        ),
        { minLength: 1, maxLength: 5 },
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        line,
        fc.uniqueArray(section, { selector: ({ name }) => name % 4, maxLength: 4 }),
        (kind, title, drawn) => {
          const sections = drawn
            .map(({ name, text }) => ({ at: (name % 4) % SECTIONS[kind].length, text: text.join('\n\n') }))
            .filter(({ at }, i, all) => all.findIndex((other) => other.at === at) === i)
            .sort((a, b) => a.at - b.at)
            .map(({ at, text }) => ({ heading: SECTIONS[kind][at] ?? '', text }));
          const record = composeRecord(kind, { title: `zz ${title}` }, sections);
          const cut = cutSections(kind, record.slice(record.indexOf('\n# ') + 1));
          expect(cut).toEqual({ title: `zz ${title}`, sections });
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it.each(['[', '*', '-', '#', '`', '<', '- ', '> ', '<!--', '](', '\n#', '\n```\n', '\n- '])(
    'takes a text of many “%s” in a moment',
    (piece) => {
      const text = `# T\n## Done\n${piece.repeat(100_000)}\n## Next\n${piece.repeat(100_000)}`;
      const before = process.cpuUsage().user;
      cutSections('session', text);
      expect((process.cpuUsage().user - before) / 1000).toBeLessThan(5000);
    },
  );
});

it('keeps a comment above the first heading below it', () => {
  const body =
    '# H\n\n<!-- made by a machine -->\n<!-- twice -->\n\n## Summary\n\nAll of it.\n\n## Next\n\nGo.\n';
  expect(cutSections('session', body).sections).toEqual([
    { heading: 'Summary', text: '<!-- made by a machine -->\n<!-- twice -->\n\nAll of it.' },
    { heading: 'Next Action', text: '<!-- Next -->\n\nGo.' },
  ]);
  expect(cutSections('session', '<!-- a -->\nText.\n\n## Summary\n\nB.\n').sections[0]?.text).toContain(
    '### Summary',
  );
});
