import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPERATORS } from '../../support/project.ts';
import { at, place, type Place } from './kit.ts';

const DIR = 'docs/sessions';
const session = (n: number, more = ''): string =>
  `# CONV-${n} — Title ${n}\n\n**Date:** 2026-05-1${n}\n\n${more}Text ${n}\n`;

function two(): Place {
  const here = place();
  here.write(`${DIR}/CONV-1.md`, session(1));
  here.write(`${DIR}/CONV-2.md`, session(2));
  here.commit('Old sessions');
  return here;
}

test('--dry-run shows what would be imported at 80 columns, and changes nothing', async () => {
  const here = two();
  here.write(`${DIR}/CONV-3-${'long-'.repeat(10)}name.md`, `# ${'Очень длинное название '.repeat(6)}\n`);
  here.commit('More', 'Nobody <n@example.com>');
  const { code, stdout, stderr } = await here.run('legacy', '--dry-run');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Would import 3 sessions from legacy: docs-sessions\n {2}new {2}CONV-1/);
  expect(stdout).toContain('1 of nobody known');
  expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
  const plan = await here.json('legacy', '--dry-run');
  expect([plan.code, plan.data.commit, plan.data.lost, plan.diagnostics]).toEqual([0, null, [], []]);
  expect(plan.data.items).toHaveLength(3);
  expect(plan.data.items[2]).toEqual({
    source: `${DIR}/CONV-3-${'long-'.repeat(10)}name.md`,
    record: `session:CONV-3-${'long-'.repeat(10)}name`,
    action: 'create',
    uncertain: ['author'],
  });
  expect(here.git('status', '--short')).toBe('');
  expect(existsSync(join(here.root, '.canon/imports'))).toBe(false);
});

test('what others have staged and edited stays as it is, in the same files too', async () => {
  const here = two();
  here.write(`${DIR}/CONV-1.md`, `${session(1)}\nEdited, not staged.\n`);
  here.write('README.md', 'Staged.\n');
  here.git('add', 'README.md');
  here.write('README.md', 'Edited.\n');
  here.write('new.txt', 'Untracked.\n');
  const { code, data } = await here.json('legacy');
  expect(code).toBe(0);
  expect(data.lost).toEqual([]);
  expect(here.git('status', '--short')).toBe(`MM README.md\n M ${DIR}/CONV-1.md\n?? new.txt`);
  const show = here.git('show', `HEAD:${DIR}/CONV-1.md`);
  expect(show).toContain('kind: session');
  expect(show).not.toContain('Edited');
  expect(here.read(`${DIR}/CONV-1.md`)).toContain('kind: session');
  expect(here.read(`${DIR}/CONV-1.md`)).toContain('Edited, not staged.');
  // What was not as committed cannot be put back: it stays, and is named.
  const back = await here.json('legacy', '--undo');
  expect(back.code).toBe(1);
  expect(back.diagnostics).toMatchObject([{ code: 'import-undo-kept', path: `${DIR}/CONV-1.md` }]);
  expect(here.read(`${DIR}/CONV-2.md`)).toBe(session(2));
});

test('--no-commit leaves it all in the work tree; --undo takes it back from there', async () => {
  const here = two();
  const head = here.git('rev-parse', 'HEAD');
  const { code, data } = await here.json('legacy', '--no-commit');
  expect([code, data.commit, data.report]).toEqual([0, null, '.canon/imports/legacy-docs-sessions.json']);
  expect(here.git('status', '--short')).toBe(` M ${DIR}/CONV-1.md\n M ${DIR}/CONV-2.md\n?? .canon/imports/`);
  const back = await here.json('legacy', '--undo');
  expect([back.code, back.data.commit]).toEqual([0, null]);
  expect(here.git('status', '--short')).toBe('');
  expect(here.git('rev-parse', 'HEAD')).toBe(head);
});

test('on a detached HEAD it is written, not committed, and said', async () => {
  const here = two();
  here.git('checkout', '-q', '--detach');
  const { code, data, diagnostics } = await here.json('legacy');
  expect([code, data.commit]).toEqual([1, null]);
  expect(diagnostics.map((one) => one.code)).toContain('not-committed');
  expect(here.read(`${DIR}/CONV-1.md`)).toContain('kind: session');
});

test('before the first commit it is edited, and left to be committed', async () => {
  const here = place({ commit: false });
  here.write(`${DIR}/CONV-1.md`, session(1));
  const { code, data, diagnostics } = await here.json('legacy');
  expect([code, data.commit, data.lost]).toEqual([1, null, []]);
  expect(diagnostics).toMatchObject([{ code: 'change-uncommitted', path: `${DIR}/CONV-1.md` }]);
  expect(here.read(`${DIR}/CONV-1.md`)).toContain('id: CONV-1');
});

test('in a project below the top of the repository', async () => {
  const { box, root } = place();
  for (const [path, text] of [
    ['sub/.canon/config.yaml', 'format: 1\n'],
    ['sub/.canon/operators.yaml', OPERATORS],
    [`sub/${DIR}/CONV-1.md`, session(1)],
    [`${DIR}/CONV-2.md`, session(2)],
  ] as const) {
    box.write(join(root, path), text);
  }
  const here = at(box, join(root, 'sub'));
  here.commit('Sub', 'S <sergei@example.com>');
  const { code, data } = await here.json('legacy');
  expect([code, data.items.map(({ record }) => record)]).toEqual([0, ['session:CONV-1']]);
  expect(here.read(`${DIR}/CONV-1.md`)).toContain('operator: sergei');
  expect(here.git('show', '--name-only', '--format=').split('\n')).toEqual([
    'sub/.canon/imports/legacy-docs-sessions.json',
    `sub/${DIR}/CONV-1.md`,
    `sub/${DIR}/INDEX.md`,
  ]);
  expect((await here.json('legacy', '--undo')).code).toBe(0);
  expect(here.read(`${DIR}/CONV-1.md`)).toBe(session(1));
});

test('--verify compares again and changes nothing', async () => {
  const here = two();
  await here.run('legacy');
  const head = here.git('rev-parse', 'HEAD');
  expect(await here.json('legacy', '--verify')).toMatchObject({ code: 0, data: { lost: [] } });
  const path = `${DIR}/CONV-1.md`;
  here.write(path, here.read(path).replace('Text 1', ''));
  const edited = await here.json('legacy', '--verify');
  expect(edited).toMatchObject({ code: 0, diagnostics: [{ code: 'import-edited', path }] });
  expect(here.git('rev-parse', 'HEAD')).toBe(head);
});

test('--undo leaves what was edited, and the report keeps it', async () => {
  const here = two();
  await here.run('legacy');
  const path = `${DIR}/CONV-1.md`;
  here.write(path, `${here.read(path)}\nMine.\n`);
  here.commit('Edit');
  const { code, data, diagnostics } = await here.json('legacy', '--undo');
  expect(code).toBe(1);
  expect(data.items.map(({ record, action }) => [record, action])).toEqual([
    ['session:CONV-1', 'keep'],
    ['session:CONV-2', 'restore'],
  ]);
  expect(diagnostics).toMatchObject([{ code: 'import-undo-kept', path }]);
  expect(here.read(`${DIR}/CONV-2.md`)).toBe(session(2));
  expect(here.read('.canon/imports/legacy-docs-sessions.json')).toContain('CONV-1.md');
  expect(here.read('.canon/imports/legacy-docs-sessions.json')).not.toContain('CONV-2.md');
  expect(here.git('log', '-1', '--format=%B')).toContain('Canon-Session: none');
  // The one that was put back can be imported again.
  expect((await here.json('legacy')).data.items.map(({ record }) => record)).toEqual(['session:CONV-2']);
});

describe('--undo and what came along', () => {
  const picture = (of: string): string => {
    const [, name = ''] = /assets\/([0-9a-f]{64}\.png)/.exec(of) ?? [];
    return `docs/assets/${name}`;
  };
  const imported = async (...args: string[]) => {
    const here = place();
    for (const name of ['one', 'two', 'three']) {
      here.write(`notes/${name}-handoff.md`, `# ${name}\n\n## Next Steps\n\n![it](${name}.png)\n`);
      here.write(`notes/${name}.png`, name);
    }
    here.commit('Write', 'Roman <roman@example.com>');
    const { data } = await here.json('handoffs', 'notes', ...args);
    const files = new Map(
      data.items.map(({ source, record }) => [source, `docs/sessions/${record.split(':')[1] ?? ''}.md`]),
    );
    const fileOf = (name: string): string => files.get(`notes/${name}-handoff.md`) ?? '';
    return { here, fileOf, pictureOf: (name: string) => picture(here.read(fileOf(name))) };
  };
  test('takes it away with its records, and the folder that it was in', async () => {
    const { here, pictureOf } = await imported();
    expect(existsSync(join(here.root, pictureOf('one')))).toBe(true);
    expect(await here.json('handoffs', '--undo')).toMatchObject({ code: 0, diagnostics: [] });
    expect(existsSync(join(here.root, 'docs/assets'))).toBe(false);
    expect(existsSync(join(here.root, '.canon/imports'))).toBe(false);
  });
  test('leaves what a record that stays refers to, wherever it was moved; the report lists that alone', async () => {
    const { here, fileOf, pictureOf } = await imported();
    const [one, two, three] = [pictureOf('one'), pictureOf('two'), pictureOf('three')];
    here.write(fileOf('one'), `${here.read(fileOf('one'))}\nMine.\n`);
    here.git('add', '-A');
    here.box.write(join(here.root, 'archive/two.md'), here.read(fileOf('two')));
    here.git('rm', '-q', fileOf('two'));
    here.commit('Edit and move');
    expect((await here.json('handoffs', '--undo')).code).toBe(1);
    const there = [one, two, three].map((path) => existsSync(join(here.root, path)));
    expect(there).toEqual([true, true, false]);
    const report = here.read('.canon/imports/handoffs-notes.json');
    expect([one, two, three].map((path) => report.includes(`"${path}"`))).toEqual([true, true, false]);
    expect(here.git('status', '--porcelain')).toBe('');
  });
  test('leaves all of it while a record cannot be read', async () => {
    const { here, fileOf, pictureOf } = await imported();
    const one = pictureOf('one');
    writeFileSync(join(here.root, fileOf('one')), Buffer.from([0xff, 0x00, 0xff]));
    const pictures = ['two', 'three'].map(pictureOf);
    await here.json('handoffs', '--undo');
    expect([one, ...pictures].map((path) => existsSync(join(here.root, path)))).toEqual([true, true, true]);
  });
  test('says that it stays where it was never committed', async () => {
    const { here, pictureOf } = await imported('--no-commit');
    const one = pictureOf('one');
    const { code, diagnostics } = await here.json('handoffs', '--undo');
    expect([code, diagnostics.map((each) => each.code)]).toEqual([0, ['import-undo-assets']]);
    expect(existsSync(join(here.root, one))).toBe(true);
  });
});

test('a report that is made up removes nothing but records', async () => {
  const here = two();
  await here.run('legacy');
  const report = '.canon/imports/legacy-docs-sessions.json';
  const { createHash } = await import('node:crypto');
  const text = here.read('README.md');
  const hash = createHash('sha256').update(text).digest('hex');
  const line = `    {"id":"x","path":"x","hash":"${hash}","record":"session:README","file":"README.md","result":"${hash}"}`;
  here.write(report, here.read(report).replace('"items": [\n', `"items": [\n${line},\n`));
  here.commit('Make it up');
  const { code, diagnostics } = await here.json('legacy', '--undo');
  expect([code, diagnostics.map((one) => [one.code, one.path])]).toEqual([
    1,
    [['import-undo-kept', 'README.md']],
  ]);
  expect(here.read('README.md')).toBe(text);
});

test('a broken report is an error with its line, and nothing is imported', async () => {
  const here = two();
  here.write('.canon/imports/legacy-docs-sessions.json', '{\n  "format": 1,\n<<<<<<< HEAD\n');
  const { code, stderr } = await here.run('legacy');
  expect(code).toBe(2);
  expect(stderr).toContain('.canon/imports/legacy-docs-sessions.json:3:1');
  expect(stderr.replaceAll('\n', ' ')).toContain('Nothing was changed.');
  expect(here.read(`${DIR}/CONV-1.md`)).toBe(session(1));
});

describe('a secret', () => {
  const SECRET = `ghp_${'a1B2'.repeat(9)}`;
  // In a frontmatter value that the import writes; the file itself is committed already.
  const withSecret = (): Place => {
    const here = place();
    here.write(`${DIR}/CONV-1.md`, `# Token ${SECRET}\n\nText\n`);
    here.commit();
    return here;
  };
  test('that is committed already is no news', async () => {
    expect((await withSecret().json('legacy')).code).toBe(0);
  });
  test('in what is new stops it before anything is changed, and may be let through', async () => {
    const here = place();
    here.write(`${DIR}/CONV-1.md`, `# Token ${SECRET}\n\nText\n`);
    const before = here.read(`${DIR}/CONV-1.md`);
    const { code, diagnostics } = await here.json('legacy', '--no-commit');
    expect(code).toBe(2);
    expect(diagnostics[0]).toMatchObject({
      code: 'import-secret',
      severity: 'error',
      path: `${DIR}/CONV-1.md`,
    });
    expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
    expect(here.read(`${DIR}/CONV-1.md`)).toBe(before);
    expect(existsSync(join(here.root, '.canon/imports'))).toBe(false);
    const fingerprint = /--allow-secret ([0-9a-f]{12})/.exec(diagnostics[0]?.hint ?? '')?.[1] ?? '';
    expect((await here.json('legacy', '--no-commit', '--allow-secret', fingerprint)).code).toBe(0);
  });
  test('is named by a dry run, in records and in what comes along', async () => {
    const here = place();
    here.write('notes/HANDOFF.md', `# Deploy\n\n## Next Steps\n\n- [key](key.svg)\n\nUse ${SECRET}\n`);
    here.write('notes/key.svg', `\n${SECRET}\n`);
    const { code, diagnostics } = await here.json('handoffs', 'notes', '--dry-run');
    expect(code).toBe(1);
    const found = diagnostics.filter((one) => one.code === 'import-secret');
    expect(found.map(({ line, message }) => [line, message.replace(/.*it stands in /, '')])).toEqual([
      [expect.any(Number), 'notes/HANDOFF.md, and the import would be refused'],
      [2, 'key.svg, and the import would be refused'],
    ]);
    const [print = ''] = found.map(({ hint }) => /--allow-secret ([0-9a-f]{12})/.exec(hint ?? '')?.[1] ?? '');
    expect((await here.json('handoffs', 'notes', '--dry-run', '--allow-secret', print)).code).toBe(0);
    const text = await here.run('handoffs', 'notes', '--dry-run');
    expect(text.stdout).toContain('Would import');
    expect(text.stdout + text.stderr).not.toContain(SECRET);
    expect(here.git('status', '--porcelain', '--', 'docs', '.canon')).toBe('');
  });
});

describe('a map', () => {
  test('overrides the source, and is refused with its place where it does not fit', async () => {
    const here = two();
    here.write('map.yaml', 'kinds:\n  docs/sessions/CONV-2*: skip\nauthors:\n  Roman: sergei\n');
    const { data } = await here.json('legacy', '--map', 'map.yaml');
    expect(data.items.map(({ record }) => record)).toEqual(['session:CONV-1']);
    expect(here.read(`${DIR}/CONV-1.md`)).toContain('operator: sergei');
  });
  test.each([
    ['kinds:\n  a: page\n', 'E_IMPORT_MAP_VALUE', 2, 6],
    ['authors:\n  Anna: anna\n', 'E_IMPORT_MAP_VALUE', 2, 9],
    ['kind:\n  a: plan\n', 'E_IMPORT_MAP_VALUE', 2, 3],
    ['properties:\n  Stage: no key\n', 'E_IMPORT_MAP_VALUE', 2, 10],
    ['properties:\n  Size: keep\n  Stage: stage\n', 'E_IMPORT_MAP_VALUE', 3, 10],
    ['sections:\n  Summary: text\n', 'E_IMPORT_MAP_VALUE', 2, 12],
    ['sections:\n  What I Do: [Log]\n', 'E_IMPORT_MAP_VALUE', 2, 14],
    ['- a\n', 'E_IMPORT_MAP_VALUE', 1, 1],
    ['a: b: c\n', 'E_IMPORT_MAP_SYNTAX', 1, 4],
    ['authors: &x\n  Roman: roman\nkinds: *x\n', 'E_IMPORT_MAP_SYNTAX', 3, 8],
  ])('%j', async (text, code, line, column) => {
    const here = two();
    here.write('map.yaml', text);
    const { code: exit, diagnostics } = await here.json('legacy', '--map', 'map.yaml');
    expect([exit, diagnostics[0]]).toMatchObject([2, { code, line, column, path: 'map.yaml' }]);
  });
  test('that is not there is an error', async () => {
    expect((await two().json('legacy', '--map', 'none.yaml')).diagnostics[0]?.code).toBe('E_IMPORT_NO_PATH');
  });
});

test.each([
  [['elsewhere'], 'E_IMPORT_SOURCE'],
  [['legacy', '--undo', '--verify'], 'E_IMPORT_OPTIONS'],
  [['legacy', '--verify', '--dry-run'], 'E_IMPORT_OPTIONS'],
  [['legacy', '--history'], 'E_IMPORT_OPTIONS'],
  [['notion', 'x.zip', '--normalize'], 'E_IMPORT_OPTIONS'],
  [['legacy', '--undo'], 'E_IMPORT_NO_REPORT'],
  [['legacy', '--operator', 'nobody'], 'E_OPERATOR_UNKNOWN'],
])('%j is refused: %s', async (args, code) => {
  const { code: exit, diagnostics } = await two().json(...args);
  expect([exit, diagnostics[0]?.code]).toEqual([2, code]);
});

test('without canon set up, it says how', async () => {
  const { box, root } = place();
  const bare = box.repo('bare');
  const { code, stderr } = await at(box, bare).run('legacy');
  expect([code, root !== bare]).toEqual([2, true]);
  expect(stderr).toContain('canon init');
});

test('--operator is for what nobody known has written', async () => {
  const here = place();
  here.write(`${DIR}/CONV-1.md`, session(1));
  here.write(`${DIR}/CONV-2.md`, `---\nauthor: Anna\n---\n${session(2)}`);
  here.commit('Old', 'Somebody <s@example.net>');
  const { data } = await here.json('legacy', '--operator', 'sergei');
  expect(data.items.map(({ uncertain }) => uncertain)).toEqual([[], ['author']]);
  expect(here.read(`${DIR}/CONV-1.md`)).toContain('operator: sergei');
  expect(here.read(`${DIR}/CONV-2.md`)).toContain('operator: unknown');
});

test('where nothing can be written, nothing is', async () => {
  const here = two();
  const imports = join(here.root, '.canon/imports');
  mkdirSync(imports);
  writeFileSync(join(imports, '.keep'), '');
  here.commit();
  // A file of that name is somebody else's.
  mkdirSync(join(imports, 'legacy-docs-sessions.json'));
  const { code } = await here.json('legacy');
  expect(code).toBe(2);
  expect(readdirSync(imports)).toEqual(['.keep', 'legacy-docs-sessions.json']);
  chmodSync(imports, 0o755);
});

test('what is missing is named: the source, not the path behind it', async () => {
  const { code, stderr } = await place().run();
  expect([code, stderr]).toEqual([2, expect.stringContaining('import needs SOURCE')]);
});
