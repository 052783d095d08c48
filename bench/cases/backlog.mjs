import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = process.env.BACKLOG_VERSION ?? 'latest';

/**
 * For comparison: another tool that keeps its work as Markdown in the repository, with as many tasks as
 * the repository beside it has sessions. It is installed from npm into the benchmark's own folder; without
 * a network the table says that it was not measured.
 */
export const cases = ({ dir, env }) => {
  let installed;
  const install = () => {
    if (installed) return installed;
    const home = join(dir, 'backlog-package');
    mkdirSync(home);
    writeFileSync(join(home, 'package.json'), '{"private":true}');
    // npm's own set-up (registry, proxy, certificates) is the user's; only the measured runs are bare.
    const done = spawnSync('npm', ['install', '--no-audit', '--no-fund', `backlog.md@${VERSION}`], {
      cwd: home,
      encoding: 'utf8',
      timeout: 180_000,
    });
    const bin = join(home, 'node_modules', '.bin', 'backlog');
    if (done.status !== 0 || !existsSync(bin)) {
      throw new Error(`npm could not install backlog.md: ${(done.stderr ?? '').trim().split('\n').at(-1)}`);
    }
    installed = bin;
    return bin;
  };
  const prepare = (tasks) => () => {
    const bin = install();
    const cwd = join(dir, `backlog-${tasks}`);
    mkdirSync(join(cwd, 'backlog', 'tasks'), { recursive: true });
    writeFileSync(join(cwd, 'backlog', 'config.yml'), CONFIG);
    for (let i = 1; i <= tasks; i += 1) {
      writeFileSync(join(cwd, 'backlog', 'tasks', `task-${i} - Task-${i}.md`), task(i));
    }
    for (const args of [
      ['init', '-q'],
      ['add', '.'],
      ['commit', '-qm', 'Tasks'],
    ]) {
      spawnSync('git', args, { cwd, env });
    }
    return { command: bin, args: ['task', 'list', '--plain'], cwd };
  };
  return [65, 2000].map((tasks) => ({
    name: `backlog task list --plain, ${tasks} tasks`,
    rounds: 5,
    memory: false, // what it starts is another process than the one it is started as
    prepare: prepare(tasks),
  }));
};

const CONFIG = `project_name: "bench"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd
`;

const task = (i) => `---
id: task-${i}
title: Task ${i}
status: ${i % 3 === 0 ? 'Done' : 'To Do'}
assignee: []
created_date: '2026-05-11'
labels: []
dependencies: []
---

## Description

${'What is to be done, and why it is worth doing now rather than later.\n'.repeat(12)}
`;
