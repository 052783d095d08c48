import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/record/kinds.ts';
import { scanOutline } from '../../src/record/markdown-outline.ts';
import { appendToSection, insertSection } from '../../src/record/section-edit.ts';
import type { Body } from '../../src/record/sections.ts';
import {
  SECTIONS,
  findSection,
  isEmptyText,
  sectionKey,
  sectionText,
  splitSections,
  stripComments,
} from '../../src/record/sections.ts';

const cut = (kind: Kind, text: string): Body => {
  const outline = scanOutline(text);
  if (!outline) throw new Error('the scanner declined');
  return splitSections(kind, text, outline);
};

const SESSION = `# RT-260511-01 — P2 + P3 of the flip

Before the first section.

## summary

Shipped.

## Changes

### P2

The hook.

## My own

Kept.
`;

describe('the sections of a body', () => {
  it('are found by name in any case, legacy names included; unknown ones are there too', () => {
    const { title, preamble, sections } = cut('session', SESSION);
    expect(title?.text).toBe('RT-260511-01 — P2 + P3 of the flip');
    expect(preamble.trim()).toBe('Before the first section.');
    expect(sections.map(({ heading, key, level, line }) => [heading, key, level, line])).toEqual([
      ['summary', 'Summary', 2, 5],
      ['Changes', 'What I Did', 2, 9],
      ['My own', undefined, 2, 15],
    ]);
  });

  it.each<[Kind, string, string | undefined]>([
    ['session', 'NEXT ACTION', 'Next Action'],
    ['session', '**Waiting On:**', 'Waiting On'],
    ['session', 'Decisions', 'Decisions Made'],
    ['session', 'Next  Action', 'Next Action'],
    ['session', 'Next Actions', undefined],
    ['session', 'Tasks', undefined],
    ['session', '__proto__', undefined],
    ['session', 'constructor', undefined],
    ['workstream', 'What’s next', "What's Next"],
    ['plan', 'Open questions', 'Open Questions'],
    ['adr', 'Decisions', undefined],
  ])('%s: "%s" is %s', (kind, heading, key) => {
    expect(sectionKey(kind, heading)).toBe(key);
  });

  it('together with title and preamble are the whole body', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('# A', '## Tasks', '## B', 'text', '', '- [ ] x', '# Goal')),
        (lines) => {
          const body = cut('workstream', lines.join('\n'));
          const title = body.title ? body.source.slice(body.title.start, body.title.end) : '';
          const size = body.sections.reduce((sum, section) => sum + section.end - section.start, 0);
          expect(size + title.length + body.preamble.length).toBe(body.source.length);
        },
      ),
    );
  });

  it('of one name are read one after the other', () => {
    const body = cut('session', '## Summary\nOne.\n## Next Action\nGo.\n## SUMMARY\nTwo.\n');
    expect(findSection(body, 'Summary')?.text).toBe('One.\n');
    expect(sectionText(body, 'Summary')).toBe('One.\n\nTwo.\n');
  });

  it('of the first level end a section too, and a first heading with a section’s name is no title', () => {
    const { title, sections } = cut('session', '# Resume Prompt\nGo on.\n# Summary\nDone.\n');
    expect(title).toBeUndefined();
    expect(sections.map(({ key, level, text }) => [key, level, text])).toEqual([
      ['Resume Prompt', 1, 'Go on.\n'],
      ['Summary', 1, 'Done.\n'],
    ]);
  });

  it('hold their list items', () => {
    const body = cut('workstream', '- before\n\n## Goal\n\n- a\n  - b\n\n## Tasks\n\n1. c\n2. d\n');
    expect(body.sections.map(({ items }) => items.map(({ line }) => line))).toEqual([[5], [10, 11]]);
  });
});

describe('comments', () => {
  it.each([
    ['a <!-- b --> c', 'a  c'],
    ['<!-- guidance\nover lines\n-->\ntext\n', 'text\n'],
    ['text\n<!-- x -->\nmore\n', 'text\nmore\n'],
    ['text\r\n  <!-- x -->  \r\nmore\r\n', 'text\r\nmore\r\n'],
    ['<!--> a <!---> b', ' a  b'],
    ['in `<!-- code -->` stays', 'in `<!-- code -->` stays'],
    ['`` ` <!-- a --> `` <!-- b -->', '`` ` <!-- a --> `` '],
    ['a ` b <!-- c --> d', 'a ` b  d'],
    ['```\n<!-- x -->\n```\n<!-- y -->\n', '```\n<!-- x -->\n```\n'],
    ['- ~~~\n  <!-- x -->\n  ~~~\n<!-- y -->z', '- ~~~\n  <!-- x -->\n  ~~~\nz'],
    ['<!-- ` --> a ` <!-- b -->', ' a ` '],
    ['a\n\n<!-- never ends\n## b', 'a\n\n'],
    ['a <!-- never ends', 'a <!-- never ends'],
  ])('%j without comments is %j', (text, expected) => {
    expect(stripComments(text)).toBe(expected);
  });

  it('do not fill a section', () => {
    expect(isEmptyText('\n<!-- What did you find out? -->\n\n  <!-- More -->\n')).toBe(true);
    expect(isEmptyText('\n<!-- What did you find out? -->\n.')).toBe(false);
  });

  it('are looked for once, however hostile the text', () => {
    for (const text of [
      '<!-- '.repeat(200_000),
      '<!-- a -->'.repeat(100_000),
      Array.from({ length: 1_000 }, (_, i) => '`'.repeat(i)).join(' ') + '<!-- x -->',
      `${'- '.repeat(200_000)}<!-- x -->`,
      '~~~\n<!-- x -->\n'.repeat(50_000),
    ]) {
      expect(stripComments(text).length).toBeLessThanOrEqual(text.length);
    }
  });
});

describe('an edit of a section', () => {
  it('appends under the last line and touches nothing else', () => {
    const text = '# T\n\n## Goal\n\nGo.\n\n\n## Tasks\n- [ ] a\n\n## Session Log\n\n- x';
    const body = cut('workstream', text);
    expect(appendToSection(body, 'Tasks', ['- [ ] b'])).toBe(text.replace('- [ ] a\n', '- [ ] a\n- [ ] b\n'));
    expect(appendToSection(body, 'Session Log', ['- y'])).toBe(`${text}\n- y\n`);
    expect(appendToSection(body, 'Goal', ['More.'], { apart: true })).toBe(
      text.replace('Go.\n', 'Go.\n\nMore.\n'),
    );
  });

  it('fills an empty section', () => {
    expect(appendToSection(cut('workstream', '## Tasks\n## Session Log\n'), 'Tasks', ['- a'])).toBe(
      '## Tasks\n\n- a\n\n## Session Log\n',
    );
    expect(appendToSection(cut('workstream', '## Tasks'), 'Tasks', ['- a'])).toBe('## Tasks\n\n- a\n');
  });

  it('keeps CRLF', () => {
    expect(appendToSection(cut('workstream', '## Tasks\r\n\r\n- a\r\n'), 'Tasks', ['- b'])).toBe(
      '## Tasks\r\n\r\n- a\r\n- b\r\n',
    );
  });

  it.each<[string, string, string]>([
    ['', 'Tasks', '## Tasks\n\n- a\n'],
    ['# T\n', 'Tasks', '# T\n\n## Tasks\n\n- a\n'],
    ['# T\n\n## Goal\n\nx\n', 'Tasks', '# T\n\n## Goal\n\nx\n\n## Tasks\n\n- a\n'],
    ['## Goal\nx\n## Session Log\n', 'Tasks', '## Goal\nx\n## Tasks\n\n- a\n\n## Session Log\n'],
    ['## Goal\nx\n\n## Mine\ny\n', 'Session Log', '## Goal\nx\n\n## Session Log\n\n- a\n\n## Mine\ny\n'],
    ['## Mine\ny', 'Session Log', '## Mine\ny\n\n## Session Log\n\n- a\n'],
  ])('%j gets %s at its place', (text, key, expected) => {
    expect(insertSection(cut('workstream', text), key, ['- a'])).toBe(expected);
  });

  it('puts missing sections into the kind’s order, whatever comes first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...SECTIONS.session]), (names) => {
        let text = '# T\n';
        for (const name of names) text = insertSection(cut('session', text), name, ['x']);
        const keys = cut('session', text).sections.map(({ key }) => key);
        expect(keys).toEqual(SECTIONS.session.filter((name) => names.includes(name)));
      }),
    );
  });
});
