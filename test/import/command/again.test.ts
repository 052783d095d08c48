import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standingHash } from '../../../src/store/imports/standing.ts';
import { place } from './kit.ts';

const NOTE = (more: string): string =>
  `# A handoff\n\n**Date:** 2026-05-11\n**Author:** Sergei\n\n## Summary\n\n${more}\n`;
const RECORD = 'docs/sessions/SK-260511-01.md';

test('a source that grows: brought up to date, in conflict with what was edited, never made again', async () => {
  const here = place();
  // Somebody else's, under the id that would be the next.
  here.write(RECORD, 'Mine, and no record.\n');
  here.write('notes/HANDOFF.md', NOTE('One.'));
  here.commit('Notes');
  const first = await here.json('handoffs', 'notes');
  expect([first.code, first.data.items.map(({ record }) => record)]).toEqual([0, ['session:SK-260511-02']]);
  expect(here.read(RECORD)).toBe('Mine, and no record.\n');
  const made = 'docs/sessions/SK-260511-02.md';
  expect(here.read(made)).toContain('One.');

  here.write('notes/HANDOFF.md', NOTE('One, and two.'));
  const grown = await here.json('handoffs', 'notes');
  expect(grown.data.items.map(({ action, record }) => [action, record])).toEqual([
    ['update', 'session:SK-260511-02'],
  ]);
  expect(here.read(made)).toContain('One, and two.');
  expect(here.git('status', '--porcelain')).toBe(' M notes/HANDOFF.md');

  here.write(made, `${here.read(made)}\nMine.\n`);
  here.write('notes/HANDOFF.md', NOTE('One, two and three.'));
  const { code, data, diagnostics } = await here.json('handoffs', 'notes');
  expect([code, data.commit, data.items[0]?.action]).toEqual([1, null, 'conflict']);
  expect(diagnostics[0]).toMatchObject({ code: 'import-conflict', path: made });
  expect(diagnostics[0]?.message).toContain('three');
  expect(here.read(made)).toContain('Mine.');

  // Until somebody has brought it over.
  const there = here.read(made);
  here.write(made, `${there}\nTwo and three.\n`);
  const settled = await here.json('handoffs', 'notes');
  expect([settled.code, settled.data.commit, settled.data.items[0]?.action]).toEqual([0, null, 'same']);
  here.write(made, there);

  rmSync(join(here.root, made));
  here.commit('Delete it');
  const gone = await here.json('handoffs', 'notes');
  expect([gone.code, gone.data.commit, gone.data.items[0]?.action]).toEqual([0, null, 'skip']);
});

test('a handoff that went to an archive keeps its record, and the next one of its name gets one of its own', async () => {
  const here = place();
  here.write('notes/HANDOFF.md', NOTE('The first.'));
  here.write('notes/other.md', '# Another handoff\n\n**Date:** 2026-05-12\n\n## Summary\n\nAs it was.\n');
  here.commit('Notes');
  expect((await here.json('handoffs', 'notes')).code).toBe(0);
  const first = here.read(RECORD);

  here.git('mv', 'notes/HANDOFF.md', 'notes/2026-05-11.md');
  here.write('notes/HANDOFF.md', NOTE('The second.'));
  here.commit('Archive it');
  const next = await here.json('handoffs', 'notes');
  expect(
    next.data.items.filter(({ action }) => action !== 'same').map(({ action, record }) => [action, record]),
  ).toEqual([['create', 'session:SK-260511-02']]);
  expect(here.read(RECORD)).toBe(first);
  expect(here.read('docs/sessions/SK-260511-02.md')).toContain('The second.');

  here.git('mv', 'notes/2026-05-11.md', 'notes/old.md');
  here.commit('Rename it');
  const renamed = await here.json('handoffs', 'notes');
  expect([renamed.code, renamed.data.items.every(({ action }) => action === 'same')]).toEqual([0, true]);
  here.write('notes/old.md', NOTE('The first, and more.'));
  const grown = await here.json('handoffs', 'notes');
  expect(grown.data.items.flatMap(({ action, record }) => (action === 'update' ? [record] : []))).toEqual([
    'session:SK-260511-01',
  ]);
  expect((await here.json('handoffs', 'notes')).data.commit).toBeNull();
  expect((await here.json('handoffs', '--undo')).code).toBe(0);
  expect(here.git('ls-files', 'docs/sessions', '.canon/imports')).toBe('docs/sessions/INDEX.md');
});

test('what was lost is said until the record is somebody’s', async () => {
  const here = place();
  here.write('notes/HANDOFF.md', NOTE('One.'));
  here.commit('Notes');
  const { data } = await here.json('handoffs', 'notes');
  const report = data.report ?? '';
  here.write(report, here.read(report).replace('"result":', '"lost":["words: two"],"result":'));
  for (const more of [[], ['--dry-run']])
    expect(await here.json('handoffs', 'notes', ...more)).toMatchObject({
      code: 1,
      data: { lost: [{ source: 'notes/HANDOFF.md', what: 'words: two' }] },
    });
  here.write('docs/sessions/SK-260511-01.md', `${here.read('docs/sessions/SK-260511-01.md')}\nTwo.\n`);
  for (const more of [[], ['--dry-run']])
    expect(await here.json('handoffs', 'notes', ...more)).toMatchObject({ code: 0, data: { lost: [] } });
});

test('a record that was renumbered, and those that link to it, are their import’s own as before', async () => {
  const here = place();
  here.write('notes/HANDOFF.md', NOTE('One.'));
  here.write('notes/soup.md', '# Soup\n\nAs [we said](HANDOFF.md).\n');
  here.write(
    'notes/decisions/0007-letters.md',
    '# Letters\n\n## Context\n\nNone.\n\n## Decision\n\nBy post.\n',
  );
  here.commit('Notes');
  expect((await here.json('handoffs', 'notes')).code).toBe(0);
  const adr = (await here.json('handoffs', 'notes')).data.items.find(({ record }) =>
    record.startsWith('adr:'),
  );
  const letters = adr?.record.slice('adr:'.length) ?? '';
  const canon = (...args: string[]): ReturnType<typeof here.run> => here.box.canon(here.root, args);
  for (const args of [
    ['SK-260511-01', '--to', 'SK-260511-07'],
    [letters, '--to', '0042-letters'],
    ['learning:soup', '--to', 'bread'],
    // Twice: both ids stay known.
    ['SK-260511-07', '--to', 'SK-260511-09'],
  ])
    expect((await canon('renumber', ...args)).code).toBe(0);
  expect(here.read('docs/learnings/bread.md')).toContain('../sessions/SK-260511-09.md');
  const verified = await here.json('handoffs', 'notes', '--verify');
  expect([verified.code, verified.diagnostics]).toEqual([0, []]);
  const removed = await here.json('handoffs', '--undo', '--dry-run');
  expect(removed.data.items.map(({ action }) => action)).toEqual(['remove', 'remove', 'remove']);

  here.write('notes/HANDOFF.md', NOTE('One, and two.'));
  here.write('notes/soup.md', '# Soup\n\nAs [we said](HANDOFF.md): hot.\n');
  const grown = await here.json('handoffs', 'notes');
  expect(grown.data.items.map(({ action, record }) => [action, record])).toEqual([
    ['update', 'session:SK-260511-09'],
    ['same', 'adr:0042-letters'],
    ['update', 'learning:bread'],
  ]);
  expect(here.read('docs/sessions/SK-260511-09.md')).toMatch(/^aliases: \[SK-260511-01, SK-260511-07\]$/m);
  // And what a person has written is a person's.
  const path = 'docs/sessions/SK-260511-09.md';
  expect((await canon('renumber', 'SK-260511-09', '--to', 'SK-260511-10')).code).toBe(0);
  const now = path.replace('09', '10');
  here.write(now, `${here.read(now)}\nMine.\n`);
  here.write('notes/HANDOFF.md', NOTE('One, two and three.'));
  expect((await here.json('handoffs', 'notes')).data.items[0]?.action).toBe('conflict');
});

test('--verify says what the source has and its record has not, and leaves both as they are', async () => {
  const here = place();
  here.write('notes/HANDOFF.md', NOTE('One.'));
  here.commit('Notes');
  expect((await here.json('handoffs', 'notes')).code).toBe(0);
  here.write('notes/HANDOFF.md', NOTE('One, and [zebra](https://example.com/z).\n\n- [ ] feed it'));
  const head = here.git('rev-parse', 'HEAD');
  const { code, data } = await here.json('handoffs', 'notes', '--verify');
  expect([code, data.commit, here.git('rev-parse', 'HEAD')]).toEqual([1, null, head]);
  const said = data.lost.map(({ source, what }) => `${source} ${what}`).join('\n');
  expect(said).toContain('notes/HANDOFF.md words: and, zebra');
  expect(said).toContain('https://example.com/z');
  expect(said).toContain('feed it');
  expect(here.read(RECORD)).not.toContain('zebra');
});

test('--verify compares what became a record in its place with what git has of it, whatever the report says', async () => {
  const here = place();
  here.write('docs/sessions/CONV-1.md', '# CONV-1 — A title\n\nZebra.\n');
  here.commit('Of old');
  expect((await here.json('legacy')).code).toBe(0);
  const path = 'docs/sessions/CONV-1.md';
  const report = '.canon/imports/legacy-docs-sessions.json';
  const was = here.read(path);
  const now = was.replace('Zebra.', '');
  const [before, after] = [was, now].map((text) => standingHash('session', text));
  expect(here.read(report)).toContain(before);
  here.write(path, now);
  here.write(report, here.read(report).replace(before ?? '', after ?? ''));
  const { code, data } = await here.json('legacy', '--verify');
  expect([code, data.lost]).toEqual([1, [{ source: path, what: 'words: Zebra' }]]);
});

test('whose it is by a map or an answer once, it stays when the source grows', async () => {
  const here = place();
  const note = (author: string, more: string): string =>
    `# Of ${author}\n\n**Date:** 2026-05-11\n**Author:** ${author}\n\n## Summary\n\n${more}\n`;
  const write = (more: string): void => {
    for (const author of ['Ivan', 'Kira', 'Eve'])
      here.write(`notes/handoff-${author}.md`, note(author, more));
  };
  write('One.');
  here.write('map.yaml', 'authors:\n  Ivan: sergei\n  Kira: unknown\n');
  here.commit('Notes');
  const told = async (...args: string[]): Promise<unknown> =>
    (await here.json('handoffs', 'notes', ...args)).data.items
      .map(({ record, uncertain }) => [record, uncertain])
      .toSorted();
  const whose = [
    ['session:SK-260511-01', []],
    ['session:XX-260511-01', ['author']],
    ['session:XX-260511-02', []],
  ];
  expect(await told('--map', 'map.yaml')).toEqual(whose);
  write('One, and two.');
  expect(await told()).toEqual(whose);
  expect(here.read('docs/sessions/SK-260511-01.md')).toContain('operator: sergei\n');
});

test('a file of one dated entry that becomes a log keeps its record for the oldest of them', async () => {
  const here = place();
  const entry = (day: number): string => `## 2026-05-${day} Mail\n\nWords of the ${day}th.\n\n`;
  here.write('HANDOFF.md', `# Log\n\n${entry(11)}`);
  here.commit('Write', 'Roman <roman@example.com>');
  const [first] = (await here.json('handoffs', 'HANDOFF.md')).data.items;
  here.write('HANDOFF.md', `# Log\n\n${entry(13)}${entry(11)}`);
  here.commit('Go on', 'Roman <roman@example.com>');
  const second = await here.json('handoffs', 'HANDOFF.md');
  expect([second.code, second.data.lost]).toEqual([0, []]);
  expect(second.data.items.map(({ action }) => action).sort()).toEqual(['create', 'update']);
  const updated = second.data.items.find(({ action }) => action === 'update');
  expect(updated?.record).toBe(first?.record);
  const texts = here.git('grep', '-h', '^Words of the', '--', 'docs/sessions/RT-*').split('\n');
  expect(texts.sort()).toEqual(['Words of the 11th.', 'Words of the 13th.']);
  const third = await here.json('handoffs', 'HANDOFF.md');
  expect([third.data.commit, third.data.items.map(({ action }) => action)]).toEqual([null, ['same', 'same']]);
  expect((await here.json('handoffs', '--undo')).code).toBe(0);
  expect(here.git('ls-files', 'docs/sessions/*-01.md')).toBe('');
});
