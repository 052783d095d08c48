import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeHooks } from '../../src/host/hooks/claude-code.ts';
import { codexHooks } from '../../src/host/hooks/codex.ts';
import type { HostSettings } from '../../src/host/host.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

// What the hooks run is played by scripts that print how they were called.

function place(name: string): { box: Sandbox; repo: string; deep: string } {
  const box = sandbox();
  const repo = box.repo(name);
  for (const file of ['hook.sh', 'run'])
    box.write(join(repo, '.canon', file), `printf '%s' "${file} $* $(cat)"`);
  const deep = join(repo, 'a folder/deep');
  mkdirSync(deep, { recursive: true });
  return { box, repo, deep };
}

function commandOf({ entries }: HostSettings, event: string): string {
  const found = entries.find((entry) => entry.event === event);
  return found?.group.hooks[0]?.command ?? '';
}

function fire(command: string, cwd: string, env: Record<string, string>, shell = 'sh') {
  const { status, stdout, stderr } = spawnSync(shell, ['-c', command], {
    cwd,
    env,
    input: '{}',
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const CLAUDE = claudeHooks({ telemetry: 'on' });
const CODEX = codexHooks({ telemetry: 'on' });
const ODD = `an "odd" repo's $HOME`;

test.each([
  ['PostToolUse', 'hook.sh  {}'],
  ['PostToolUseFailure', 'hook.sh  {}'],
  ['PostToolBatch', 'hook.sh  {}'],
  ['Stop', 'hook.sh claude-code fold {}'],
  ['SessionStart', 'run hook SessionStart {}'],
  ['PreCompact', 'run hook PreCompact {}'],
  ['SessionEnd', 'run hook SessionEnd {}'],
])('%s of Claude Code calls %s', (event, call) => {
  const { box, repo, deep } = place(ODD);
  const command = commandOf(CLAUDE, event);
  const env = { ...box.env, CLAUDE_PROJECT_DIR: repo };
  // The agent may have gone into a folder since.
  expect(fire(command, deep, env)).toEqual({ status: 0, stdout: call, stderr: '' });
  expect(fire(command, repo, box.env)).toEqual({ status: 0, stdout: call, stderr: '' });
  rmSync(join(repo, '.canon'), { recursive: true });
  expect(fire(command, deep, env)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each([
  ['PostToolUse', 'hook.sh codex {}'],
  ['Stop', 'hook.sh codex fold {}'],
  ['SessionStart', 'run hook SessionStart codex {}'],
  ['PreCompact', 'run hook PreCompact codex {}'],
  ['SessionEnd', 'run hook SessionEnd codex {}'],
])('%s of Codex calls %s from the top and from below', (event, call) => {
  const { box, repo, deep } = place(ODD);
  const command = commandOf(CODEX, event);
  for (const cwd of [repo, deep])
    expect(fire(command, cwd, box.env)).toEqual({ status: 0, stdout: call, stderr: '' });
  rmSync(join(repo, '.canon'), { recursive: true });
  expect(fire(command, deep, box.env)).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a hook of Codex takes the nearest project, and nothing from above the repository', () => {
  const { box, repo, deep } = place('app');
  const command = commandOf(CODEX, 'PostToolUse');
  const inner = join(repo, 'apps/shop');
  box.write(join(inner, '.canon/hook.sh'), 'printf inner');
  mkdirSync(join(inner, 'src'));
  expect(fire(command, join(inner, 'src'), box.env).stdout).toBe('inner');
  // A repository of its own inside this one, and a folder in no repository.
  box.git(box.dir, 'init', '-q', deep);
  expect(fire(command, deep, box.env)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(fire(command, '/', box.env)).toEqual({ status: 0, stdout: '', stderr: '' });
});

// Not every machine has every shell.
const isHere = (shell: string): boolean => spawnSync(shell, ['-c', ':']).error === undefined;

test.each(['dash', 'bash', 'zsh', 'fish', 'ksh'].filter(isHere))('Codex may start it with %s', (shell) => {
  const { box, deep } = place(ODD);
  const ran = fire(commandOf(CODEX, 'SessionStart'), deep, box.env, shell);
  expect(ran).toEqual({ status: 0, stdout: 'run hook SessionStart codex {}', stderr: '' });
});

test('without telemetry no tool is counted, and a session still begins with its dashboard', () => {
  const eventsOf = ({ entries }: HostSettings): string[] => entries.map(({ event }) => event);
  expect(eventsOf(claudeHooks({ telemetry: 'off' }))).toEqual(['SessionStart', 'PreCompact', 'SessionEnd']);
  expect(eventsOf(codexHooks({ telemetry: 'off' }))).toEqual(['SessionStart', 'PreCompact', 'SessionEnd']);
});

// Codex trusts a hook by its text: a hook that changed is skipped, in silence, on every machine.
test('the commands of Codex stay as they are', () => {
  expect(CODEX).toMatchInlineSnapshot(`
    {
      "entries": [
        {
          "event": "PreToolUse",
          "group": {
            "hooks": [
              {
                "command": "sh -c 'd=$PWD; until [ -f "$d/.canon/hook.sh" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; [ ! -f "$d/.canon/hook.sh" ] || exec sh "$d/.canon/hook.sh" codex'",
                "timeout": 5,
                "type": "command",
              },
            ],
          },
        },
        {
          "event": "PostToolUse",
          "group": {
            "hooks": [
              {
                "command": "sh -c 'd=$PWD; until [ -f "$d/.canon/hook.sh" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; [ ! -f "$d/.canon/hook.sh" ] || exec sh "$d/.canon/hook.sh" codex'",
                "timeout": 5,
                "type": "command",
              },
            ],
          },
        },
        {
          "event": "Stop",
          "group": {
            "hooks": [
              {
                "command": "sh -c 'd=$PWD; until [ -f "$d/.canon/hook.sh" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; [ ! -f "$d/.canon/hook.sh" ] || exec sh "$d/.canon/hook.sh" codex fold'",
                "timeout": 5,
                "type": "command",
              },
            ],
          },
        },
        {
          "event": "SessionStart",
          "group": {
            "hooks": [
              {
                "command": "sh -c 'd=$PWD; until [ -f "$d/.canon/run" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; [ ! -f "$d/.canon/run" ] || exec sh "$d/.canon/run" hook SessionStart codex'",
                "timeout": 10,
                "type": "command",
              },
            ],
          },
        },
        {
          "event": "PreCompact",
          "group": {
            "hooks": [
              {
                "command": "sh -c 'd=$PWD; until [ -f "$d/.canon/run" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; [ ! -f "$d/.canon/run" ] || exec sh "$d/.canon/run" hook PreCompact codex'",
                "timeout": 5,
                "type": "command",
              },
            ],
          },
        },
        {
          "event": "SessionEnd",
          "group": {
            "hooks": [
              {
                "command": "sh -c 'd=$PWD; until [ -f "$d/.canon/run" ] || [ -e "$d/.git" ]; do case $d in */*) d=\${d%/*} ;; *) exit 0 ;; esac; done; [ ! -f "$d/.canon/run" ] || exec sh "$d/.canon/run" hook SessionEnd codex'",
                "timeout": 3,
                "type": "command",
              },
            ],
          },
        },
      ],
      "path": ".codex/hooks.json",
    }
  `);
});
