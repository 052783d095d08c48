import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ChangePlan, Derive, PlannedFile } from '../../src/change/plan.ts';
import { openProject, type Project } from '../../src/store/project.ts';
import type { World } from '../../src/world.ts';
import { remembered } from '../support/remembered.ts';
import type { Sandbox } from '../support/sandbox.ts';

export const worldAt = (cwd: string, env: Record<string, string>): World => ({
  cwd,
  env,
  stdin: new PassThrough(),
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  now: () => ({ ms: 1_778_500_000_000, offset: 120 }),
});

export interface Bench {
  readonly path: string;
  readonly world: World;
  readonly project: Project;
}

/** A project to change, opened. */
export async function bench(box: Sandbox, path: string): Promise<Bench> {
  const world = worldAt(path, box.env);
  return { path, world, project: await openProject(world) };
}

export const WORKSTREAM = `---
title: Flip
owner: roman
status: active
kind: workstream
---

# Flip

## Goal

Ship it.

## Tasks

- [ ] P1. One
- [ ] P2. Two

## Session Log

- 2026-05-10 [RT-260510-01](../docs/sessions/RT-260510-01.md) — Earlier
`;

export const session = (id: string, title = 'Work'): string =>
  `---\ntitle: ${title}\noperator: roman\nworkstream: flip\nkind: session\nid: ${id}\n---\n\n# ${id} — ${title}\n\n## Summary\n\nDone.\n`;

/** A repository with a workstream in it, as a person would have it. */
export function flipRepo(box: Sandbox, name = 'app'): string {
  remembered(box, [name], 'flip', () => {
    const path = box.repo(name);
    box.write(join(path, 'workstreams/flip.md'), WORKSTREAM);
    box.write(join(path, 'src/code.txt'), 'one\ntwo\nthree\n');
    box.git(path, 'add', '.');
    box.git(path, 'commit', '-qm', 'Work');
  });
  return join(box.dir, name);
}

export const recordOf = (id: string, text = session(id)): PlannedFile => ({
  path: `docs/sessions/${id}.md`,
  edit: { op: 'write', text },
  expect: 'absent',
});

export const logOf = (id: string, workstream = 'flip'): PlannedFile => ({
  path: `workstreams/${workstream}.md`,
  edit: {
    op: 'log',
    add: [{ id, date: `2026-05-${id.slice(7, 9)}`, title: 'Work', href: `../docs/sessions/${id}.md` }],
  },
  expect: 'present',
});

/** What a handoff plans: a new record and a line in its workstream. */
export const handoffOf = (id: string, more: readonly PlannedFile[] = []): ChangePlan => ({
  commit: { subject: `Hand off ${id}`, trailers: [['Canon-Session', id]] },
  files: [recordOf(id), logOf(id), ...more],
});

/** An INDEX.md of what the commit and the change have, and the workstream's log lines. */
export const indexed =
  (project: Project): Derive =>
  async ({ commit, files }) => {
    const listed = commit
      ? (await project.repo.git.run(['ls-tree', '--name-only', commit, 'docs/sessions/'])).stdout
          .split('\n')
          .filter(Boolean)
      : [];
    const ids = [...new Set([...listed, ...files.keys()])]
      .filter((path) => /docs\/sessions\/[A-Z]+-/.test(path) && files.get(path) !== null)
      .map((path) => path.slice('docs/sessions/'.length, -3))
      .sort()
      .reverse();
    const rows = ids.map((id) => `| [${id}](${id}.md) |\n`).join('');
    return [
      {
        path: 'docs/sessions/INDEX.md',
        edit: { op: 'index', text: `# Sessions\n\n| id |\n|---|\n${rows}` },
        expect: 'any',
      },
    ];
  };

/** Every file of the work tree: its mode and bytes (a symlink: its target). */
export function workTree(path: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(path, below)).sort()) {
    if (below === '' && name === '.git') continue;
    const relative = below === '' ? name : `${below}/${name}`;
    const info = lstatSync(join(path, relative));
    if (info.isDirectory()) Object.assign(found, workTree(path, relative));
    else if (info.isSymbolicLink()) found[relative] = `-> ${readlinkSync(join(path, relative))}`;
    else
      found[relative] = `${(info.mode & 0o777).toString(8)} ${readFileSync(join(path, relative), 'latin1')}`;
  }
  return found;
}

/** Every entry of the index with its flags. */
export const indexOf = (box: Sandbox, path: string): string[] =>
  box.git(path, 'ls-files', '-s', '-v', '-z').split('\0').filter(Boolean);

/** Entries, or files, that are not the change's own. */
export const others = (entries: readonly string[], ...own: readonly string[]): string[] =>
  entries.filter((entry) => !own.some((path) => entry.endsWith(`\t${path}`)));

export const without = (files: Record<string, string>, ...own: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !own.includes(path)));
