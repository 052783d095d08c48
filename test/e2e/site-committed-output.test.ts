import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, DRAFT, field, type Field } from '../handoff/field.ts';

const CONFIG = 'site: { title: Offplan, out: docs/rendered }\n';
const QUICK = ['handoff', '--quick', 'Looked around'];

const rendered = (config = CONFIG): Field => field({ config });
const handOff = (it: Field): Promise<Answer> => it.json(['handoff', '--draft', '-'], { input: DRAFT });
const subjects = (it: Field, ...range: string[]): string[] =>
  it.git('log', '--format=%s', ...range).split('\n');
/** Files of a commit. */
const filesOf = (it: Field, commit: string): string[] =>
  it.git('diff-tree', '--no-commit-id', '--name-only', '-r', commit).split('\n');

/** All that the rendered files of HEAD say. */
const textsOf = (it: Field): string => it.git('log', '-1', '-p', '--format=', '--', 'docs/rendered');

test('a handoff renders the site into a commit of its own, with nothing else in it, and pushes that', async () => {
  const it = rendered();
  it.write('notes.txt', 'somebody is at work\n');
  it.write('workstreams/draft.md', 'not committed, and not in the site: grebe\n');
  const answer = await handOff(it);
  expect(answer.codes).toContain('site-rendered');
  expect(subjects(it, '-2')[0]).toBe('Render the site');
  expect(it.git('log', '-1', '--format=%(trailers:key=Canon-Session,valueonly)')).toContain('none');
  expect(filesOf(it, 'HEAD').every((path) => path.startsWith('docs/rendered/'))).toBe(true);
  const page = it.read(`docs/rendered/sessions/${answer.data['id']}/index.html`);
  expect(page).toContain('P2 + P3 of the flip');
  expect(textsOf(it)).not.toContain('grebe');
}, 60_000);

test('says the same again where nothing but time, or its own commit, has come', async () => {
  const it = rendered();
  await handOff(it);
  const tree = it.git('rev-parse', 'HEAD:docs/rendered');
  // A repeated handoff has nothing to add, whatever the time.
  const id = /RT-\d{6}-\d\d/.exec(subjects(it, '-2').join(' '))?.[0] ?? '';
  const again = await it.json(['handoff', '--draft', '-', '--id', id], {
    input: DRAFT,
    env: { CANON_NOW: '2026-05-12T09:00:00+02:00' },
  });
  expect(again.codes).not.toContain('site-rendered');
  expect(it.git('rev-parse', 'HEAD:docs/rendered')).toBe(tree);
  expect(it.git('status', '--porcelain')).toBe('');
  expect(it.git('rev-parse', 'HEAD')).toBe(it.git('rev-parse', 'origin/main'));
  const { findings } = (await it.json(['check'])).data as { findings: { path?: string }[] };
  expect(findings.filter(({ path }) => path?.startsWith('docs/rendered/'))).toEqual([]);
  // Its commits are nobody's work: the next session does not list them.
  const next = await it.json(QUICK);
  expect(it.read(next.data['path'])).not.toContain('Render the site');
  expect(it.read(next.data['path'])).not.toMatch(/^commits:/m);
});

test.each([
  ['on another branch', async (it: Field) => void it.git('switch', '-qc', 'other'), handOff],
  [
    'with --no-commit',
    async () => {},
    (it: Field) => it.json(['handoff', '--draft', '-', '--no-commit'], { input: DRAFT }),
  ],
  ['where git ignores the folder', async (it: Field) => it.work('.gitignore', 'docs/rendered/\n'), handOff],
])('%s nothing is rendered', async (_when, prepare, act) => {
  const it = rendered();
  await prepare(it);
  const answer = await act(it);
  expect(answer.exit).toBe(0);
  expect(answer.codes).not.toContain('site-rendered');
  expect(existsSync(join(it.repo, 'docs/rendered'))).toBe(false);
  expect(subjects(it)).not.toContain('Render the site');
});

test('a repository whose site is not committed has no such commit', async () => {
  const it = rendered('');
  await handOff(it);
  expect(subjects(it)).not.toContain('Render the site');
  expect(existsSync(join(it.repo, '.git/canon/rendered'))).toBe(false);
});

test('a page that somebody has edited stays as they have it, and they are told', async () => {
  const it = rendered();
  await handOff(it);
  it.write('docs/rendered/index.html', 'mine\n');
  const answer = await it.json(QUICK);
  expect(answer.exit).toBe(0);
  expect(answer.diagnostics.find(({ code }) => code === 'E_SITE_EDITED')).toMatchObject({
    severity: 'warning',
  });
  expect(it.read('docs/rendered/index.html')).toBe('mine\n');
  it.git('checkout', 'HEAD', '--', 'docs/rendered');
  expect((await it.json(QUICK)).codes).toContain('site-rendered');
});

test('renders again after a copy of the clone, and after a run that was killed', async () => {
  const it = rendered();
  await handOff(it);
  const mirror = join(it.repo, '.git/canon/rendered/main');
  // In a copy every file has another time.
  for (const path of it.git('ls-files', 'docs', 'workstreams').split('\n'))
    if (existsSync(join(mirror, 'tree', path))) utimesSync(join(mirror, 'tree', path), 1, 1);
  const copied = await it.json(QUICK);
  expect(copied.codes).toContain('site-rendered');
  writeFileSync(join(mirror, 'index.lock'), '');
  writeFileSync(join(mirror, 'out/.canon-site.json'), '');
  const killed = await it.json(QUICK);
  expect(killed.codes).toContain('site-rendered');
  expect(it.read(`docs/rendered/sessions/${killed.data['id']}/index.html`)).toContain('Looked around');
  expect(readdirSync(join(mirror, '..'))).toEqual(['main']);
}, 60_000);

test('a folder of records is none that a site goes to', async () => {
  const it = rendered('site: { out: docs/sessions/site }\n');
  const answer = await handOff(it);
  expect(answer).toMatchObject({ exit: 2 });
  expect(answer.codes).toContain('E_CONFIG_PATH');
});
