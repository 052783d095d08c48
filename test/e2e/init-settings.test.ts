import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BARE, changedBy, init, paste } from '../support/init.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const SETTINGS = '.claude/settings.json';

/** A repository with the settings of a team, committed. */
function withSettings(text: string): { box: Sandbox; repo: string; file: string } {
  const box = sandbox();
  const repo = box.repo('app');
  const file = join(repo, SETTINGS);
  box.write(file, text);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Settings');
  return { box, repo, file };
}

const THEIRS = `{
    "permissions": { "allow": ["Bash(npm test)"] },
    "hooks": {
        "PostToolUse": [
            { "matcher": "Edit", "hooks": [{ "type": "command", "command": "./format.sh" }] }
        ],
        "Notification": []
    },
    "model": "opus"
}
`;

test("hooks go beside the people's own, which stay as they are", async () => {
  const { box, repo, file } = withSettings(THEIRS);
  const { data } = await init(box, repo);
  expect(data.written).toContain(SETTINGS);
  const text = box.read(file);
  // Canon's lines taken out, the file is theirs again.
  expect(text).toContain(
    '            { "matcher": "Edit", "hooks": [{ "type": "command", "command": "./format.sh" }] },\n            {',
  );
  expect(text.endsWith('    },\n    "model": "opus"\n}\n')).toBe(true);
  const { hooks } = JSON.parse(text) as { hooks: Record<string, { hooks: { command: string }[] }[]> };
  expect(Object.keys(hooks)).toEqual([
    'PostToolUse',
    'Notification',
    'PostToolUseFailure',
    'PostToolBatch',
    'Stop',
    'SessionStart',
    'PreCompact',
    'SessionEnd',
  ]);
  expect(hooks['PostToolUse']?.[1]?.hooks[0]?.command).toContain('.canon/hook.sh');
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo)).toContain(SETTINGS);
  expect((await init(box, repo)).data).toMatchObject({ written: [], kept: [], commit_command: null });
  expect(box.git(repo, 'status', '--short')).toBe('');
});

test('run again before the commit, the same command is printed, with the settings in it', async () => {
  const { box, repo } = withSettings(THEIRS);
  const first = await init(box, repo);
  const second = await init(box, repo);
  expect(second.data).toMatchObject({ written: [], commit_command: first.data.commit_command });
  paste(box, repo, second.data.commit_command);
  expect(changedBy(box, repo)).toContain(SETTINGS);
  expect(box.git(repo, 'status', '--short')).toBe('');
});

test("somebody's uncommitted settings are not committed along", async () => {
  const { box, repo, file } = withSettings('{}\n');
  box.write(file, '{ "model": "opus" }\n');
  const first = await init(box, repo);
  expect(first.diagnostics).toContainEqual(
    expect.objectContaining({ code: 'init-attributes-dirty', path: SETTINGS }),
  );
  const second = await init(box, repo);
  for (const { data } of [first, second]) expect(data.commit_command).not.toContain(SETTINGS);
  paste(box, repo, second.data.commit_command);
  expect(changedBy(box, repo)).not.toContain(SETTINGS);
});

test.each([
  ['cut off', '{\n  "hooks": {\n', 'settings-syntax', { line: 3, column: 1 }],
  ['empty', '', 'settings-syntax', { line: 1, column: 1 }],
  ['a list', '[]', 'settings-shape', { line: 1, column: 1 }],
  ['a list of hooks', '{ "é": 1,\n "hooks": [] }', 'settings-shape', { line: 2, column: 11 }],
  ['no hooks at all', '{ "hooks": null }', 'settings-shape', { line: 1, column: 12 }],
  ['an event that is a map', '{ "hooks": { "Stop": {} } }', 'settings-shape', { line: 1, column: 22 }],
  ['two keys', '{ "hooks": {}, "hooks": {} }', 'settings-shape', { line: 1, column: 3 }],
  ['too deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'settings-syntax', { line: 1, column: 1 }],
])(
  'settings that are %s are named and left alone, and all else is installed',
  async (_name, text, code, place) => {
    const { box, repo, file } = withSettings(text);
    const { data, diagnostics } = await init(box, repo);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code, severity: 'warning', path: SETTINGS, ...place }),
    );
    expect(data.kept).toEqual([SETTINGS]);
    expect(data.written).toContain('.claude/skills/handoff/SKILL.md');
    expect(box.read(file)).toBe(text);
    box.write(file, '{}\n');
    expect((await init(box, repo)).data.written).toEqual([SETTINGS, '.canon/installed.json']);
  },
);

test('a comment is kept, and it is said that the host cannot read it', async () => {
  const text = '{\n  // ours\n  "model": "opus"\n}\n';
  const { box, repo, file } = withSettings(text);
  const { diagnostics } = await init(box, repo);
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'settings-not-plain', path: SETTINGS, line: 2, column: 3 }),
  );
  expect(box.read(file).startsWith(text.slice(0, -3) + ',\n  "hooks": {')).toBe(true);
});

test('an entry that stands there already is not doubled, and one that somebody changed is kept', async () => {
  const { box, repo, file } = withSettings('{}\n');
  await init(box, repo);
  const installed = box.read(file);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Set up');
  box.git(repo, 'rm', '-q', '--cached', '.canon/installed.json');
  // The manifest is lost.
  box.write(join(repo, '.canon/installed.json'), '<<<<<<< HEAD\n');
  await init(box, repo);
  expect(box.read(file)).toBe(installed);

  box.write(file, installed.replace('"timeout": 10', '"timeout": 60'));
  const again = await init(box, repo);
  expect(again.data.kept).toEqual([SETTINGS]);
  expect(again.diagnostics).toContainEqual(
    expect.objectContaining({ code: 'settings-changed', path: SETTINGS }),
  );
  expect(box.read(file)).toBe(installed.replace('"timeout": 10', '"timeout": 60'));
  expect((await box.canon(repo, ['init'])).stdout).toMatch(
    /\n\nEverything else is up to date\.\n {2}kept {2}\.claude\/settings\.json\n/,
  );
});

test('telemetry off takes the counting hooks out, on brings them back', async () => {
  const { box, repo, file } = withSettings(THEIRS);
  await init(box, repo);
  const on = box.read(file);
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\ntelemetry: off\n');
  await init(box, repo);
  expect(box.read(file)).not.toContain('hook.sh');
  expect(box.read(file)).toContain('hook SessionStart');
  expect(box.read(file)).toContain('./format.sh');
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\n');
  await init(box, repo);
  expect(JSON.parse(box.read(file))).toEqual(JSON.parse(on));
});

test('an older canon leaves what a newer one put there', async () => {
  const { box, repo, file } = withSettings('{}\n');
  await init(box, repo);
  const newer = box.read(file).replaceAll('hook.sh', 'hook2.sh');
  box.write(file, newer);
  const manifest = join(repo, '.canon/installed.json');
  box.write(manifest, box.read(manifest).replace(/"version": ".*"/, '"version": "99.0.0"'));
  expect((await init(box, repo)).data.written).toEqual([]);
  expect(box.read(file)).toBe(newer);
});

test('Codex gets hooks of its own and no skills besides', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  const { data, diagnostics } = await init(box, repo, '--host', 'codex');
  expect(data.written.filter((path) => /^\.(?:codex|agents|claude)/.test(path))).toEqual([
    '.codex/hooks.json',
  ]);
  expect(diagnostics.map(({ code }) => code)).toContain('init-codex-trust');
  const { hooks, ...rest } = JSON.parse(box.read(join(repo, '.codex/hooks.json'))) as { hooks: object };
  expect(rest).toEqual({});
  expect(Object.keys(hooks)).toEqual([
    'PreToolUse',
    'PostToolUse',
    'Stop',
    'SessionStart',
    'PreCompact',
    'SessionEnd',
  ]);
  const human = await box.canon(repo, ['init', '--dry-run'], BARE);
  expect(human.stdout).toContain('Hooks for Codex (installed before).');
});

test('settings in a project below the top belong to it', async () => {
  const box = sandbox();
  const repo = box.repo('mono');
  mkdirSync(join(repo, 'apps/the shop'), { recursive: true });
  const { data } = await init(box, repo, '--repo', 'apps/the shop');
  paste(box, repo, data.commit_command);
  expect(changedBy(box, repo)).toContain(`apps/the shop/${SETTINGS}`);
});

test('settings that are a link are refused before anything is written', async () => {
  const box = sandbox();
  const repo = box.repo('app');
  box.write(join(box.dir, 'elsewhere.json'), '{}');
  mkdirSync(join(repo, '.claude'));
  symlinkSync(join(box.dir, 'elsewhere.json'), join(repo, SETTINGS));
  const ran = await box.canon(repo, ['init'], BARE);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('(E_FILE_SYMLINK)');
  expect(box.read(join(box.dir, 'elsewhere.json'))).toBe('{}');
  expect(box.git(repo, 'status', '--short', '-uall')).toBe(`?? ${SETTINGS}`);
});
