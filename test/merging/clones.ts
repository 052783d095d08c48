import { join } from 'node:path';
import { command as indexCommand } from '../../src/cli/commands/index.ts';
import { runChange } from '../../src/cli/changes/run-change.ts';
import { check } from '../../src/check/check.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import type { Diagnostic } from '../../src/fault/diagnostic.ts';
import { handoff } from '../../src/handoff/handoff.ts';
import { splitDocument } from '../../src/record/document.ts';
import { openProject, type Project } from '../../src/store/project.ts';
import { readBody } from '../../src/work/document.ts';
import type { Edit } from '../../src/work/edit.ts';
import { taskRef } from '../../src/work/task-edit.ts';
import { tasksOf } from '../../src/work/tasks.ts';
import type { World } from '../../src/world.ts';
import { worldOf } from '../support/project.ts';
import { type Answer, place, type Place } from './place.ts';

/** Whose a clone is. */
export interface Person {
  readonly slug: string;
  readonly initials: string;
  readonly email: string;
}

const ROMAN: Person = { slug: 'roman', initials: 'RT', email: 'roman@example.com' };
const SERGEI: Person = { slug: 'sergei', initials: 'SK', email: 'sergei@example.com' };

/** A clone, and what is done in it with canon, in this process. */
export interface Clone {
  readonly path: string;
  readonly person: Person;
  git(...args: string[]): Promise<Answer>;
  write(file: string, text: string): void;
  read(file: string): string;
  files(below: string): Promise<string[]>;
  handoff(title: string, workstream: string, push: boolean): Promise<void>;
  /** False where the task is done, or is not there. */
  tick(workstream: string, at: number): Promise<string | undefined>;
  set(workstream: string, key: string, value: string): Promise<void>;
  index(): Promise<void>;
  check(): Promise<readonly Diagnostic[]>;
}

export interface Scene {
  readonly place: Place;
  readonly clones: readonly Clone[];
  /** Lets time go by. */
  tick(): void;
}

export const WORKSTREAMS = ['flip', 'site', 'trial'] as const;

const workstream = (name: string, owner: string): string => `---
title: The ${name}
owner: ${owner}
status: active
priority: P1
plan: canonical
kind: workstream
created: 2026-05-01
---

# The ${name}

## Goal

Have the ${name} work.

## Tasks

- [ ] P1. First of ${name}
- [ ] P2. Second of ${name}
- [ ] P3. Third of ${name}
- [ ] P4. Fourth of ${name}

## Key Context

Said at the beginning.
`;

const PLAN = `---
title: Canonical
owner: roman
status: draft
kind: plan
created: 2026-05-01
---

# Canonical

## Goal

One source of truth.
`;

const OPERATORS = `roman:  { initials: RT, name: Roman, emails: [roman@example.com] }
sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }
`;

/** Three clones of one remote, two of them Roman's. */
export async function scene(driver: boolean): Promise<Scene> {
  const it = place(driver);
  let minutes = 0;
  const moment = (): { ms: number; offset: number } => ({
    ms: Date.UTC(2026, 4, 11, 8, 0, 0) + minutes * 60_000,
    offset: 120,
  });
  const tick = (): void => {
    minutes += 17;
    const date = new Date(moment().ms).toISOString().replace('.000Z', '+00:00');
    Object.assign(it.env, { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
  };
  const remote = join(it.dir, 'remote.git');
  await it.git(it.dir, 'init', '-q', '--bare', remote);
  const clones = await Promise.all(
    [ROMAN, ROMAN, SERGEI].map(async (person, at) => {
      const path = join(it.dir, `clone ${at}`);
      await it.git(it.dir, 'clone', '-q', remote, path);
      await it.git(path, 'config', 'user.name', person.slug);
      await it.git(path, 'config', 'user.email', person.email);
      return cloneAt(it, path, person, () => worldOf(it, path, { now: moment() }));
    }),
  );
  const [first] = clones;
  if (!first) throw new Error('no clone');
  tick();
  const dirs = ['docs/sessions', 'workstreams', 'plans', 'docs/decisions', 'docs/learnings'];
  const attributes = [
    ...dirs.map((dir) => `${dir}/INDEX*.md`),
    ...['workstreams', 'docs/sessions', 'plans'].map((dir) => `${dir}/**/*.md`),
  ];
  first.write('.gitattributes', attributes.map((path) => `${path} merge=canon\n`).join(''));
  first.write('.canon/config.yaml', 'format: 1\ntelemetry: off\n');
  first.write('.canon/operators.yaml', OPERATORS);
  first.write('plans/canonical.md', PLAN);
  for (const [at, name] of WORKSTREAMS.entries())
    first.write(`workstreams/${name}.md`, workstream(name, at === 2 ? 'sergei' : 'roman'));
  await first.index();
  await first.git('add', '-A');
  await first.git('commit', '-qm', 'Start');
  await first.git('push', '-qu', 'origin', 'main');
  for (const clone of clones.slice(1)) {
    await clone.git('fetch', '-q');
    await clone.git('switch', '-q', 'main');
  }
  for (const clone of clones) await clone.git('remote', 'set-head', 'origin', 'main');
  return { place: it, clones, tick };
}

function cloneAt(it: Place, path: string, person: Person, world: () => World): Clone {
  const open = (): Promise<Project> => openProject(world());
  const read = (file: string): string => it.read(join(path, file));
  const git = (...args: string[]): Promise<Answer> => it.git(path, ...args);
  const change = async (subject: string, file: string, edit: Edit): Promise<void> => {
    const plan: ChangePlan = {
      commit: { subject, trailers: [['Canon-Session', 'none']] },
      files: [{ path: file, edit, expect: 'present' }],
    };
    await runChange(await open(), world(), plan, { dryRun: false, commit: true });
  };
  const clone: Clone = {
    path,
    person,
    git,
    read,
    write: (file, text) => it.write(join(path, file), text),
    async files(below) {
      const { out } = await git('ls-files', '-z', '--', below);
      return out.split('\0').filter(Boolean);
    },
    async handoff(title, name, push) {
      const draft = join(it.dir, 'draft.md');
      it.write(
        draft,
        `---\nworkstream: ${name}\nsummary: What ${title} came to.\n---\n# ${title}\n\n## Summary\n\nDone.\n`,
      );
      const request = { draft, dryRun: false, commit: true, push, allowSecrets: [] };
      await handoff(await open(), world(), request, {});
    },
    async tick(name, at) {
      const file = `workstreams/${name}.md`;
      const text = read(file);
      const tasks = tasksOf(await readBody('workstream', splitDocument(text).body));
      const task = tasks[at % Math.max(1, tasks.length)];
      const session = (await clone.files('docs/sessions'))
        .flatMap((one) => /\/([A-Z]{2}-[\d-]+)\.md$/.exec(one)?.[1] ?? [])
        .findLast((id) => id.startsWith(person.initials));
      if (task?.state !== 'open' || session === undefined) return undefined;
      const evidence = { session: { id: session, href: `../docs/sessions/${session}.md` }, commit: null };
      const edit = { op: 'task', task: taskRef(task, tasks), change: { to: 'done', evidence } } as const;
      await change(`Tick ${task.id} of ${name}`, file, edit);
      return tasks.some((one) => one !== task && one.id === task.id) ? undefined : task.id;
    },
    set: (name, key, value) =>
      change(`Set ${key} of ${name}`, `workstreams/${name}.md`, {
        op: 'set',
        values: [{ key: [key], value }],
      }),
    async index() {
      const progress = { say: () => {}, stop: () => {} };
      const globals = { json: true, noColor: true, help: false, version: false };
      const context = { world: world(), globals, progress, errLook: () => undefined, earlyStatus: undefined };
      await indexCommand.run(context as never, {}, []);
    },
    async check() {
      const { result } = await check(await open());
      return result.findings.filter(({ severity }) => severity !== 'info');
    },
  };
  return clone;
}
