import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { workstreamText } from '../support/records.ts';
import { built, builtAnew, filesIn, smallRepo } from './rebuilding.ts';

interface Said {
  readonly code: number;
  readonly data: { pages: number; written: number; removed: number; broken: string[]; out: string };
}

async function build(box: Sandbox, cwd: string, ...args: string[]): Promise<Said> {
  const { code, stdout } = await box.canon(cwd, ['site', 'build', '--json', ...args]);
  return { code, data: (JSON.parse(stdout) as { data: Said['data'] }).data };
}

/** What is said of a folder that is refused. */
async function refusal(box: Sandbox, cwd: string, out: string): Promise<string> {
  const { code, stderr } = await box.canon(cwd, ['site', 'build', '--out', out]);
  expect(code, out).toBe(2);
  return stderr;
}

test('a site is built, then only what has changed, then nothing', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const first = await build(box, root);
  expect(first.code).toBe(0);
  expect(first.data.written).toBe(filesIn(first.data.out).size - 1);
  expect((await build(box, root)).data).toMatchObject({ written: 0, removed: 0 });
  const page = join(root, '_site/sessions/RT-260511-02/index.html');
  const whole = readFileSync(page, 'utf8');
  // At once, from what was kept; and what is done to a page by hand is noticed.
  const said = await box.canon(root, ['site', 'build']);
  expect(said.stdout).toBe(`_site  ${first.data.pages} pages · nothing has changed\n`);
  writeFileSync(page, 'mine');
  expect((await build(box, root)).data).toMatchObject({ written: 1, removed: 0 });
  expect(readFileSync(page, 'utf8')).toBe(whole);
  rmSync(join(root, '_site'), { recursive: true });
  expect((await build(box, root)).data.written).toBe(first.data.written);
});

test('what canon did not write is not touched, and no site is built over a project', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const refused = (out: string): Promise<string> => refusal(box, root, out);
  box.write(join(box.dir, 'full/thesis.txt'), 'Years of work');
  expect(await refused('../full')).toContain('thesis.txt');
  expect([...filesIn(join(box.dir, 'full')).keys()]).toEqual(['thesis.txt']);
  mkdirSync(join(box.dir, 'other'));
  symlinkSync(join(box.dir, 'other'), join(root, 'linked'));
  for (const out of [
    '.',
    '..',
    '.git/site',
    'docs',
    'docs/sessions/site',
    '.canon/site',
    'linked',
    'README.md',
  ])
    expect(await refused(out)).toContain('E_SITE_FOLDER');
  expect(box.git(root, 'status', '--short')).toBe('?? linked');
  // Neither in the usual folder, whether or not it is there, nor in any other site.
  expect(await refused('_site/sub/deeper')).toMatch(/is\s+inside\s+another\s+site/);
  await build(box, root, '--out', '../site');
  expect(await refused('../site/sub')).toMatch(/Name\s+a\s+folder\s+beside\s+that\s+one/);
  expect((await build(box, root, '--out', '../site')).code).toBe(0);
  // What lists a site's files may have come with a repository.
  box.write(join(box.dir, 'victim.txt'), 'Mine');
  const list = { by: 'canon', files: ['../victim.txt', 'link/victim.txt', 'link'] };
  box.write(join(box.dir, 'trap/.canon-site.json'), JSON.stringify(list));
  symlinkSync(box.dir, join(box.dir, 'trap/link'));
  expect((await build(box, root, '--out', '../trap')).code).toBe(0);
  expect(existsSync(join(box.dir, 'victim.txt'))).toBe(true);
});

test('what somebody puts among the pages later is noticed', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const session = join(root, '_site/sessions/RT-260511-01');
  // The second build knows the folders by how the first one left them.
  for (const text of ['One', 'Two']) {
    appendFileSync(join(root, 'docs/sessions/RT-260511-01.md'), `${text}\n`);
    expect((await build(box, root)).code).toBe(0);
  }
  box.write(join(session, 'mine.txt'), 'Mine');
  expect((await box.canon(root, ['site', 'build'])).stderr).toContain('sessions/RT-260511-01/mine.txt');
  rmSync(join(session, 'mine.txt'));
  expect((await build(box, root)).code).toBe(0);
  renameSync(session, join(box.dir, 'elsewhere'));
  symlinkSync(join(box.dir, 'elsewhere'), session);
  expect((await box.canon(root, ['site', 'build'])).stderr).toContain('sessions/RT-260511-01');
});

test('one record that does not parse keeps no other from being built', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  box.write(join(root, 'docs/sessions/RT-260512-01.md'), '---\ntitle: [a\n---\n# What\n');
  for (const time of ['first', 'again', 'kept']) {
    const { code, data } = await build(box, root);
    expect([code, data.broken], time).toEqual([1, ['docs/sessions/RT-260512-01.md']]);
  }
  expect(existsSync(join(root, '_site/sessions/RT-260511-01/index.html'))).toBe(true);
});

test.each(['en', 'ru'])(
  'a file that cannot be read has a page that says which and why (%s)',
  async (language) => {
    const box = sandbox();
    const root = smallRepo(box);
    box.write(join(root, '.canon/config.yaml'), `format: 1\nsite: { language: ${language} }\n`);
    const folder = join(root, 'docs/sessions');
    writeFileSync(join(folder, 'RT-260512-01.md'), Buffer.from('---\ntitle: Caf\xe9\n---\n', 'latin1'));
    symlinkSync('RT-260511-01.md', join(folder, 'RT-260512-02.md'));
    symlinkSync('nowhere.md', join(folder, 'RT-260512-03.md'));
    symlinkSync('/etc/hostname', join(folder, 'RT-260512-04.md'));
    truncateSync(join(folder, 'RT-260511-02.md'), 33 * 1024 * 1024);
    box.write(join(root, 'plans/none.md'), '---\ntitle: "a\n---\n# None\n');
    const { code, data } = await build(box, root);
    expect([code, data.broken.length]).toEqual([1, 6]);
    const pages = [...filesIn(data.out)].filter(([path]) => path.endsWith('.html'));
    expect(
      pages.filter(([, html]) => /\bundefined\b|\bNaN\b|\[object /.test(html)).map(([path]) => path),
    ).toEqual([]);
    const said = (id: string): string => readFileSync(join(data.out, `sessions/${id}/index.html`), 'utf8');
    const file = (id: string): string => `docs/sessions/${id}.md`;
    const words = {
      en: [' is not UTF-8', ' is a symbolic link', ' is larger than 32 MB'],
      ru: [' — не в кодировке UTF-8', ' — символическая ссылка', ' больше 32 МБ'],
    }[language]!;
    for (const [id, at] of [
      ['RT-260512-01', 0],
      ['RT-260512-02', 1],
      ['RT-260512-03', 1],
      ['RT-260512-04', 1],
      ['RT-260511-02', 2],
    ] as const)
      expect(said(id)).toContain(file(id) + words[at]!);
    expect(said('RT-260512-01').includes('lang="en"')).toBe(language === 'en');
  },
);

test('where a file was before, git tells: its old address and links to it lead to where it is now', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const out = join(box.dir, 'out');
  const page = (path: string): string => readFileSync(join(out, path, 'index.html'), 'utf8');
  for (const [from, to] of [
    ['flip', 'store'],
    ['store', 'vault'],
  ] as const) {
    box.git(root, 'mv', `workstreams/${from}.md`, `workstreams/${to}.md`);
    box.git(root, 'commit', '-qam', `Call it ${to}`);
  }
  await built(box, root, out);
  for (const old of ['flip', 'store']) {
    expect(page(`workstreams/${old}`)).toContain('url=../vault/');
    expect(page(`workstreams/${old}/document`)).toContain('url=../../vault/document/');
  }
  expect(page('sessions/RT-260511-01')).toContain('<a href="../../workstreams/vault/"');
  expect(page('workstreams/vault')).toContain('RT-260511-01');
  // Another record has that name now.
  box.write(join(root, 'workstreams/flip.md'), workstreamText('Another'));
  await built(box, root, out);
  expect(page('workstreams/flip')).toContain('<h1>Another</h1>');
  expect(page('sessions/RT-260511-01')).toContain('<a href="../../workstreams/flip/"');
  // What is kept out is not told, not even that it was there.
  rmSync(join(root, 'workstreams/flip.md'));
  const config = `format: 1\nsite: { exclude: ['workstreams/{flip,store}.md'] }\n`;
  box.write(join(root, '.canon/config.yaml'), config);
  await built(box, root, out);
  expect([...filesIn(out).keys()].filter((path) => /^workstreams\/(?:flip|store)\//.test(path))).toEqual([]);
});

test('two builds at once, and one without a place for what it remembers, make the same site', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const anew = await builtAnew(box, root, 'anew');
  const codes = await Promise.all(
    [1, 2, 3].map(async () => (await build(box, root, '--out', '../site')).code),
  );
  expect(codes).toEqual([0, 0, 0]);
  expect(filesIn(join(box.dir, 'site'))).toEqual(anew);
  rmSync(join(root, '.git/canon'), { recursive: true });
  writeFileSync(join(root, '.git/canon'), 'in the way');
  for (let time = 0; time < 2; time += 1) expect((await build(box, root, '--out', '../out')).code).toBe(0);
  expect(filesIn(join(box.dir, 'out'))).toEqual(anew);
});

test('records that a sparse checkout leaves out have their pages; a linked work tree has a site of its own', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const anew = await builtAnew(box, root, 'anew');
  box.git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/docs/sessions/SK-*');
  expect(existsSync(join(root, 'docs/sessions/SK-260511-01.md'))).toBe(false);
  const out = join(box.dir, 'sparse');
  await built(box, root, out);
  expect(filesIn(out)).toEqual(anew);
  box.git(root, 'worktree', 'add', '-q', '../offplan-side/offplan');
  const side = join(box.dir, 'offplan-side/offplan');
  box.git(side, 'sparse-checkout', 'disable');
  await built(box, side, join(box.dir, 'side'));
  expect(filesIn(join(box.dir, 'side'))).toEqual(anew);
});

test('records with one id, and tags that differ in capitals alone, have pages of their own', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const file = join(root, 'docs/sessions/RT-260511-01.md');
  const text = readFileSync(file, 'utf8');
  box.write(join(root, 'docs/sessions/2026/05/RT-260511-01.md'), text.replace('tags: [ops]', 'tags: [Ops]'));
  const out = join(box.dir, 'out');
  const { pages } = await built(box, root, out);
  const names = [...filesIn(out).keys()];
  expect(names.filter((path) => path.startsWith('sessions/RT-260511-01')).length).toBe(2);
  expect(new Set(names.map((path) => path.toLowerCase())).size).toBe(names.length);
  expect(pages).toBeGreaterThan(5);
  const many = Array.from({ length: 150 }, (_, at) => `many-${at}`).join(', ');
  box.write(file, text.replace('tags: [ops]', `tags: [${many}]`));
  await built(box, root, out);
  const lists = [...filesIn(out).keys()].filter((path) => path.startsWith('records/tag/many-'));
  expect(lists.length).toBe(100);
});

test('an option of the other action is refused, and nothing is built', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const { code } = await build(box, root, '--port', '4321');
  expect(code).toBe(2);
  expect(existsSync(join(root, '_site'))).toBe(false);
});

test('a folder where a page goes, and a place where none can be made, are told of before anything is written', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const refused = (out: string): Promise<string> => refusal(box, root, out);
  for (const name of ['index.html', '.nojekyll', '.canon-site.json', 'sessions/RT-260511-01/index.html']) {
    const out = join(box.dir, name.replaceAll('/', '-'));
    mkdirSync(join(out, name), { recursive: true });
    expect((await refused(out)).replace(/\s+/g, ' ')).toContain(`canon did not write: ${name} `);
    expect(filesIn(out).size).toBe(0);
  }
  writeFileSync(join(box.dir, 'file'), '');
  expect(await refused(join(box.dir, 'file/x/y'))).toContain('E_SYSTEM');
});

// Asked for a folder there, Node tries for ever.
test.runIf(existsSync('/proc/self'))('a place below /proc ends a build', async () => {
  const box = sandbox();
  const { code, stderr } = await box.canon(smallRepo(box), ['site', 'build', '--out', '/proc/no-such/site']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('E_SYSTEM')]);
});
