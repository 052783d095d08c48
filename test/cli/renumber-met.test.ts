import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OPERATORS } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const ID = 'RT-260511-02';
const FILE = `docs/sessions/${ID}.md`;
const NEXT = 'docs/sessions/RT-260511-03.md';
const FLIP = 'workstreams/flip.md';
const TASKS = '- [ ] P1. One\n\n\n- [ ] P2. Two\n';
const ticked = (task: string): string => TASKS.replace(`[ ] ${task}`, `[x] ${task}`);

function commit(box: Sandbox, path: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) box.write(join(path, file), text);
  box.git(path, 'add', '-A');
  box.git(path, 'commit', '-qm', 'Work');
}

/** Two branches of one beginning, `main` with the older record of an id and `topic` with the younger. */
function parted(box: Sandbox): string {
  const path = box.repo('work');
  commit(box, path, {
    '.canon/config.yaml': 'format: 1\nderived: never\n',
    '.canon/operators.yaml': OPERATORS,
    [FLIP]: workstreamText('Flip', TASKS),
  });
  box.git(path, 'checkout', '-q', '-b', 'topic');
  commit(box, path, {
    [FILE]: sessionText(ID, { created: '2026-05-11T11:00:00+02:00', body: `\nSee ${ID}#w1.\n` }),
    'docs/sessions/SK-260511-01.md': sessionText('SK-260511-01', {
      extra: `parent: ${ID}\n`,
    }),
    [FLIP]: workstreamText('Flip', ticked('P2').replace('Two', `Two — [${ID}](../${FILE})`)),
  });
  box.git(path, 'checkout', '-q', 'main');
  commit(box, path, {
    [FILE]: sessionText(ID, { created: '2026-05-11T10:00:00+02:00', body: '\nThe older.\n' }),
    'docs/sessions/SK-260511-02.md': sessionText('SK-260511-02', {
      extra: `parent: ${ID}\n`,
    }),
    [FLIP]: workstreamText('Flip', ticked('P1').replace('One', `One — [${ID}](../${FILE})`)),
  });
  return path;
}

function tried(box: Sandbox, path: string, ...args: string[]): void {
  expect(() => box.git(path, ...args)).toThrow(/Command failed/);
}

async function run(box: Sandbox, path: string, ...args: string[]) {
  const { code, stdout } = await box.canon(path, [...args, '--json']);
  const { data, diagnostics } = JSON.parse(stdout) as {
    data: Record<string, unknown>;
    diagnostics: { code: string; hint?: string }[];
  };
  return { code, data, diagnostics };
}

/** Both records are there, each with what its own side said of it. */
function expectBoth(box: Sandbox, path: string, at = 'HEAD'): void {
  const show = (file: string): string => box.git(path, 'show', `${at}:${file}`);
  expect(show(FILE)).toContain('The older.');
  expect(show(NEXT)).toContain(`aliases: [${ID}]\nkind: session\nid: RT-260511-03\n`);
  expect(show(NEXT)).toContain('# RT-260511-03 — Session RT-260511-03\n\nSee RT-260511-03#w1.');
  expect(show('docs/sessions/SK-260511-01.md')).toContain('parent: RT-260511-03');
  expect(show('docs/sessions/SK-260511-02.md')).toContain(`parent: ${ID}`);
  expect(show(FLIP)).toContain(`P1. One — [${ID}](../${FILE})`);
  expect(show(FLIP)).toContain(`P2. Two — [RT-260511-03](../${NEXT})`);
}

test('a merge brings two records to one file: check names the way, and both are kept', async () => {
  const box = sandbox();
  const path = parted(box);
  tried(box, path, 'merge', '-q', 'topic');
  const found = (await run(box, path, 'check')).data['findings'] as Record<string, unknown>[];
  const here = found.filter((one) => one['path'] === FILE && one['code'] === 'conflict-marker');
  expect(here.map(({ message, hint }) => [message, hint])).toEqual([
    [
      `two different records of the id ${ID} met in this file`,
      `Keep both: \`canon renumber ${ID}\` gives the younger one a file and an id of its own.`,
    ],
  ]);
  expect(JSON.stringify(found)).not.toContain('one side');

  const head = box.git(path, 'rev-parse', 'HEAD');
  const dry = await run(box, path, 'renumber', ID, '--dry-run');
  expect(dry.data).toMatchObject({ id: 'RT-260511-03', path: NEXT, staged: [], next: 'git commit' });
  expect(existsSync(join(path, NEXT))).toBe(false);
  // What somebody has written into the conflict is not thrown away.
  const marked = box.read(join(path, FILE));
  box.write(join(path, FILE), marked.replace('The older.', 'The older, by far.'));
  const refused = await box.canon(path, ['renumber', ID]);
  expect([refused.code, refused.stderr.includes('E_RENUMBER_EDITED')]).toEqual([2, true]);
  box.write(join(path, FILE), marked);

  const done = await run(box, path, 'renumber', ID);
  expect(done).toMatchObject({ code: 0, diagnostics: [] });
  expect(done.data).toMatchObject({ id: 'RT-260511-03', path: NEXT, commit: null, conflicts: [] });
  expect(done.data['changed']).toEqual(dry.data['changed']);
  expect(box.git(path, 'rev-parse', 'HEAD')).toBe(head);
  expect(box.git(path, 'status', '--porcelain')).toBe(
    [`A  ${NEXT}`, 'A  docs/sessions/SK-260511-01.md', `M  ${FLIP}`].join('\n'),
  );
  box.git(path, 'commit', '-q', '--no-edit');
  expectBoth(box, path);
  expect((await run(box, path, 'check')).code).toBe(0);
  // Again: nothing is left to do.
  expect((await run(box, path, 'renumber', ID)).data).toMatchObject({ id: 'RT-260511-03', changed: [] });
});

test('a rebase does the same, and goes on where a killed run had begun', async () => {
  const box = sandbox();
  const path = parted(box);
  box.git(path, 'checkout', '-q', 'topic');
  tried(box, path, 'rebase', '-q', 'main');
  const first = await run(box, path, 'renumber', FILE);
  expect(first.data).toMatchObject({ id: 'RT-260511-03', next: 'git rebase --continue' });
  // The files of a run that was killed before it came to the index.
  box.git(path, 'rm', '-q', '--cached', NEXT);
  box.git(path, 'checkout', '-q', '--merge', '--', FILE);
  const again = await box.canon(path, ['renumber', ID]);
  expect(again.stdout.replaceAll(/\s+/g, ' ')).toContain('Go on with `git rebase --continue`.');
  box.git(path, '-c', 'core.editor=true', 'rebase', '--continue');
  expectBoth(box, path);
  expect(box.git(path, 'status', '--porcelain')).toBe('');
});
