import { describe, expect, test } from 'vitest';
import type { SourceContents, SourceItem } from '../../../src/import/item.ts';
import { EMPTY_MAP } from '../../../src/import/map.ts';
import { earlierIn } from '../../../src/import/plan/earlier.ts';
import { planImport } from '../../../src/import/plan/plan-import.ts';
import type { ImportGround, ImportPlan } from '../../../src/import/plan/plan.ts';
import { parseFrontmatterFully } from '../../../src/record/frontmatter.ts';
import { readRecordText } from '../../../src/work/document.ts';
import type { Row } from '../../../src/work/row.ts';
import { toRowFully } from '../../../src/work/to-row.ts';
import { contents, ground, item, OPERATORS } from './kit.ts';

const ids = ({ items }: ImportPlan): string[] => items.map(({ id }) => id);
const texts = ({ items }: ImportPlan): Record<string, string> =>
  Object.fromEntries(items.map(({ file, text }) => [file, text ?? '']));

/** The ground after a plan was carried out. */
async function after(
  plan: ImportPlan,
  edits: Record<string, string | undefined> = {},
): Promise<ImportGround> {
  const files: Record<string, string | undefined> = { ...texts(plan), ...edits };
  const there = Object.entries(files).filter((one): one is [string, string] => one[1] !== undefined);
  const rows = await Promise.all(
    there.map(([path, text]) =>
      toRowFully(path, plan.items.find(({ file }) => file === path)?.kind ?? 'session', text),
    ),
  );
  return ground({ rows, reports: plan.reports }, Object.fromEntries(there));
}

describe('ids', () => {
  test('sessions count on from the last one of their day, the others have the slug of their title', async () => {
    const taken = {
      session: new Set(['RT-260511-03', 'SK-260511-09']),
      workstream: new Set<string>(),
      plan: new Set(['price-lists']),
      adr: new Set(['0004-older', '20260511-notes']),
      learning: new Set<string>(),
    };
    const of = (kind: SourceItem['kind']['value'], id: string, title = 'Price lists'): SourceItem =>
      item(id, { title, kind: { value: kind, from: 'guess' } });
    const plan = await planImport(
      contents([
        of('session', 'a'),
        of('session', 'b'),
        item('c', { author: undefined as never }),
        of('plan', 'd'),
        of('plan', 'e'),
        of('adr', 'f', 'Отправитель писем'),
        of('learning', 'g', 'Readme'),
        of('workstream', 'h'),
      ]),
      ground({ taken }),
    );
    expect(ids(plan)).toEqual([
      'RT-260511-04',
      'RT-260511-05',
      'XX-260511-01',
      'price-lists-2',
      'price-lists-3',
      '0005-otpravitel-pisem',
      'readme-2',
      'price-lists',
    ]);
  });

  test('an id that was given once is not given again, though its record has been deleted', async () => {
    const first = await planImport(contents([item('a')]), ground());
    const again = await planImport(contents([item('a'), item('b')]), ground({ reports: first.reports }));
    expect(again.items.map(({ id, action }) => [id, action])).toEqual([
      ['RT-260511-01', 'skip'],
      ['RT-260511-02', 'create'],
    ]);
  });

  test('a thousand pages of one title have a thousand ids', async () => {
    const pages = Array.from({ length: 1000 }, (_, n) =>
      item(`p${n}`, { title: 'Untitled', kind: { value: 'learning', from: 'guess' } }),
    );
    const plan = await planImport(contents(pages), ground());
    expect(new Set(ids(plan)).size).toBe(1000);
    expect(ids(plan)[999]).toBe('untitled-1000');
  });
});

describe('who', () => {
  const who = async (author: SourceItem['author'], more: Partial<ImportGround> = {}): Promise<string> => {
    const plan = await planImport(
      contents([item('a', author ? { author } : { author: undefined as never })]),
      ground(more),
    );
    const parsed = await parseFrontmatterFully(plan.items[0]?.text ?? '', 'session');
    const doubt = plan.items[0]?.doubts.includes('author') ? '?' : '';
    return `${String(parsed.ok && parsed.data['operator'])}${doubt}`;
  };
  test.each([
    [{ slug: 'roman' }, 'roman'],
    [{ name: 'ROMAN' }, 'roman'],
    [{ name: '@roman' }, 'roman'],
    [{ name: 'rt' }, 'roman'],
    [{ name: 'Sergei' }, 'sergei'],
    [{ name: 'Roman Petrov' }, 'roman'],
    [{ name: 'sergei  kim' }, 'sergei'],
    [{ name: 'Sergei Ivanov' }, 'unknown?'],
    [{ name: 'Someone <R@Example.org>' }, 'roman'],
    [{ name: 'x', email: 'SERGEI@example.com' }, 'sergei'],
    [{ name: 'Anna' }, 'unknown?'],
    [{ name: 'unknown' }, 'unknown?'],
    [{ name: 'Сергей' }, 'sergei'],
    [{ name: 'Сергей Ким' }, 'sergei'],
    [{ name: 'РОМАН' }, 'roman'],
    [{ name: 'Роман Петров' }, 'roman'],
    [{ name: 'Сергей Иванов' }, 'unknown?'],
    [{ name: 'Анна' }, 'unknown?'],
    // The same letters, another name.
    [{ name: 'Sergey' }, 'unknown?'],
  ])('%j is %s', async (value, expected) => {
    expect(await who({ value, from: 'frontmatter' })).toBe(expected);
  });
  test('--operator is for what nobody is named in, or only a stranger to git', async () => {
    expect(await who(undefined, { operator: 'sergei' })).toBe('sergei');
    expect(await who({ value: { name: 'Bot' }, from: 'git' }, { operator: 'sergei' })).toBe('sergei');
    expect(await who({ value: { name: 'Anna' }, from: 'frontmatter' }, { operator: 'sergei' })).toBe(
      'unknown?',
    );
    expect(await who(undefined)).toBe('unknown?');
  });
  test('the map goes before all of it', async () => {
    const map = {
      ...EMPTY_MAP,
      authors: new Map([
        ['anna', 'sergei'],
        ['roman', 'unknown'],
      ]),
    };
    expect(await who({ value: { name: 'Anna' }, from: 'text' }, { map })).toBe('sergei');
    expect(await who({ value: { name: 'Roman' }, from: 'text' }, { map })).toBe('unknown');
  });
  test('a name in other letters is one only if nobody else could be meant, and in either direction', async () => {
    const own = (...names: string[]) => ({
      ...OPERATORS,
      list: names.map((name, at) => ({ slug: `op${at}`, initials: `O${'ABC'[at] ?? ''}`, name, emails: [] })),
      bySlug: () => undefined,
      byInitials: () => undefined,
      byEmail: () => undefined,
    });
    const of = (name: string, ...operators: string[]): Promise<string> =>
      who({ value: { name }, from: 'text' }, { operators: own(...operators) });
    expect(await of('Sergey', 'Сергей Ким')).toBe('op0');
    expect(await of('Dmitry Lvov', 'Анна', 'Дмитрий')).toBe('op1');
    expect(await of('Юлия', 'Julia')).toBe('op0');
    expect(await of('Алексей', 'Aleksei')).toBe('op0');
    expect(await of('Щукин Пётр', 'Shchukin Petr')).toBe('op0');
    expect(await of('Сергей', 'Sergei Kim', 'Sergey Moro')).toBe('unknown?');
    expect(await of('Сергей', 'Sergei Kim', 'Сергей Моро')).toBe('op1');
    expect(await of('Сергей Ким', 'Sergei Kim', 'Sergey')).toBe('op0');
    expect(await of('Sergei', 'Сергей К.', 'Сергей М.')).toBe('unknown?');
  });
  test('a first name that two have is nobody', async () => {
    const operators = {
      ...OPERATORS,
      list: [...OPERATORS.list, { slug: 'sk2', initials: 'SM', name: 'Sergei Moro', emails: [] }],
    };
    expect(await who({ value: { name: 'Sergei' }, from: 'text' }, { operators })).toBe('sergei');
    expect(await who({ value: { name: 'Sergei X' }, from: 'text' }, { operators })).toBe('unknown?');
  });
});

describe('when', () => {
  const when = async (created: SourceItem['created']): Promise<string> => {
    const plan = await planImport(contents([item('a', { created: created as never })]), ground());
    const parsed = await parseFrontmatterFully(plan.items[0]?.text ?? '', 'session');
    const doubt = plan.items[0]?.doubts.includes('date') ? '?' : '';
    return `${plan.items[0]?.id.slice(3, 9)} ${String(parsed.ok && parsed.data['created'])}${doubt}`;
  };
  test.each([
    [{ value: '2026-05-11', from: 'label' }, '260511 2026-05-11T00:00:00Z'],
    [{ value: '2026-05-11T23:30:00-05:00', from: 'label' }, '260511 2026-05-11T23:30:00-05:00'],
    [{ value: '2026-05-11', from: 'file' }, '260511 2026-05-11T00:00:00Z?'],
    [{ value: '1999-12-31', from: 'label' }, '260601 2026-06-01T00:00:00Z?'],
    [{ value: 'yesterday', from: 'label' }, '260601 2026-06-01T00:00:00Z?'],
    [{ value: '2026-02-30', from: 'label' }, '260601 2026-06-01T00:00:00Z?'],
    [undefined, '260601 2026-06-01T00:00:00Z?'],
  ] as const)('%j', async (created, expected) => {
    expect(await when(created)).toBe(expected);
  });
});

test('an alias is given where one item and no record has that name', async () => {
  const conv = (id: string, aliases: string[]): SourceItem => item(id, { aliases });
  const rows = [await toRowFully('docs/sessions/CONV-9.md', 'session', '# CONV-9 — x\n')];
  const plan = await planImport(
    contents([
      conv('a', ['CONV-30']),
      conv('b', ['conv-30', 'CONV-31']),
      conv('c', ['CONV-9', 'x y', '../z', 'CONV-32', 'CONV-32', 'RT-260511-01']),
    ]),
    ground({ rows }),
  );
  const aliases = await Promise.all(
    plan.items.map(async ({ text }) => {
      const parsed = await parseFrontmatterFully(text ?? '', 'session');
      return parsed.ok && parsed.data['aliases'];
    }),
  );
  expect(aliases).toEqual([undefined, ['CONV-31'], ['CONV-32']]);
});

test('links lead from each record to what became of the others, and no code is touched', async () => {
  const text = [
    '[b](B%20page.md) ![p](<pic 1.png> "a picture") [far](https://example.com/B%20page.md)',
    '[ref] and `[b](B%20page.md)` and [gone](gone.md) and <img src="pic 1.png">',
    '',
    '[ref]: B%20page.md#top',
    '',
    '```md',
    '[b](B%20page.md)',
    '```',
    '',
    '    [b](B%20page.md)',
  ].join('\n');
  const hash = 'ab'.repeat(32);
  const a = item('a', {
    text,
    title: 'The first page',
    sections: [{ heading: 'Summary', text }],
    properties: 'Related: [b](B%20page.md)',
    assets: [hash],
    links: new Map([
      ['B%20page.md', { to: 'item', id: 'b' }],
      ['B%20page.md#top', { to: 'item', id: 'b', fragment: 'top' }],
      ['pic 1.png', { to: 'asset', hash }],
      ['gone.md', { to: 'item', id: 'nobody' }],
    ]),
  });
  const b = item('b', { title: 'B page', kind: { value: 'plan', from: 'guess' } });
  const asset = { hash, extension: 'png', path: 'pic 1.png', size: 3, read: async () => Buffer.from('abc') };
  const plan = await planImport(contents([a, b], { assets: new Map([[hash, asset]]) }), ground());
  const made = plan.items[0]?.text ?? '';
  const pic = `../assets/${hash}.png`;
  expect(made).toContain(
    `[b](../../plans/b-page.md) ![p](${pic} "a picture") [far](https://example.com/B%20page.md)`,
  );
  expect(made).toContain(`and \`[b](B%20page.md)\` and [gone](gone.md) and <img src="${pic}">`);
  expect(made).toContain('[ref]: ../../plans/b-page.md#top\n');
  expect(made).toContain('```md\n[b](B%20page.md)\n```\n\n    [b](B%20page.md)');
  expect(made).toContain('## Properties\n\nRelated: [b](../../plans/b-page.md)\n');
  expect(plan.items[0]?.entry.lost).toBeUndefined();
  expect(plan.items[0]?.entry.links).toMatchObject({
    'B%20page.md': '../../plans/b-page.md',
    'pic 1.png': pic,
  });
  expect(plan.assets.map(({ path }) => path)).toEqual([`docs/assets/${hash}.png`]);
});

describe('again', () => {
  const first = item('a');
  const changed = item('a', {
    text: '# a\n\nOther text.\n',
    sections: [{ heading: 'Summary', text: 'Other text.' }],
  });
  const actions = (plan: ImportPlan): string[] => plan.items.map(({ action }) => action);
  test('the same source changes nothing', async () => {
    const plan = await planImport(contents([first]), ground());
    const next = await planImport(contents([first]), await after(plan));
    expect(actions(next)).toEqual(['same']);
    expect(next.change).toBeUndefined();
    expect(next.reports).toEqual([]);
  });
  test('a source that grew adds what is new', async () => {
    const plan = await planImport(contents([first]), ground());
    const next = await planImport(contents([first, item('b')]), await after(plan));
    expect(actions(next)).toEqual(['same', 'create']);
    expect(next.reports[0]?.report.items.map(({ record }) => record)).toEqual([
      'session:RT-260511-01',
      'session:RT-260511-02',
    ]);
  });
  test('a changed source brings its record up to date, under its id', async () => {
    const plan = await planImport(contents([first]), ground());
    const next = await planImport(contents([changed]), await after(plan));
    expect(next.items[0]).toMatchObject({ action: 'update', id: 'RT-260511-01' });
    expect(next.items[0]?.text).toContain('Other text.');
    expect(next.change?.files.map(({ path, expect: is }) => [path, is])).toEqual([
      ['docs/sessions/RT-260511-01.md', 'present'],
      ['.canon/imports/notion-export.json', 'any'],
    ]);
  });
  test('a record that people have edited is never overwritten, and it is said what it lacks', async () => {
    const plan = await planImport(contents([first]), ground());
    const file = 'docs/sessions/RT-260511-01.md';
    const edited = `${texts(plan)[file]}\nMine.\n`;
    const next = await planImport(contents([changed]), await after(plan, { [file]: edited }));
    expect(next.items[0]).toMatchObject({ action: 'conflict', entry: { lost: ['words: Other'] } });
    expect(next.change).toBeUndefined();
    const same = await planImport(contents([first]), await after(plan, { [file]: edited }));
    expect(actions(same)).toEqual(['same']);
  });
  test('a record that people have deleted is not made again, nor linked to', async () => {
    const plan = await planImport(contents([first]), ground());
    const linking = item('b', {
      text: '[a](a.md)',
      sections: [{ heading: 'Summary', text: '[a](a.md)' }],
      links: new Map([['a.md', { to: 'item', id: 'a' }]]),
    });
    const gone = await after(plan, { 'docs/sessions/RT-260511-01.md': undefined });
    const next = await planImport(contents([changed, linking]), gone);
    expect(actions(next)).toEqual(['skip', 'create']);
    expect(next.items[1]?.text).toContain('[a](a.md)');
  });
  test('a record that was given another id is still the one', async () => {
    const plan = await planImport(contents([first]), ground());
    const old = 'docs/sessions/RT-260511-01.md';
    const text = (texts(plan)[old] ?? '').replaceAll('RT-260511-01', 'RT-260511-07');
    const moved = text.replace('kind: session', 'aliases: [RT-260511-01]\nkind: session');
    const now = await after(plan, { [old]: undefined, 'docs/sessions/RT-260511-07.md': moved });
    const next = await planImport(contents([first]), now);
    expect(next.items[0]).toMatchObject({ action: 'same', id: 'RT-260511-07' });
  });
  test('two folders of handoffs may each have a HANDOFF.md', async () => {
    const one = contents([item('HANDOFF.md')], { source: 'handoffs', name: 'one' });
    const plan = await planImport(one, ground());
    const other = item('HANDOFF.md', {
      text: 'Another one.',
      sections: [{ heading: 'Summary', text: 'Another one.' }],
    });
    const next = await planImport(contents([other], { source: 'handoffs', name: 'two' }), await after(plan));
    expect(next.items[0]).toMatchObject({ action: 'create', id: 'RT-260511-02' });
    const moved = await planImport(
      contents(one.items, { source: 'handoffs', name: 'two' }),
      await after(plan),
    );
    expect(actions(moved)).toEqual(['same']);
  });
});

test('a workstream is as it was imported though its Session Log has been derived since', async () => {
  const page = item('w', {
    title: 'Flip',
    kind: { value: 'workstream', from: 'guess' },
    sections: [{ heading: 'Goal', text: 'Some text of w.' }],
  });
  const plan = await planImport(contents([page]), ground());
  const file = 'workstreams/flip.md';
  const logged = `${texts(plan)[file]}\n## Session Log\n\n- 2026-05-11 [RT-260511-01](../docs/sessions/RT-260511-01.md) — a title\n`;
  const grown = { ...page, hash: 'f'.repeat(64) };
  const next = await planImport(contents([grown]), await after(plan, { [file]: logged }));
  expect(next.items[0]?.action).toBe('update');
  const more = { ...grown, text: 'Some text of w. And more.' };
  const edited = await planImport(contents([more]), await after(plan, { [file]: `${logged}\nMine.\n` }));
  expect(edited.items[0]?.action).toBe('conflict');
});

describe('hostile titles', () => {
  test.each([
    ['[a](../../etc/passwd)'],
    ['<!-- swallowed'],
    ['a --> b'],
    ['x ]( y'],
    ['`unclosed'],
    ['# # ##'],
    ['---'],
    ['bell \u0007 and \u001B[31mred'],
    ['right \u202Eot left\u2066'],
    ['"quoted": [a, b] #'],
    ['\uD800 half'],
    ['__proto__'],
  ])('%j is a title of one line, and text', async (title) => {
    const text = `${title.replaceAll('\uD800', '')}\n\nBody word.\n`;
    const page = item('a', { title, text, sections: [{ heading: 'Summary', text: 'Body word.' }] });
    const plan = await planImport(contents([page]), ground());
    const made = plan.items[0]?.text ?? '';
    const { frontmatter, body } = await readRecordText('session', made);
    expect(frontmatter.ok && frontmatter.data['id']).toBe('RT-260511-01');
    expect(body.sections.map(({ heading }) => heading)).toEqual(['Summary']);
    expect(made).not.toMatch(/[\u0007\u001B\u202E\u2066]/);
    expect(plan.items[0]?.entry.lost).toBeUndefined();
  });
  test('one of ten thousand letters is cut, and stands whole under Properties', async () => {
    const title = 'word '.repeat(2000).trim();
    const plan = await planImport(contents([item('a', { title, text: title, sections: [] })]), ground());
    const made = plan.items[0]?.text ?? '';
    expect(made.split('\n').find((line) => line.startsWith('title:'))?.length).toBeLessThan(220);
    expect(made).toContain(`## Properties\n\n${title}\n`);
    expect(plan.items[0]?.entry.lost).toBeUndefined();
  });
});

test('what a section leaves open ends with it', async () => {
  for (const open of ['```js\nlet a', '~~~~\ncode ``` here', '<!-- a comment', '<pre>\nx', '<script>\ny']) {
    const page = item('a', {
      text: open,
      sections: [
        { heading: 'Summary', text: open },
        { heading: 'Learnings', text: 'kept' },
      ],
      properties: 'Stage: done',
    });
    const plan = await planImport(contents([page]), ground());
    const { body } = await readRecordText('session', plan.items[0]?.text ?? '');
    expect(body.sections.map(({ heading }) => heading)).toEqual(['Summary', 'Learnings', 'Properties']);
  }
});

test('what no record of the kind may say stands under Properties, and is a doubt where it is the status', async () => {
  const page = item('a', {
    title: 'A plan',
    kind: { value: 'plan', from: 'guess' },
    fields: { status: 'Shipped', priority: 'P1', tags: ['a'], score: 7, ratified: 'soon' },
  });
  const plan = await planImport(contents([page]), ground());
  expect(plan.items[0]?.doubts).toEqual(['status']);
  const made = plan.items[0]?.text ?? '';
  expect(made).toMatch(/^status: draft$/m);
  expect(made).toMatch(/^priority: P1$/m);
  expect(made).toContain('## Properties\n\n```yaml\nstatus: Shipped\nscore: 7\nratified: soon\n```\n');
});

test('words of a frontmatter that became another value stay', async () => {
  const text = '---\ndate: May 11, 2026\nby: Roman\n---\nBody.\n';
  const page = item('a', { text, sections: [{ heading: 'Summary', text: 'Body.' }] });
  const plan = await planImport(contents([page]), ground());
  expect(plan.items[0]?.entry.lost).toBeUndefined();
  expect(plan.items[0]?.text).toContain('```yaml\ndate: May 11, 2026\nby: Roman\n```');
});

test('the map gives kinds by path, and leaves out', async () => {
  const map = {
    ...EMPTY_MAP,
    kinds: [
      { pattern: 'archive/**', kind: 'skip' as const },
      { pattern: '*.md', kind: 'plan' as const },
    ],
  };
  const plan = await planImport(
    contents([item('x', { path: 'archive/x.md' }), item('y', { path: 'y.md', doubts: ['kind'] })]),
    ground({ map }),
  );
  expect(plan.items.map(({ kind, doubts }) => [kind, doubts])).toEqual([['plan', []]]);
});

test('transcripts write a report per run, named by its first record and session', async () => {
  const of = (...ids: string[]): SourceContents =>
    contents(
      ids.map((id) => item(id)),
      { source: 'transcripts', name: 'claude-code' },
    );
  const plan = await planImport(of('s1'), ground());
  expect(plan.items[0]?.text).toMatch(/^status: auto$/m);
  const [path = ''] = plan.reports.map((report) => report.path);
  expect(path).toMatch(/^\.canon\/imports\/transcripts-RT-260511-01-[0-9a-f]{8}\.json$/);
  const next = await planImport(of('s1', 's2'), await after(plan));
  expect(next.reports.map((report) => report.path)).toEqual([
    expect.stringMatching(/transcripts-RT-260511-02-[0-9a-f]{8}\.json$/),
  ]);
  expect(next.reports[0]?.report.items.map(({ id }) => id)).toEqual(['s2']);
  // Another clone gives the same id to another session meanwhile.
  const other = await planImport(of('s2'), ground());
  expect(other.items[0]?.id).toBe('RT-260511-01');
  expect(other.reports.map((report) => report.path)).not.toContain(path);
});

test('a session is what its record says, whatever id that got since', async () => {
  const of = contents([item('s2')], { source: 'transcripts', name: 'claude-code' });
  const { reports } = await planImport(of, ground());
  const row = (id: string, session: string): Row =>
    ({ kind: 'session', id, path: `${id}.md`, hostSessions: [session] }) as unknown as Row;
  const found = async (...rows: Row[]): Promise<string | undefined> =>
    (await earlierIn(of, reports, ground({ rows })).find({ id: 's2', hash: '' }))?.row?.id;
  expect(await found(row('RT-260511-01', 's1'), row('RT-260511-02', 's2'))).toBe('RT-260511-02');
  expect(await found(row('RT-260511-01', 's1'))).toBe(undefined);
  expect(await found(row('RT-260511-01', 's2'))).toBe('RT-260511-01');
});

test('a time that is still to come is none: the day of the import, to be looked at', async () => {
  const of = async (value: string): Promise<unknown[]> => {
    const { items } = await planImport(
      contents([item('a', { created: { value, from: 'frontmatter' } })]),
      ground(),
    );
    return [items[0]?.id, items[0]?.doubts];
  };
  // It may be tomorrow already where it was written.
  expect(await of('2026-06-02')).toEqual(['RT-260602-01', []]);
  expect(await of('2026-06-03')).toEqual(['RT-260601-01', ['date']]);
  expect(await of('2099-12-31T00:00:00Z')).toEqual(['RT-260601-01', ['date']]);
});

test('what is too long to be read as a record is left out and named, and the others are imported', async () => {
  const text = 'x '.repeat(17 * 1024 * 1024);
  const { items, problems } = await planImport(contents([item('a', { text }), item('b')]), ground());
  expect(items.map(({ item: { id } }) => id)).toEqual(['b']);
  expect(problems).toMatchObject([{ code: 'import-file-too-large', path: 'a.md' }]);
});

test('a value that is too long for frontmatter is kept in the text', async () => {
  const tags = Array.from({ length: 20_000 }, (_, i) => `tag${i}`);
  const { items } = await planImport(contents([item('a', { fields: { tags, branch: 'main' } })]), ground());
  const parsed = await parseFrontmatterFully(items[0]?.text ?? '', 'session');
  expect(parsed).toMatchObject({ ok: true, data: { branch: 'main' } });
  expect(parsed.ok && parsed.data['tags']).toBe(undefined);
  expect(items[0]?.text?.split('## Properties')[1]).toContain('tag19999');
});

test('a word of many megabytes is a word', async () => {
  const text = `# A\n\n${'a'.repeat(12_000_000)}\n`;
  const sections = [{ heading: 'Summary', text: text.slice(5) }];
  const { items, problems } = await planImport(
    contents([item('a', { title: 'A', text, sections })]),
    ground(),
  );
  expect([problems, items[0]?.entry.lost]).toEqual([[], undefined]);
});

test('a report that nobody could read again is refused before anything is changed', async () => {
  const links = new Map([['x'.repeat(33 * 1024 * 1024), { to: 'file', path: 'a.ts' } as const]]);
  await expect(planImport(contents([item('a', { links })]), ground())).rejects.toMatchObject({
    code: 'E_IMPORT_REPORT_SIZE',
    data: { items: 1 },
  });
});
