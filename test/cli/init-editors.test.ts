import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf, MANIFEST_PATH } from '../../src/cli/init/manifest.ts';
import { BARE, init, paste } from '../support/init.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const BOTH = ['--obsidian', '--vscode'];

/** A repository with settings of a team, committed. */
function withFiles(files: Readonly<Record<string, string>>): { box: Sandbox; repo: string } {
  const box = sandbox();
  const repo = box.repo('app');
  box.git(repo, 'config', 'core.autocrlf', 'false');
  for (const [path, text] of Object.entries(files)) box.write(join(repo, path), text);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Theirs', '--allow-empty');
  return { box, repo };
}

function everythingIn(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files
      .filter((path) => !path.startsWith(join(root, '.git/')))
      .map((path) => [path, readFileSync(path, 'latin1')]),
  );
}

const THEIRS = {
  '.obsidian/app.json': '{"promptDelete":false,"useMarkdownLinks":false}',
  '.obsidian/core-plugins.json': '["file-explorer","graph"]',
  '.obsidian/types.json': '{\r\n  "types": {\r\n    "due": "date"\r\n  }\r\n}\r\n',
  '.vscode/settings.json': '{\n  // ours\n  "yaml.schemas": {\n    "./x.json": "x.yaml", // mine\n  },\n}\n',
  '.vscode/tasks.json': '{ "version": "2.0.0", "tasks": [{ "label": "build" }] }\n',
};

test('editors get what is missing, once, and give it back', async () => {
  const { box, repo } = withFiles(THEIRS);
  const before = everythingIn(repo);
  const { data, diagnostics } = await init(box, repo, ...BOTH);
  expect(data.kept).toEqual([]);
  expect(diagnostics.filter(({ code }) => code.startsWith('editor'))).toEqual([
    expect.objectContaining({ code: 'editor-settings-kept', severity: 'info', path: '.obsidian/app.json' }),
  ]);
  const read = (path: string): string => box.read(join(repo, path));
  expect(JSON.parse(read('.obsidian/app.json'))).toMatchObject({
    promptDelete: false,
    useMarkdownLinks: false,
    newLinkFormat: 'relative',
  });
  expect(read('.obsidian/core-plugins.json')).toBe(THEIRS['.obsidian/core-plugins.json']);
  expect(read('.obsidian/types.json')).toContain('"due": "date",\r\n    "aliases": "aliases",\r\n');
  expect(read('.vscode/settings.json')).toContain('"./x.json": "x.yaml", // mine\n    "./.canon/schemas/');
  for (const name of ['config', 'operators'])
    expect(JSON.parse(read(`.canon/schemas/${name}.schema.json`))).toMatchObject({ type: 'object' });
  paste(box, repo, data.commit_command);
  expect(box.git(repo, 'status', '--short')).toBe('');

  // Remembered, and nothing to do: also for whoever says nothing of editors.
  for (const args of [BOTH, []])
    expect((await init(box, repo, ...args)).data).toMatchObject({
      written: [],
      kept: [],
      editors: ['obsidian', 'vscode'],
      commit_command: null,
    });

  const ran = await box.canon(repo, ['uninstall'], BARE);
  expect(ran.code, ran.stderr).toBe(0);
  expect(everythingIn(repo)).toEqual(before);
});

test('a run that was killed before its manifest is made good by the next', async () => {
  const { box, repo } = withFiles({});
  await init(box, repo, ...BOTH);
  rmSync(join(repo, MANIFEST_PATH));
  await init(box, repo, ...BOTH);
  await box.canon(repo, ['uninstall'], BARE);
  for (const folder of ['.obsidian', '.vscode', 'plans']) expect(existsSync(join(repo, folder))).toBe(false);
});

test('a newer canon brings up to date what nobody changed; one editor goes alone', async () => {
  const { box, repo } = withFiles({});
  await init(box, repo, ...BOTH);
  const installed = everythingIn(repo);
  // As an older canon left it, and one thing that somebody changed since.
  const manifest = join(repo, MANIFEST_PATH);
  const base = join(repo, 'docs/sessions/sessions.base');
  const types = join(repo, '.obsidian/types.json');
  const app = join(repo, '.obsidian/app.json');
  const old = 'views: []\n';
  box.write(
    manifest,
    box
      .read(manifest)
      .replace(hashOf(box.read(base)), hashOf(old))
      .replace('[\\"types\\",\\"score\\"]": "\\"text\\"', '[\\"types\\",\\"score\\"]": "\\"number\\"'),
  );
  box.write(base, old);
  box.write(types, box.read(types).replace('"score": "text"', '"score": "number"'));
  box.write(app, box.read(app).replace('true', 'false'));
  const { data } = await init(box, repo);
  expect(data.written).toEqual(['docs/sessions/sessions.base', '.obsidian/types.json', MANIFEST_PATH]);
  expect(box.read(app)).toContain('"useMarkdownLinks": false');
  for (const path of [base, types]) expect(box.read(path)).toBe(installed.get(path));

  const ran = await box.canon(repo, ['uninstall', '--vscode', '--json'], BARE);
  expect(JSON.parse(ran.stdout)).toMatchObject({ data: { kept: [] } });
  expect(existsSync(join(repo, '.vscode'))).toBe(false);
  expect(existsSync(join(repo, '.canon/schemas'))).toBe(false);
  expect(existsSync(base)).toBe(true);
  expect((await init(box, repo)).data).toMatchObject({ written: [], editors: ['obsidian'] });
});

test('a dry run, and settings that nobody can read, change nothing', async () => {
  const { box, repo } = withFiles({ '.vscode/tasks.json': '{ "tasks": [\n' });
  const before = everythingIn(repo);
  const planned = await init(box, repo, ...BOTH, '--dry-run');
  expect(planned.data.written).toContain('.obsidian/types.json');
  expect(planned.data.kept).toEqual(['.vscode/tasks.json']);
  expect(planned.diagnostics).toContainEqual(
    expect.objectContaining({ code: 'settings-syntax', path: '.vscode/tasks.json', line: 2 }),
  );
  expect(everythingIn(repo)).toEqual(before);
});
