import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerOf } from '../../../src/import/text/header-of.ts';
import { type DocumentFacts, readFacts } from '../../../src/import/text/read-facts.ts';
import { readAuthor } from '../../../src/import/text/read-author.ts';
import { KINDS } from '../../../src/record/kinds.ts';
import { markdownDocument } from '../../support/markdown.ts';
import { runs } from '../../support/runs.ts';
import { missingWords } from '../../support/words.ts';

const yaml = (...lines: string[]): string => `---\n${lines.join('\n')}\n---\n\nBody.\n`;
const said = (text: string, path = 'HANDOFF.md'): Partial<DocumentFacts> => {
  const { header: _, rest: __, bodyStart: ___, fields: ____, names, ...facts } = readFacts(text, path);
  return names.length > 0 ? { ...facts, names } : facts;
};

describe('readFacts', () => {
  it.each<[string, string, Partial<DocumentFacts>]>([
    ['nothing', '', {}],
    [
      'snake_case',
      yaml(
        'session_title: The flip',
        'created_at: 2026-05-11 15:04',
        'git_branch: main',
        'author: Roman',
        'git_commit: 3f889a1',
      ),
      {
        title: 'The flip',
        created: { value: '2026-05-11T15:04:00Z', from: 'frontmatter' },
        branch: 'main',
        author: { value: { name: 'Roman' }, from: 'frontmatter' },
        commits: ['3f889a1'],
      },
    ],
    [
      'camelCase',
      yaml(
        'sessionTitle: The flip',
        'createdAt: "2026-05-11T15:04:05Z"',
        'gitBranch: feat/x',
        'createdBy: "@roman"',
        'sessionStatus: done',
      ),
      {
        title: 'The flip',
        created: { value: '2026-05-11T15:04:05Z', from: 'frontmatter' },
        branch: 'feat/x',
        author: { value: { slug: 'roman', name: 'roman' }, from: 'frontmatter' },
        status: 'done',
      },
    ],
    [
      'nested',
      yaml(
        'meta:',
        '  title: The flip',
        '  author: { name: Roman, email: r@example.com }',
        'git:',
        '  branch: main',
        '  commits: [3f889a1, ad6f578]',
        'labels:',
        '  - ops',
        '  - infra',
      ),
      {
        title: 'The flip',
        author: { value: { name: 'Roman', email: 'r@example.com' }, from: 'frontmatter' },
        branch: 'main',
        commits: ['3f889a1', 'ad6f578'],
        tags: ['ops', 'infra'],
      },
    ],
    [
      'Russian keys',
      yaml('название: Перенос', 'дата: 11 мая 2026 г.', 'автор: Сергей', 'ветка: main'),
      {
        title: 'Перенос',
        created: { value: '2026-05-11', from: 'frontmatter' },
        author: { value: { name: 'Сергей' }, from: 'frontmatter' },
        branch: 'main',
      },
    ],
    [
      'frontmatter that does not parse',
      yaml('title: The flip: part 2', 'date: 2026-05-11', '  bad: [', 'author: Roman'),
      {
        title: 'The flip: part 2',
        created: { value: '2026-05-11', from: 'frontmatter' },
        author: { value: { name: 'Roman' }, from: 'frontmatter' },
      },
    ],
    [
      'a date that is none',
      yaml('date: soon', 'updated: 2026-05-11'),
      { created: { value: '2026-05-11', from: 'frontmatter' } },
    ],
    [
      'created before updated',
      yaml('updated: 2026-05-12', 'created: 2026-05-11'),
      { created: { value: '2026-05-11', from: 'frontmatter' } },
    ],
    [
      'who is a program',
      yaml('author: Claude Code', 'owner: Roman'),
      { author: { value: { name: 'Roman' }, from: 'frontmatter' } },
    ],
    [
      'bold labels below the title',
      '# The flip\n\n**Date:** May 11, 2026 3:04 PM  \n**Branch**: `feat/x` | **Author:** Roman <r@example.com>\n\n---\n\n## Done\n',
      {
        heading: 'The flip',
        created: { value: '2026-05-11T15:04:00Z', from: 'label' },
        branch: 'feat/x',
        author: { value: { name: 'Roman', email: 'r@example.com' }, from: 'label' },
      },
    ],
    [
      'a list of labels',
      '- **Дата:** 11.05.2026\n- **Ветка:** main\n- **Погода:** дождь\n\nТекст.\n',
      { created: { value: '2026-05-11', from: 'label' }, branch: 'main' },
    ],
    [
      'plain lines',
      'Date: 2026-05-11\nAuthor: Roman\n\nNote: this is text.\n',
      {
        created: { value: '2026-05-11', from: 'label' },
        author: { value: { name: 'Roman' }, from: 'label' },
      },
    ],
    [
      'a table further below',
      '# The flip\n\n## Metadata\n\n| Key | Value |\n|---|---|\n| **Date** | 2026-05-11 |\n| Branch | main |\n',
      { created: { value: '2026-05-11', from: 'label' }, branch: 'main' },
    ],
    [
      'a table at the top, which stays whole',
      '# The flip\n\n| Key | Value |\n|---|---|\n| Date | 2026-05-11 |\n',
      { created: { value: '2026-05-11', from: 'label' } },
    ],
    ['labels in code', '```\n**Date:** 2026-05-11\n```\n', {}],
    [
      'the date of the title',
      '# Session 12, 2026-05-11\n',
      { created: { value: '2026-05-11', from: 'text' } },
    ],
    ['an id', yaml('id: CONV-30', 'type: handoff'), { names: ['CONV-30'], type: 'handoff' }],
  ])('%s', (_, text, facts) => {
    expect(said(text)).toEqual(facts);
  });

  it.each([
    ['docs/2026-05-11-flip.md', '2026-05-11'],
    ['2026-05-11_15-04_flip.yaml', '2026-05-11T15:04:00Z'],
    ['HANDOFF-20260511.md', '2026-05-11'],
    ['handoffs/2026-05-11/flip.md', '2026-05-11'],
    ['handoffs/2026/05/11/flip.md', '2026-05-11'],
    ['handoffs/flip-v2.1.md', undefined],
  ])('takes the date of %s', (path, when) => {
    expect(readFacts('', path).created).toEqual(
      when === undefined ? undefined : { value: when, from: 'name' },
    );
  });

  it('leaves labels that say nothing of the document in the text', () => {
    const text = '# T\n\n**Goal:** ship it.\n\n**Careful:** the lock.\n';
    expect(readFacts(text, 'x.md').bodyStart).toBe(0);
    const some = '**Date:** 2026-05-11\n**Next Steps:**\n- P4\n';
    expect(some.slice(readFacts(some, 'x.md').bodyStart)).toBe('**Next Steps:**\n- P4\n');
  });

  it('keeps what stands in no field as it stood', () => {
    const facts = readFacts(
      '---\ntitle: The flip\ntags: [ops, infra]\nsessionId: 8c1f3a52-8c1f-4a52-9b3c-1f3a528c1f3a\nmood:\n  - good # very\nbranch: main\n---\n# Flip\n**Date:** 2026-05-11\n\nText.\n',
      'x.md',
    );
    expect(headerOf(facts, 'session', 'The flip')).toEqual({
      fields: {
        tags: ['ops', 'infra'],
        branch: 'main',
        host_sessions: ['8c1f3a52-8c1f-4a52-9b3c-1f3a528c1f3a'],
      },
      properties:
        'Flip\n\n- **Date:** 2026-05-11\n\n```yaml\nsessionId: 8c1f3a52-8c1f-4a52-9b3c-1f3a528c1f3a\nmood:\n  - good # very\n```',
    });
    // A kind without a branch keeps it all the same.
    expect(headerOf(facts, 'learning', 'Other').properties).toContain('title: The flip');
    expect(headerOf(facts, 'learning', 'Other').properties).toContain('branch: main');
    expect(facts.rest).toEqual([{ key: 'mood', value: '- good # very' }]);
  });

  it('keeps a value whose marks a field has not', () => {
    const text = '---\ntags: [c++, c#]\nbranch: "feat/x"\nsummary: \'50%: it holds.\'\n---\n';
    const { fields, properties } = headerOf(readFacts(text, 'x.md'), 'session', 'x');
    expect(fields).toMatchObject({ branch: 'feat/x', summary: '50%: it holds.' });
    expect(properties).toBe('```yaml\ntags: [c++, c#]\n```');
  });

  it('loses no word of any text', () => {
    const line = fc.constantFrom(
      'title: a b',
      'date: 2026-05-11',
      'createdAt: 1778511845',
      'tags: [a, b]',
      'tags:',
      '  - x',
      'branch: main',
      '# note',
      'author: {name: x}',
      'bad: [',
      '"quoted key": 1',
      'a: b: c',
      '- item',
      'key: |',
      '  block',
      '  text',
      '? odd',
      'x: &a 1',
      'y: *a',
      'y: *b',
      'summary: it is "so"',
      '',
      '**Date:** 2026-05-11',
      '**Who:** me',
      '- **Branch:** x | **Commit:** 3f889a1',
      '# Title',
      '## Done',
      'Author: Roman',
      '---',
      '| Date | 2026-05-11 |',
      '**Goal:** x',
      'тема: ж',
    );
    const text = fc
      .tuple(
        fc.boolean(),
        fc.array(line, { maxLength: 10 }),
        fc.array(line, { maxLength: 6 }),
        markdownDocument,
      )
      .map(
        ([fenced, head, labels, body]) =>
          `${fenced ? `---\n${head.join('\n')}\n---\n` : ''}${labels.join('\n')}\n${body}`,
      );
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), text, (kind, whole) => {
        const facts = readFacts(whole, 'a/b.md');
        const title = facts.title ?? facts.heading ?? 'none';
        const { fields, properties } = headerOf(facts, kind, title);
        expect(
          missingWords(
            whole,
            title,
            'title',
            properties ?? '',
            JSON.stringify(fields),
            whole.slice(facts.bodyStart),
          ),
        ).toEqual([]);
      }),
      { numRuns: runs(500) },
    );
  });

  it.each(['[', '*', '**a:** ', '|', ': ', '---\n', '- ', 'a: &a [*a]\n', ' '])(
    'takes many “%s” in a moment',
    (piece) => {
      const before = process.cpuUsage().user;
      readFacts(piece.repeat(100_000), 'x.md');
      readFacts(`---\n${piece.repeat(4000)}\n---\n${piece.repeat(100_000)}`, 'x.md');
      expect((process.cpuUsage().user - before) / 1000).toBeLessThan(5000);
    },
  );
});

it.each([
  ['Roman', { name: 'Roman' }],
  ['@roman', { slug: 'roman', name: 'roman' }],
  ['Roman T. <r@example.com>', { name: 'Roman T.', email: 'r@example.com' }],
  ['r@example.com', { email: 'r@example.com' }],
  ['Roman (RT), Sergei', { name: 'Roman' }],
  ['**Roman** and Sergei', { name: 'Roman' }],
  ['Claude', undefined],
  ['claude-opus', undefined],
  ['N/A', undefined],
  ['Claudette', { name: 'Claudette' }],
  ['42', undefined],
  ['', undefined],
])('“%s” names %j', (text, author) => {
  expect(readAuthor(text)).toEqual(author);
});

it.each([
  ['---\ntitle: "broken\nauthor: Roman\n---\n', 'broken'],
  ["---\r\ntitle: 'broken\r\ntags: [a\r\n---\r\n", 'broken'],
  ['---\ntitle: "whole"\ntags: [a\n---\n', 'whole'],
  ['---\ntitle: "a" and b\n---\n', '"a" and b'],
  ["---\ntitle: '\"meant so'\n---\n", '"meant so'],
  ['title: "broken\nauthor: Roman\n\nText\n', 'broken'],
])('a quote that is never closed is no part of a title: %j', (text, title) => {
  expect(readFacts(text, 'a.md').title).toBe(title);
});
