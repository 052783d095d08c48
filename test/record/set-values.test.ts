import { describe, expect, test } from 'vitest';
import { setValues, type ValueChange } from '../../src/record/set-values.ts';

const BODY = '# Title\n\n---\ntext\n';
const file = (yaml: string): string => `---\n${yaml}---\n${BODY}`;
const set = (key: ValueChange['key'], value: ValueChange['value']): ValueChange => ({ key, value });
const remove = (key: ValueChange['key']): ValueChange => ({ key, value: undefined });

describe('the bytes of one value', () => {
  test.each<[name: string, before: string, change: ValueChange, after: string]>([
    ['plain', 'title: a\nstatus: b\n', set('title', 'c d'), 'title: c d\nstatus: b\n'],
    ['with a comment and blanks', 'title:   a   # why\n', set('title', 'b'), 'title:   b   # why\n'],
    ['quoted', `a: "x"\nb: 'y'\n`, set('a', 'z'), `a: z\nb: 'y'\n`],
    ['text that has to be quoted', 'title: a\n', set('title', 'P4: shipped'), 'title: "P4: shipped"\n'],
    ['no value', 'plan:\nstatus: b\n', set('plan', 'p'), 'plan: p\nstatus: b\n'],
    ['no value, a comment', 'plan: # which\nstatus: b\n', set('plan', 'p'), 'plan: p # which\nstatus: b\n'],
    ['to null', 'plan: p\n', set('plan', null), 'plan: null\n'],
    ['several lines', 'title: a\n  b\n\n  c\nstatus: d\n', set('title', 'e'), 'title: e\nstatus: d\n'],
    [
      'quotes over several lines',
      'title: "a\n  b" # c\nstatus: d\n',
      set('title', 'e'),
      'title: e # c\nstatus: d\n',
    ],
    ['on the next line', 'title:\n  a\nstatus: d\n', set('title', 'e'), 'title:\n  e\nstatus: d\n'],
    [
      'literal',
      'title: | # c\n  a\n\n  b\n\n# d\nstatus: d\n',
      set('title', 'e'),
      'title: e # c\n\n# d\nstatus: d\n',
    ],
    ['folded, with a hint', 'title: >2-\n   a\nstatus: d\n', set('title', 'e'), 'title: e\nstatus: d\n'],
    ['keep', 'title: |+\n  a\n\n\nstatus: d\n', set('title', 'e'), 'title: e\nstatus: d\n'],
    ['tagged', 'title: !!str 12 # c\n', set('title', '13'), 'title: "13" # c\n'],
    ['an anchor nobody uses', 'title: &t a\n', set('title', 'b'), 'title: b\n'],
    ['an alias', 'a: &t x\ntitle: *t\n', set('title', 'b'), 'a: &t x\ntitle: b\n'],
    ['a quoted key', '"title": a\n', set('title', 'b'), '"title": b\n'],
    ['a key with blanks', 'title : a\n', set('title', 'b'), 'title : b\n'],
    ['an explicit key', '? title\n: a\n', set('title', 'b'), '? title\n: b\n'],
    ['text to a list', 'tags: a # c\nstatus: d\n', set('tags', ['a', 'b']), 'tags: [a, b] # c\nstatus: d\n'],
    ['a list to text', 'x:\n  - a\n  - b\nstatus: d\n', set('x', 'a'), 'x: a\nstatus: d\n'],
    ['a list to nothing', 'tags: # t\n  - a\nstatus: d\n', set('tags', []), 'tags: [] # t\nstatus: d\n'],
    ['brackets', 'tags: [ a,b ]  # t\n', set('tags', ['c', 'd, e']), 'tags: [c, "d, e"]  # t\n'],
    [
      'a map to a new one',
      'tokens: ~\nstatus: d\n',
      set('tokens', { in: 1 }),
      'tokens:\n  in: 1\nstatus: d\n',
    ],
    [
      'nothing to a map',
      'tokens: # t\nstatus: d\n',
      set('tokens', { in: 1 }),
      'tokens: # t\n  in: 1\nstatus: d\n',
    ],
    ['a map to text', 'x:\n  a: 1\n  b: 2\nstatus: d\n', set('x', 'w'), 'x: w\nstatus: d\n'],
    [
      'literal to a list of sentences',
      'x: | # c\n  a\nb: 1\n',
      set('x', [`${'word '.repeat(22)}end`]),
      `x: # c\n  - ${'word '.repeat(22)}end\nb: 1\n`,
    ],
  ])('%s', async (_, before, change, after) => {
    expect(await setValues(file(before), [change])).toBe(file(after));
  });

  test('a value that is there already is not touched', async () => {
    const text = file(
      `version: 1.10\ntags: [ 'a', "no" ]\ntool_calls: 0x10\nplan: ~\ncreated: "2026-05-11"\n`,
    );
    const same = [
      set('version', '1.10'),
      set('tags', ['a', 'no']),
      set('tool_calls', 16),
      set('plan', null),
      set('created', '2026-05-11'),
      remove('summary'),
    ];
    expect(await setValues(text, same, 'plan')).toBe(text);
  });

  test('a text key that gets a number holds its text', async () => {
    expect(await setValues(file('version: 1.1\n'), [set('version', 1.5)], 'plan')).toBe(
      file('version: "1.5"\n'),
    );
  });
});

test('a date key holds its date as it is, text that looks like a date is quoted', async () => {
  const text = file('title: a\nratified: "2026-05-10"\n');
  const changes = [set('ratified', '2026-05-11'), set('created', '2026-05-12'), set('summary', '2026-05-13')];
  expect(await setValues(text, changes, 'plan')).toBe(
    file('title: a\nratified: 2026-05-11\nsummary: "2026-05-13"\ncreated: 2026-05-12\n'),
  );
});

describe('lists keep what stays in them', () => {
  const BLOCK = 'tags:\n  # first\n  - "a"  # why a\n  - b\n  # last\n  - c # why c\nstatus: d\n';
  test.each<[name: string, before: string, value: string[], after: string]>([
    ['one more', BLOCK, ['a', 'b', 'c', 'no'], BLOCK.replace('why c\n', 'why c\n  - "no"\n')],
    ['one in between', BLOCK, ['a', 'x', 'b', 'c'], BLOCK.replace('why a\n', 'why a\n  - x\n')],
    ['one in front', BLOCK, ['x', 'a', 'b', 'c'], BLOCK.replace('  - "a"', '  - x\n  - "a"')],
    ['one less', BLOCK, ['a', 'c'], BLOCK.replace('  - b\n', '')],
    ['another', BLOCK, ['a', 'x', 'c'], BLOCK.replace('  - b\n', '  - x\n')],
    ['all others', BLOCK, ['x'], 'tags:\n  # first\n  - x\n  # last\nstatus: d\n'],
    [
      'at the left margin',
      'tags:\n- a\n- b\nstatus: d\n',
      ['a', 'b', 'c'],
      'tags:\n- a\n- b\n- c\nstatus: d\n',
    ],
    ['in brackets, one more', 'tags: [ "a", b ] # t\n', ['a', 'b', 'c'], 'tags: [ "a", b, c ] # t\n'],
    [
      'in brackets over lines',
      'tags: [\n  a, # why\n  b\n]\n',
      ['a', 'b', 'c'],
      'tags: [\n  a, # why\n  b, c\n]\n',
    ],
    ['from empty brackets', 'tags: [] # t\n', ['a'], 'tags: [a] # t\n'],
  ])('%s', async (_, before, value, after) => {
    expect(await setValues(file(before), [set('tags', value)])).toBe(file(after));
  });
});

describe('maps keep what stays in them', () => {
  const MAP = 'tokens:\n    # cached\n    in: 1   # i\n\n    out: 2\nstatus: d\n';
  test.each<[name: string, before: string, change: ValueChange, after: string]>([
    ['one value by its path', MAP, set(['tokens', 'in'], 5), MAP.replace('in: 1', 'in: 5')],
    [
      'a new key by its path',
      MAP,
      set(['tokens', 'all'], 3),
      MAP.replace('out: 2\n', 'out: 2\n    all: 3\n'),
    ],
    [
      'a whole map, key by key',
      MAP,
      set('tokens', { out: 2, in: 7, x: 1 }),
      MAP.replace('in: 1', 'in: 7').replace('out: 2\n', 'out: 2\n    x: 1\n'),
    ],
    ['a key less', MAP, set('tokens', { out: 2 }), 'tokens:\n    # cached\n\n    out: 2\nstatus: d\n'],
    ['the last key', 'tokens:\n  in: 1\nstatus: d\n', remove(['tokens', 'in']), 'tokens: {}\nstatus: d\n'],
    [
      'in braces, a value',
      'tokens: { in: 1, out: 2 } # t\n',
      set(['tokens', 'in'], 5),
      'tokens: { in: 5, out: 2 } # t\n',
    ],
    [
      'in braces, a new key',
      'tokens: { in: 1, out: 2 } # t\n',
      set(['tokens', 'a b'], '1'),
      'tokens: { in: 1, out: 2, "a b": "1" } # t\n',
    ],
    [
      'in braces, the first key',
      'tokens: { in: 1, out: 2 }\n',
      remove(['tokens', 'in']),
      'tokens: { out: 2 }\n',
    ],
    [
      'in braces, the last key',
      'tokens: { in: 1, out: 2 }\n',
      remove(['tokens', 'out']),
      'tokens: { in: 1 }\n',
    ],
    ['in empty braces', 'tokens: {}\n', set(['tokens', 'in'], 1), 'tokens: {in: 1}\n'],
    ['a path where nothing is', 'status: d\n', set(['a', 'b', 'c'], 1), 'status: d\na:\n  b:\n    c: 1\n'],
    ['a key named __proto__', 'x:\n  __proto__: 1\n', set(['x', '__proto__'], 2), 'x:\n  __proto__: 2\n'],
  ])('%s', async (_, before, change, after) => {
    expect(await setValues(file(before), [change])).toBe(file(after));
  });
});

describe('a new key goes to its place', () => {
  const SESSION = '# top\ntitle: a\noperator: b # who\n\n# machine\nkind: session\nid: x\n\nzz: 1\n';
  test.each<[name: string, key: string, value: string | string[], after: string]>([
    ['behind its nearest forerunner', 'summary', 's', SESSION.replace('# who\n', '# who\nsummary: s\n')],
    ['between machine keys', 'status', 'auto', SESSION.replace('id: x\n', 'id: x\nstatus: auto\n')],
    ['an unknown one at the end', 'yy', 'w', `${SESSION}yy: w\n`],
    [
      'one with lines below it',
      'closes',
      [`${'long words '.repeat(10)}end`],
      SESSION.replace('# who\n', `# who\ncloses:\n  - ${'long words '.repeat(10)}end\n`),
    ],
  ])('%s', async (_, key, value, after) => {
    expect(await setValues(file(SESSION), [set(key, value)])).toBe(file(after));
  });

  test('in front, where nothing stands before it', async () => {
    expect(await setValues(file('kind: session\n'), [set('title', 'a')])).toBe(
      file('title: a\nkind: session\n'),
    );
  });

  test('by the kind that the caller knows', async () => {
    expect(await setValues(file('title: a\nid: b\n'), [set('owner', 'c')], 'plan')).toBe(
      file('title: a\nowner: c\nid: b\n'),
    );
  });

  test('behind a value of several lines, before the blank lines', async () => {
    const before = 'title: |\n  a\n\n  b\n\nkind: plan\n';
    expect(await setValues(file(before), [set('owner', 'c')])).toBe(
      file('title: |\n  a\n\n  b\nowner: c\n\nkind: plan\n'),
    );
  });
});

test.each<[name: string, before: string, key: string, after: string]>([
  ['a line', 'a: 1\nb: 2 # two\nc: 3\n', 'b', 'a: 1\nc: 3\n'],
  ['all lines of a value', 'a: 1\nb:\n  - x\n  - y\n\n# c\nc: 3\n', 'b', 'a: 1\n\n# c\nc: 3\n'],
  ['a literal', 'a: |\n  x\n  y\nb: 2\n', 'a', 'b: 2\n'],
  ['the only key', 'a: 1\n', 'a', ''],
  ['a key of a flow map', '{a: 1, b: 2}\n', 'a', '{b: 2}\n'],
])('removing a key takes %s', async (_, before, key, after) => {
  expect(await setValues(file(before), [remove(key)])).toBe(file(after));
});

test('several changes at once', async () => {
  const changes = [
    set('status', 'done'),
    remove('priority'),
    set('tags', ['x']),
    set('summary', 'It is: done'),
  ];
  expect(await setValues(file('title: a\nstatus: active\npriority: P0\nkind: workstream\n'), changes)).toBe(
    file('title: a\nstatus: done\nsummary: "It is: done"\ntags: [x]\nkind: workstream\n'),
  );
});

describe('files as they come', () => {
  test.each<[name: string, before: string, after: string]>([
    [
      'CRLF',
      '---\r\ntitle: a\r\nkind: plan\r\n---\r\nx\r\n',
      '---\r\ntitle: a\r\nowner: o\r\nkind: plan\r\n---\r\nx\r\n',
    ],
    ['a byte order mark', '\uFEFF---\ntitle: a\n---\nx\n', '\uFEFF---\ntitle: a\nowner: o\n---\nx\n'],
    ['no last newline', '---\ntitle: a\n---', '---\ntitle: a\nowner: o\n---'],
    ['blanks behind the fences', '---  \ntitle: a\n---\t\nx', '---  \ntitle: a\nowner: o\n---\t\nx'],
    ['empty frontmatter', '---\n---\nx\n', '---\nowner: o\n---\nx\n'],
    ['only comments', '---\n# c\n---\nx\n', '---\n# c\nowner: o\n---\nx\n'],
    ['no frontmatter', '# Title\n\n---\nx\n', '---\nowner: o\n---\n# Title\n\n---\nx\n'],
    [
      'no frontmatter, CRLF and a byte order mark',
      '\uFEFF# T\r\n',
      '\uFEFF---\r\nowner: o\r\n---\r\n# T\r\n',
    ],
    ['an empty file', '', '---\nowner: o\n---\n'],
    ['a thematic break on top', '---\n\nText\n', '---\nowner: o\n---\n---\n\nText\n'],
    [
      'a fence in the body',
      '---\ntitle: a\n---\n---\nkind: x\n---\n',
      '---\ntitle: a\nowner: o\n---\n---\nkind: x\n---\n',
    ],
  ])('%s', async (_, before, after) => {
    expect(await setValues(before, [set('owner', 'o')], 'plan')).toBe(after);
  });

  test('nothing to set makes no frontmatter', async () => {
    expect(await setValues('x\n', [remove('a')])).toBe('x\n');
  });

  test('5 MB of body', async () => {
    const body = 'Text and more text — и ещё.\n'.repeat(180_000);
    expect(await setValues(`---\na: 1\n---\n${body}`, [set('a', 2)])).toBe(`---\na: 2\n---\n${body}`);
  });
});

describe('refused, with line and column', () => {
  test.each<[name: string, text: string, change: ValueChange, error: object]>([
    [
      'frontmatter that does not parse',
      file('title: a\nsummary: P4: x\n'),
      set('title', 'b'),
      {
        code: 'E_FRONTMATTER_SYNTAX',
        line: 3,
        column: 10,
        source: 'summary: P4: x',
      },
    ],
    [
      'frontmatter that nothing closes',
      '---\ntitle: a\n\n# T\n',
      set('title', 'b'),
      {
        code: 'E_FRONTMATTER_SYNTAX',
        line: 1,
        column: 1,
        source: '---',
      },
    ],
    [
      'frontmatter that is a list',
      file('- a\n'),
      set('title', 'b'),
      { code: 'E_FRONTMATTER_NOT_A_MAP', line: 2, column: 1 },
    ],
    [
      'a comment inside the value',
      file('a: 1\ntags: [ # why\n  x ]\n'),
      set('tags', ['y']),
      {
        code: 'E_FRONTMATTER_UNSAFE_EDIT',
        line: 3,
        column: 7,
        data: { key: 'tags', reason: 'comment' },
      },
    ],
    [
      'a comment inside a map that becomes text',
      file('a:\n  b: 1\n  # why\n  c: 1\n'),
      set('a', 'x'),
      {
        code: 'E_FRONTMATTER_UNSAFE_EDIT',
        data: { key: 'a', reason: 'comment' },
      },
    ],
    [
      'a value that an alias repeats',
      file('a: &x 1\nb: *x\n'),
      set('a', 2),
      {
        code: 'E_FRONTMATTER_UNSAFE_EDIT',
        line: 2,
        column: 1,
        data: { key: 'a', reason: 'anchor' },
      },
    ],
    [
      'a key inside an alias',
      file('a: &x {k: 1}\nb: *x\n'),
      set(['b', 'k'], 2),
      {
        code: 'E_FRONTMATTER_UNSAFE_EDIT',
        line: 3,
        column: 4,
        data: { key: 'b.k', reason: 'alias' },
      },
    ],
    [
      'a key inside text',
      file('a: x\n'),
      set(['a', 'k'], 2),
      {
        code: 'E_FRONTMATTER_UNSAFE_EDIT',
        line: 2,
        column: 4,
        data: { key: 'a.k', reason: 'alias' },
      },
    ],
    [
      'a document that has ended',
      file('# c\n...\n'),
      set('title', 'x'),
      {
        code: 'E_FRONTMATTER_UNSAFE_EDIT',
        line: 1,
        column: 1,
        data: { key: 'title', reason: 'reread' },
      },
    ],
  ])('%s', async (_, text, change, error) => {
    await expect(setValues(text, [change])).rejects.toMatchObject(error);
  });
});
