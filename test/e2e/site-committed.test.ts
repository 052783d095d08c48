import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Answer, DRAFT, field, type Field } from '../handoff/field.ts';

const CONFIG = 'site: { title: Offplan, out: docs/rendered }\n';
const QUICK = ['handoff', '--quick', 'Looked around'];

const rendered = (): Field => field({ config: CONFIG });
const handOff = (it: Field): Promise<Answer> => it.json(['handoff', '--draft', '-'], { input: DRAFT });

test('a file that is not canon’s keeps the folder from being rendered; what a host wants there does not', async () => {
  const it = rendered();
  it.work('docs/rendered/CNAME', 'example.com\n');
  expect((await handOff(it)).codes).toContain('site-rendered');
  expect(it.git('ls-tree', '--name-only', 'HEAD', 'docs/rendered/')).toContain('CNAME');
  it.work('docs/rendered/notes.md', 'mine\n');
  const answer = await it.json(QUICK);
  expect(answer.codes).toContain('E_SITE_FOLDER');
  expect(it.read('docs/rendered/notes.md')).toBe('mine\n');
});

test('what `canon site build` has put there gives way', async () => {
  const it = rendered();
  await it.canon(['site', 'build']);
  expect(it.git('status', '--porcelain', '-uall')).toContain('docs/rendered/');
  expect(existsSync(join(it.repo, 'docs/rendered/.gitignore'))).toBe(false);
  expect((await handOff(it)).codes).toContain('site-rendered');
  expect(it.git('status', '--porcelain')).toBe('');
});

test('a file that git ignores is not written over where a page is to be, and is no matter elsewhere', async () => {
  const it = rendered();
  it.work('.gitignore', 'docs/rendered/**/*.log\ndocs/rendered/llms.txt\n');
  it.write('docs/rendered/build.log', 'mine\n');
  it.write('docs/rendered/llms.txt', 'mine\n');
  const answer = await handOff(it);
  expect(answer.codes).toContain('E_SITE_EDITED');
  expect(it.read('docs/rendered/llms.txt')).toBe('mine\n');
  rmSync(join(it.repo, 'docs/rendered/llms.txt'));
  expect((await it.json(QUICK)).codes).toContain('site-rendered');
  expect(it.read('docs/rendered/build.log')).toBe('mine\n');
});

test('a link in place of the folder is not gone through', async () => {
  const it = rendered();
  mkdirSync(join(it.box.dir, 'elsewhere'));
  mkdirSync(join(it.repo, 'docs'), { recursive: true });
  symlinkSync(join(it.box.dir, 'elsewhere'), join(it.repo, 'docs/rendered'));
  it.git('add', '.');
  it.git('commit', '-qm', 'Link the site');
  const { exit, diagnostics } = await handOff(it);
  expect(exit).toBe(0);
  const said = diagnostics.find(({ code }) => code === 'E_SITE_FOLDER');
  expect(said?.message).toContain('docs/rendered is a link');
  expect(readdirSync(join(it.box.dir, 'elsewhere'))).toEqual([]);
});

test('a handoff tells what the site has not, and why', async () => {
  const it = field({ config: 'site: { out: docs/rendered, exclude: ["tag:internal", "typo/**"] }\n' });
  it.work('docs/sessions/RT-260501-01.md', '---\ntags: [internal]\nsummary: "x: [\n---\n# The grebe\n');
  const { exit, codes } = await handOff(it);
  expect(exit).toBe(0);
  for (const code of ['site-rendered', 'site-broken-hidden', 'site-exclude-idle'])
    expect(codes).toContain(code);
  expect(it.git('log', '-1', '-p', '--format=', '--', 'docs/rendered')).not.toContain('grebe');
});

test('what others have pushed meanwhile is rendered on top of it, once', async () => {
  const it = rendered();
  await handOff(it);
  const other = it.clone('other', 'sergei@example.com');
  // Both hand off from the same commit; the second one is put on top of the first.
  await it.json(QUICK);
  const answer = await it.json(['handoff', '--quick', 'From the other side'], { at: other });
  expect(answer.data['pushed']).toBe(true);
  const head = it.box.git(other, 'rev-parse', 'HEAD');
  expect(it.box.git(it.remote, 'rev-parse', 'main')).toBe(head);
  expect(it.box.git(other, 'status', '--porcelain')).toBe('');
  for (const id of ['RT-260511-02', 'SK-260511-01'])
    expect(existsSync(join(other, `docs/rendered/sessions/${id}/index.html`)), id).toBe(true);
});

test('a rendering that could not be pushed is made anew on top of what came first', async () => {
  const it = rendered();
  const other = it.clone('other', 'sergei@example.com');
  await it.json(['handoff', '--quick', 'Alone', '--no-push'], { at: other });
  expect(it.box.git(other, 'log', '-1', '--format=%s')).toBe('Render the site');
  await handOff(it);
  await it.json(['handoff', '--quick', 'Back again'], { at: other });
  expect(it.box.git(it.remote, 'rev-parse', 'main')).toBe(it.box.git(other, 'rev-parse', 'HEAD'));
  const log = it.box.git(other, 'log', '--format=%s').split('\n');
  expect(log.filter((subject) => subject === 'Render the site')).toHaveLength(2);
  expect(it.box.git(other, 'status', '--porcelain')).toBe('');
});

test('a run that was killed while the work tree followed is finished by the next', async () => {
  const it = rendered();
  await handOff(it);
  await it.json(QUICK);
  const [to, from] = [it.git('rev-parse', 'HEAD'), it.git('rev-parse', 'HEAD~1')];
  // As it stands between the branch and the index: one new file is there already.
  const page = it.git('diff', '--name-only', '--diff-filter=A', from, to).split('\n')[0] ?? '';
  const text = it.read(page);
  it.git('read-tree', '-m', '-u', to, from);
  it.write(page, text);
  it.write(
    '.git/canon/pending/main.json',
    JSON.stringify({ version: 1, kind: 'move', branch: 'main', from, to }),
  );
  expect((await it.json(['handoff', '--quick', 'After the kill'])).exit).toBe(0);
  expect(it.git('status', '--porcelain')).toBe('');
  rmSync(join(it.repo, 'docs/rendered'), { recursive: true });
  it.git('checkout', 'HEAD', '--', 'docs/rendered');
  expect(it.git('status', '--porcelain')).toBe('');
});
