import { writeFileSync, mkdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { parseDraft } from '../../src/handoff/draft.ts';
import { MOST_BYTES, readDraftText } from '../../src/handoff/draft-source.ts';
import { readJson } from '../../src/handoff/json-text.ts';
import { sandbox } from '../support/sandbox.ts';

const parse = (text: string, name = 'draft.md') => parseDraft({ name, text });

const sectionsOf = async (text: string, name?: string) =>
  (await parse(text, name)).sections.map(({ heading, text: content }) => [heading, content]);

async function refusal(work: Promise<unknown>): Promise<CanonError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CanonError);
  return error as CanonError;
}

/** A key twice is the one thing that JSON.parse lets pass and canon does not. */
const isTwice = (run: () => unknown): boolean => {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof CanonError && String(error.data['wanted']).startsWith('each key once');
  }
};
function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    return error instanceof CanonError && String(error.data['wanted']).startsWith('each key once');
  }
}

const stdin = (bytes: Uint8Array | string) => ({ cwd: '/', stdin: Readable.from([Buffer.from(bytes)]) });

describe('a Markdown draft', () => {
  test('is frontmatter, a title and sections under headings of any case, in any order', async () => {
    const draft = await parse(
      [
        '---',
        'title: Hook and handoff',
        'tags: [ops, infra]',
        'confidence: h',
        'workstream: workstreams/flip.md',
        'mood: calm',
        '---',
        '# Another title',
        '',
        '## RESUME PROMPT',
        'Continue at P4.',
        '## next action:',
        'Rewrite /resume.',
      ].join('\n'),
    );
    expect({ ...draft.data }).toEqual({
      title: 'Hook and handoff',
      tags: ['ops', 'infra'],
      confidence: 'H',
      workstream: 'flip',
      mood: 'calm',
    });
    expect(draft.sections).toEqual([
      { heading: 'Resume Prompt', known: true, text: 'Continue at P4.' },
      { heading: 'Next Action', known: true, text: 'Rewrite /resume.' },
    ]);
  });

  test.each([
    ['a heading of the first level is the title', '# P2 + P3\n\n## Summary\nDone.', 'P2 + P3'],
    [
      'the id of an older record is no part of it',
      '# RT-260511-01 — P2 + P3\n\n## Summary\nDone.',
      'P2 + P3',
    ],
    ['setext is a heading, too', 'P2 + P3\n=======\n\n## Summary\nDone.', 'P2 + P3'],
  ])('%s', async (_, text, title) => {
    expect((await parse(text)).data['title']).toBe(title);
  });

  test.each([
    [
      'text before any heading is the summary',
      'Two phases shipped.\n\n## Next Action\nP4',
      [
        ['Summary', 'Two phases shipped.'],
        ['Next Action', 'P4'],
      ],
    ],
    [
      'text under the title is the summary',
      '# T\n\nTwo phases shipped.',
      [['Summary', 'Two phases shipped.']],
    ],
    [
      'sections of one name are joined in their order',
      '## Summary\nOne.\n## Next Action\nGo.\n## SUMMARY\nTwo.',
      [
        ['Summary', 'One.\n\nTwo.'],
        ['Next Action', 'Go.'],
      ],
    ],
    [
      'names from before canon are known',
      '## Changes\n- a\n## Decisions\n- b',
      [
        ['What I Did', '- a'],
        ['Decisions Made', '- b'],
      ],
    ],
    [
      'snake case and emphasis are only dress',
      '## next_action\na\n## **Ruled Out**\nb',
      [
        ['Next Action', 'a'],
        ['Ruled Out', 'b'],
      ],
    ],
    [
      'a name of the author stays, twice too',
      '## Numbers\n1\n## Numbers\n2',
      [
        ['Numbers', '1'],
        ['Numbers', '2'],
      ],
    ],
    [
      'comments are no content',
      '## Summary\n<!-- one sentence -->\n## Next Action\nGo.\n<!-- or not\n-->',
      [['Next Action', 'Go.']],
    ],
    [
      'a heading in a fence is code',
      '## Summary\n```\n## Next Action\n```',
      [['Summary', '```\n## Next Action\n```']],
    ],
    [
      'names may stand at the first level',
      '# Summary\nOne.\n# Next Action\nGo.',
      [
        ['Summary', 'One.'],
        ['Next Action', 'Go.'],
      ],
    ],
    [
      'or at the third',
      '# T\n### Summary\nOne.\n### Next Action\nGo.',
      [
        ['Summary', 'One.'],
        ['Next Action', 'Go.'],
      ],
    ],
    [
      'CRLF is a line end',
      '## Summary\r\n\r\nOne.\r\n\r\n## Next Action\r\nGo.\r\n',
      [
        ['Summary', 'One.'],
        ['Next Action', 'Go.'],
      ],
    ],
    ['indented code keeps its indentation', '## Summary\n\n    code\n', [['Summary', '    code']]],
    [
      'other alphabets are text',
      '# Отправитель\n\nПисьма уходят с нового адреса.',
      [['Summary', 'Письма уходят с нового адреса.']],
    ],
  ])('%s', async (_, text, sections) => {
    expect(await sectionsOf(text)).toEqual(sections);
  });

  test('what the machine knows is not taken from it, and said', async () => {
    const draft = await parse('---\nkind: session\nid: RT-260511-09\ncommits: [abc]\ntitle: T\n---\nDone.');
    expect({ ...draft.data }).toEqual({ title: 'T' });
    expect(draft.ignored).toEqual(['id', 'commits']);
  });

  test('a key named __proto__ is a key', async () => {
    const draft = await parse('---\ntitle: T\n__proto__: {polluted: yes}\n---\nDone.');
    expect(Object.keys(draft.data)).toContain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    ['E_DRAFT_KIND', 3, '---\ntitle: T\nkind: plan\n---\nDone.'],
    ['E_DRAFT_TYPE', 4, '---\ntitle: T\n\ntags: ops, infra\n---\nDone.'],
    ['E_DRAFT_TYPE', 2, '---\nconfidence: certain\n---\nDone.'],
    ['E_DRAFT_TYPE', 3, '---\ntitle: T\n"summary": {a: b}\n---\nDone.'],
    ['E_FRONTMATTER_SYNTAX', 3, '---\ntitle: T\nsummary: P4: all shipped\n---\nDone.'],
    ['E_FRONTMATTER_SYNTAX', 1, '---\ntitle: T\n\nDone.'],
    ['E_DRAFT_EMPTY', 1, '<!-- write here -->\n\n## Summary\n\n<!-- one sentence -->\n'],
    ['E_DRAFT_EMPTY', 1, '---\noperator: roman\n---\n'],
  ])('is refused with %s at line %i', async (code, line, text) => {
    expect(await refusal(parse(text))).toMatchObject({ code, line, path: 'draft.md', changed: false });
  });
});

describe('a JSON draft', () => {
  test('has the same keys, and sections by name or under `sections`', async () => {
    const draft = await parse(
      JSON.stringify({
        title: 'Hook',
        summary: 'One sentence.',
        tags: ['ops'],
        next_action: 'Go.',
        'Ruled Out': ['a lock on\nthe state file', 'polling'],
        sections: { Summary: 'Long text.', Numbers: '42' },
        mood: { today: 1 },
      }),
      'stdin',
    );
    expect(JSON.parse(JSON.stringify(draft.data))).toEqual({
      title: 'Hook',
      summary: 'One sentence.',
      tags: ['ops'],
      mood: { today: 1 },
    });
    expect(draft.sections.map(({ heading, text }) => [heading, text])).toEqual([
      ['Next Action', 'Go.'],
      ['Ruled Out', '- a lock on\n  the state file\n- polling'],
      ['Summary', 'Long text.'],
      ['Numbers', '42'],
    ]);
  });

  test.each([
    ['E_DRAFT_JSON', 3, '{\n  "title": "T",\n  title: 1\n}'],
    ['E_DRAFT_JSON', 2, '{\n  "title": "T" "tags": []\n}'],
    ['E_DRAFT_JSON', 1, '{"title": "a", "b": tru}'],
    ['E_DRAFT_JSON', 1, '{"title": "open'],
    ['E_DRAFT_JSON', 3, '{\n  "title": "T",\n  "title": "U"\n}'],
    ['E_DRAFT_JSON', 1, '{"title": "T"} more'],
  ])('%s at line %i', async (code, line, text) => {
    expect(await refusal(parse(text, 'stdin'))).toMatchObject({ code, line });
  });

  test.each([
    ['E_DRAFT_TYPE', 3, '{\n"title": "T",\n"tags": "ops"}'],
    ['E_DRAFT_TYPE', 4, '{\n"title": "T",\n"sections": {\n"Summary": 7}}'],
    ['E_DRAFT_TYPE', 2, '{"title": "T",\n"sections": []}'],
    ['E_DRAFT_KIND', 2, '{"title": "T",\n"kind": "adr"}'],
  ])('%s at line %i', async (code, line, text) => {
    expect(await refusal(parse(text, 'stdin'))).toMatchObject({ code, line });
  });

  test('is read exactly as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(JSON.stringify(readJson(text, 'x').value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const odd = fc.constantFrom('', ',', '"', '}', '\\', '\u0001', 'x');
    fc.assert(
      fc.property(fc.json(), fc.nat(), odd, (json, at, mark) => {
        const cut = at % (json.length + 1);
        const text = json.slice(0, cut) + mark + json.slice(cut + 1);
        fc.pre(!text.includes('__proto__'));
        // What is changed in a key may make it the same as another, which JSON.parse lets pass.
        fc.pre(!isTwice(() => readJson(text, 'x')));
        expect(accepts(() => readJson(text, 'x'))).toBe(accepts(() => JSON.parse(text)));
      }),
    );
  });

  test('a text of megabytes and a hundred levels do not exhaust the stack', async () => {
    const long = 'я'.repeat(1_000_000);
    expect((await parse(JSON.stringify({ title: 'T', summary: long }), 'stdin')).data['summary']).toBe(long);
    const deep = `{"title":"T","x":${'['.repeat(500)}${']'.repeat(500)}}`;
    expect(await refusal(parse(deep, 'stdin'))).toMatchObject({ code: 'E_DRAFT_JSON' });
  });
});

describe('the bytes of a draft', () => {
  test.each([
    ['nothing', '', 'E_DRAFT_EMPTY', 1],
    ['blanks', ' \n\t\n', 'E_DRAFT_EMPTY', 1],
    ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'E_DRAFT_EMPTY', 1],
    ['Latin-1', Buffer.from('## Summary\nd\xe9j\xe0 vu\n', 'latin1'), 'E_DRAFT_NOT_UTF8', 2],
    ['UTF-16', Buffer.from('\uFEFFa\n', 'utf16le'), 'E_DRAFT_NOT_UTF8', 1],
    ['half a character at the end', Buffer.from('a\nb\n\u044f').subarray(0, 5), 'E_DRAFT_NOT_UTF8', 3],
    ['a NUL', 'a\nb\0', 'E_DRAFT_NUL', 2],
    ['too much', `a\n${'x'.repeat(MOST_BYTES)}`, 'E_DRAFT_TOO_BIG', 2],
  ])('%s is refused with the line', async (_, bytes, code, line) => {
    expect(await refusal(readDraftText(stdin(bytes), '-'))).toMatchObject({ code, line, path: 'stdin' });
  });

  test('the column of a bad byte counts characters', async () => {
    const bytes = Buffer.concat([Buffer.from('# Да\nЯ иду '), Buffer.from([0xff]), Buffer.from(' домой')]);
    expect(await refusal(readDraftText(stdin(bytes), '-'))).toMatchObject({ line: 2, column: 7 });
  });

  test('five megabytes are not too much', async () => {
    const text = `a${'\n'.repeat(MOST_BYTES - 1)}`;
    expect((await readDraftText(stdin(text), '-')).text).toHaveLength(MOST_BYTES);
  });

  test('a file, wherever it is; not a folder, a pipe or nothing', async () => {
    const { dir } = sandbox();
    const world = { cwd: dir, stdin: Readable.from([]) };
    mkdirSync(join(dir, 'folder'));
    writeFileSync(join(dir, 'a b.md'), 'Done.\n');
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    expect(await readDraftText(world, 'a b.md')).toEqual({ name: 'a b.md', text: 'Done.\n' });
    expect(await refusal(readDraftText(world, 'folder'))).toMatchObject({ code: 'E_DRAFT_NOT_A_FILE' });
    expect(await refusal(readDraftText(world, 'pipe'))).toMatchObject({ code: 'E_DRAFT_NOT_A_FILE' });
    expect(await refusal(readDraftText(world, 'none.md'))).toMatchObject({ code: 'E_DRAFT_UNREADABLE' });
  });
});
