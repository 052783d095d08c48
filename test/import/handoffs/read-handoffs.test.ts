import { createTextBudget } from '../../../src/import/handoffs/text-budget.ts';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linksOf } from '../../../src/import/handoffs/links.ts';
import type { Asset, SourceProblem } from '../../../src/import/item.ts';
import { EMPTY_MAP } from '../../../src/import/map.ts';
import { sandbox } from '../../support/sandbox.ts';
import { inShort, read, writeFiles } from './kit.ts';

describe('readHandoffs', () => {
  it('passes what is no handoff, and records', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(repo, {
      'notes/README.md': '# Notes\n',
      'notes/LICENSE.md': 'MIT\n',
      'notes/CHANGELOG.md': '# 1.0\n',
      'notes/empty.md': ' \n',
      'notes/INDEX.md': '# All\n',
      'notes/handoff-template.md': '# Handoff\n## Done\n',
      'notes/code.ts': '// done\n',
      'notes/node_modules/x/handoff.md': '# Handoff\n',
      'docs/sessions/RT-260511-01.md': '---\nkind: session\n---\n# RT-260511-01 — x\n',
      'notes/2026-05-10-handoff.md': '# The hook\n## Done\nx\n',
    });
    const { items, passed, name } = await read(box, repo, '.');
    expect(items.map(({ id }) => id)).toEqual(['notes/2026-05-10-handoff.md']);
    // Six of notes, the record, the README of the repository.
    expect(passed).toBe(8);
    expect(name).toBe('project');
    const one = await read(box, repo, 'notes/README.md');
    expect(one.items.map(({ id, kind }) => [id, kind.value])).toEqual([['notes/README.md', 'session']]);
    expect(one.name).toBe('notes-readme-md');
  });

  it('reads a folder outside of the repository', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(join(box.dir, 'elsewhere'), {
      'a/2026-05-10-handoff.md': '# The hook\n[b](../b.md)\n',
      'b.md': '# Handoff b\n## Done\n## Next\n',
    });
    const { items, name } = await read(box, repo, '../elsewhere');
    expect(items.map(({ id }) => id)).toEqual(['b.md', 'a/2026-05-10-handoff.md']);
    expect(items[1]?.links).toEqual(new Map([['../b.md', { to: 'item', id: 'b.md' }]]));
    expect(name).toMatch(/-elsewhere$/);
  });

  it('calls a task of Backlog.md by its title and its id once', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    const task = (front: string, body = ''): string => `---\n${front}---\n${body}`;
    writeFiles(join(repo, 'backlog/tasks'), {
      'task-1 - A.md': task('id: TASK-1\ntitle: "#1 Mail"\n'),
      'task-2 - B.md': task('id: task-2\n', '# task-2 - Mail\n'),
      'task-3 - C.md': '# TASK-3: Mail\n',
      'task-4 - D.md': task('title: "#12 is broken"\n'),
      'task-5 - E.md': task('title: 5 mails a day\n'),
      'task-6.1 - F.md': task('title: task-6.1 Mail\n'),
    });
    const { items } = await read(box, repo, 'backlog');
    const told = items.map(({ title, aliases }) => [title, ...aliases]);
    expect(told.sort((a, b) => ((a[1] ?? '').toLowerCase() < (b[1] ?? '').toLowerCase() ? -1 : 1))).toEqual([
      ['Mail', 'TASK-1'],
      ['Mail', 'task-2'],
      ['Mail', 'task-3'],
      ['#12 is broken', 'task-4'],
      ['5 mails a day', 'task-5'],
      ['Mail', 'task-6.1'],
    ]);
  });

  it('takes along no more than fits together, and names what stays', () => {
    const { dir: base } = sandbox();
    writeFiles(base, { 'a.png': '12345', 'b.png': '123456', 'c.png': '1234' });
    const problems: SourceProblem[] = [];
    const assets = new Map<string, Asset>();
    const around = { base, below: undefined, root: base, items: new Map(), assets, problems, most: 10 };
    const text = '![](a.png) ![](b.png) ![](c.png) ![](a.png)';
    const draft = { id: 'x.md', sections: [{ heading: 'Summary', text }] } as unknown as Parameters<
      typeof linksOf
    >[0];
    const { links } = linksOf(draft, 'x.md', { ...around, isSkipped: () => false });
    expect(links.get('b.png')?.to).not.toBe('asset');
    expect([...assets.values()].map(({ path }) => path)).toEqual(['a.png', 'c.png']);
    expect(problems).toMatchObject([
      { code: 'import-assets-too-large', args: { asset: 'b.png', most: 10 }, lost: false },
    ]);
  });

  it('says so where there is nothing', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    await expect(read(box, repo, 'nowhere')).rejects.toMatchObject({ code: 'E_IMPORT_NO_SOURCE' });
    await expect(read(box, repo, undefined)).rejects.toMatchObject({ code: 'E_IMPORT_HANDOFFS_PATH' });
    await expect(read(box, repo, '../nowhere', { history: true })).rejects.toMatchObject({
      code: 'E_IMPORT_NO_SOURCE',
    });
  });

  it('stops when it is told to', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    await expect(read(box, repo, '.', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  it('does what the map says', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(repo, { 'old/a.md': '# A\n## Sandwich\nx\n', 'old/b/c.md': '# C\n', 'old/d.yaml': 'x: 1\n' });
    const { items, passed } = await read(box, repo, 'old', {
      map: {
        ...EMPTY_MAP,
        kinds: [
          { pattern: 'old/b', kind: 'skip' },
          { pattern: '*.yaml', kind: 'plan' },
          { pattern: 'a.md', kind: 'session' },
        ],
        sections: { 'Next Action': ['Sandwich'] },
      },
    });
    expect(passed).toBe(1);
    expect(items.map(inShort)).toMatchObject([
      { kind: 'session (map)', sections: { 'Next Action': '<!-- Sandwich -->\n\nx' } },
      { kind: 'plan (map)', properties: '```yaml\nx: 1\n```' },
    ]);
  });

  it('takes headings of the configuration', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(repo, {
      '.canon/config.yaml': 'format: 1\nimport:\n  sections:\n    Next Action: [Sandwich]\n',
      'HANDOFF.md': '# A\n## Sandwich\nx\n',
    });
    const { items } = await read(box, repo, 'HANDOFF.md');
    expect(items[0]?.sections).toEqual([{ heading: 'Next Action', text: '<!-- Sandwich -->\n\nx' }]);
  });

  it('reads UTF-8 with and without a mark, UTF-16 with one, and nothing else', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    const text = '# Привет\n\nВсем.\n';
    writeFiles(repo, {
      'old/1-handoff.md': text,
      'old/2-handoff.md': `\uFEFF${text}`,
      'old/3-handoff.md': Buffer.from(`\uFEFF${text}`, 'utf16le'),
      'old/4-handoff.md': Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      'old/5-handoff.md': Buffer.from([0x23, 0x20, 0xcf, 0xf0]),
      'old/6-handoff.md': Buffer.from('a\0b'),
    });
    const { items, problems } = await read(box, repo, 'old');
    expect(
      items.map(({ title, doubts, text: whole }) => [title, whole === text, doubts.includes('encoding')]),
    ).toEqual([
      ['Привет', true, false],
      ['Привет', true, false],
      ['Привет', true, true],
      ['Привет', true, true],
    ]);
    expect(problems).toEqual([
      { code: 'import-file-not-text', path: 'old/5-handoff.md', lost: true },
      { code: 'import-file-not-text', path: 'old/6-handoff.md', lost: true },
    ]);
  });

  it('follows no link, and reads no file that is too large', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(box.dir, { 'secret/handoff.md': '# Secret\n', 'secret/pass.png': 'x' });
    writeFiles(repo, { 'old/a-handoff.md': '# A\n![p](p.png) ![q](../../secret/pass.png)\n' });
    symlinkSync(join(box.dir, 'secret'), join(repo, 'old/folder'));
    symlinkSync(join(box.dir, 'secret/handoff.md'), join(repo, 'old/link-handoff.md'));
    symlinkSync(join(box.dir, 'secret/pass.png'), join(repo, 'old/p.png'));
    writeFileSync(join(repo, 'old/huge-handoff.md'), '');
    truncateSync(join(repo, 'old/huge-handoff.md'), 65 * 1024 * 1024);
    const { items, problems, assets } = await read(box, repo, 'old');
    expect(items.map(({ id }) => id)).toEqual(['old/a-handoff.md']);
    // A link in the repository is a place to link to; what it leads to is not read.
    expect(items[0]?.links).toEqual(new Map([['p.png', { to: 'file', path: 'old/p.png' }]]));
    expect(assets.size).toBe(0);
    expect(problems.map(({ code, path, lost }) => [code, path, lost])).toEqual([
      ['import-file-link', 'old/link-handoff.md', false],
      ['import-file-too-large', 'old/huge-handoff.md', true],
    ]);
  });

  it.runIf(process.platform === 'linux')('names a file whose name is in another encoding', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(repo, { 'old/a-handoff.md': '# A\n' });
    const name = (end: string): Buffer =>
      Buffer.concat([Buffer.from(join(repo, 'old', 'schl')), Buffer.from([0xfc]), Buffer.from(end)]);
    writeFileSync(name('-handoff.md'), '# B\n');
    writeFileSync(name('.png'), 'PNG');
    const { items, problems } = await read(box, repo, 'old');
    expect(items.map(({ id }) => id)).toEqual(['old/a-handoff.md']);
    expect(problems.map(({ code, lost }) => [code, lost])).toEqual([['import-file-unreadable', true]]);
  });

  it('reads nothing too large from history, either', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(repo, { 'old/a-handoff.md': '# A\n', 'old/huge-handoff.md': '' });
    truncateSync(join(repo, 'old/huge-handoff.md'), 65 * 1024 * 1024);
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Write');
    box.git(repo, 'rm', '-q', 'old/a-handoff.md', 'old/huge-handoff.md');
    box.git(repo, 'commit', '-qm', 'Delete');
    const { items, problems } = await read(box, repo, 'old', { history: true });
    expect(items.map(({ path }) => path)).toEqual(['old/a-handoff.md']);
    expect(problems).toMatchObject([
      { code: 'import-file-too-large', path: 'old/huge-handoff.md', args: { bytes: 65 * 1024 * 1024 } },
    ]);
  });

  it('holds no more text than a process can', () => {
    const hold = createTextBudget('old', 10);
    hold(6);
    hold(4);
    expect(() => hold(1)).toThrow(expect.objectContaining({ code: 'E_IMPORT_TOO_MUCH_TEXT' }));
  });

  it('says where links lead, and brings pictures along', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    const links = [
      '[b](b-handoff.md#next)',
      '![pic](pics/a%20b.png)',
      '<img src="pics/a b.png">',
      '[code](../src/a.ts#L10)',
      '[root](src/a.ts:12)',
      '[dir](../src)',
      '[web](https://example.com/x.md)',
      '[gone](gone.md)',
      '[out](../../../etc/passwd)',
      '[self](#x)',
      '[git](../.git/config)',
      '![other](../img/c.png)',
      '[r]: <pics/a b.png>',
      '`[code](../src/a.ts)`',
    ];
    writeFiles(repo, {
      'old/a-handoff.md': `# A\n${links.join('\n')}\n`,
      'old/b-handoff.md': '# B\n',
      'old/pics/a b.png': 'PNG',
      'src/a.ts': '//\n',
      'img/c.png': 'PNG',
    });
    const { items, assets } = await read(box, repo, 'old');
    const [[hash, asset] = []] = assets;
    expect(items[0]?.links).toEqual(
      new Map(
        Object.entries({
          'b-handoff.md#next': { to: 'item', id: 'old/b-handoff.md', fragment: '#next' },
          'pics/a%20b.png': { to: 'asset', hash },
          'pics/a b.png': { to: 'asset', hash },
          '../src/a.ts#L10': { to: 'file', path: 'src/a.ts', rest: '#L10' },
          'src/a.ts:12': { to: 'file', path: 'src/a.ts', rest: '#L12' },
          '../src': { to: 'file', path: 'src' },
          '../img/c.png': { to: 'file', path: 'img/c.png' },
          '../src/a.ts': { to: 'file', path: 'src/a.ts' },
        }),
      ),
    );
    expect(items[0]?.assets).toEqual([hash]);
    expect(asset).toMatchObject({ extension: 'png', path: 'pics/a b.png', size: 3 });
  });

  it('knows author and time from git, and from the file where git knows nothing', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    writeFiles(repo, { 'a-handoff.md': '# A\n', 'b-handoff.md': '# B\n' });
    const known = new Map([
      ['a-handoff.md', { author: 'Sergei', email: 'sergei@example.com', at: '2026-05-09T10:00:00+02:00' }],
    ]);
    const { items } = await read(box, repo, '.', { known });
    expect(items.map(inShort)).toMatchObject([
      { created: '2026-05-05T16:53:20Z (file)', doubts: ['date'] },
      { author: 'Sergei (git)', created: '2026-05-09T10:00:00+02:00 (git)' },
    ]);
  });

  it('reads what git alone still has', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    const commit = (message: string): void => {
      box.git(repo, 'add', '-A');
      box.git(repo, '-c', 'user.name=Sergei', 'commit', '-qm', message);
    };
    writeFiles(repo, {
      'HANDOFF.md': '# First\n## Done\nhook\n',
      'old/moved.md': `# Moved\n${'text\n'.repeat(20)}`,
      'old/a-handoff.md': '# A\n',
      'x.ts': '//',
    });
    commit('one');
    writeFiles(repo, { 'HANDOFF.md': '# First, again\n## Done\nhook\n' });
    commit('two');
    box.git(repo, 'rm', '-q', 'HANDOFF.md', 'x.ts', 'old/a-handoff.md');
    box.git(repo, 'mv', 'old/moved.md', 'old/to.md');
    commit('three');
    writeFiles(repo, { 'HANDOFF.md': '# Second\n' });
    commit('four');
    const { items, problems } = await read(box, repo, '.', { history: true });
    expect(problems).toEqual([]);
    expect(
      items.map(({ id, title, author }) => [
        id.replace(/@[0-9a-f]{40}$/, '@blob'),
        title,
        author?.value.name,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['HANDOFF.md', 'Second', undefined],
        ['HANDOFF.md@blob', 'First, again', 'Sergei'],
        ['old/a-handoff.md@blob', 'A', 'Sergei'],
        ['old/to.md', 'Moved', undefined],
      ]),
    );
    expect(items).toHaveLength(4);
    // A folder or a file that is gone altogether.
    box.git(repo, 'rm', '-q', 'HANDOFF.md');
    commit('five');
    const gone = await read(box, repo, 'HANDOFF.md', { history: true });
    expect(gone.items.map(({ title }) => title).toSorted()).toEqual(['First, again', 'Second']);
    await expect(read(box, repo, 'HANDOFF.md')).rejects.toMatchObject({ code: 'E_IMPORT_NO_SOURCE' });
  });

  it('brings a long conversation along that git alone has', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    const text = `<!-- Generated by SpecStory -->\n\n_**User**_\n\n${'x '.repeat(200_000)}`;
    writeFiles(repo, { '.specstory/history/2026-05-10_15-00Z-a.md': text });
    box.git(repo, 'add', '-A');
    box.git(repo, 'commit', '-qm', 'one');
    box.git(repo, 'rm', '-rq', '.specstory');
    box.git(repo, 'commit', '-qm', 'two');
    const { assets } = await read(box, repo, '.specstory/history', { history: true });
    const [asset] = assets.values();
    expect((await asset?.read())?.equals(Buffer.from(text))).toBe(true);
  });

  it('has the same entries of a log that has grown, at either end', async () => {
    const box = sandbox();
    const repo = box.repo('work');
    const entries = [
      '## 2026-05-11: c\n\nC.\n\n',
      '## 2026-05-10: b\n\nB.\n\n',
      '## 2026-05-10: a\n\nA.\n\n',
    ];
    const more = '## 2026-05-12: d\n\nD.\n\n';
    for (const [before, after] of [
      [entries, [more, ...entries]],
      [entries.toReversed(), [...entries.toReversed(), more]],
    ] as const) {
      writeFiles(repo, { 'HANDOFF.md': `# Log\n\n${before.join('')}` });
      const { items } = await read(box, repo, 'HANDOFF.md');
      writeFiles(repo, { 'HANDOFF.md': `# Log\n\n${after.join('')}` });
      const grown = await read(box, repo, 'HANDOFF.md');
      expect(items).toHaveLength(3);
      expect(grown.items.filter(({ title }) => title !== '2026-05-12: d')).toEqual(items);
    }
  });

  it('has no history without a commit', async () => {
    const box = sandbox();
    const repo = box.repo('work', { commit: false });
    mkdirSync(join(repo, 'old'));
    expect((await read(box, repo, 'old', { history: true })).items).toEqual([]);
  });
});
