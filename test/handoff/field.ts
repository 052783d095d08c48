import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { remembered } from '../support/remembered.ts';
import { type Ran, sandbox, type Sandbox } from '../support/sandbox.ts';

/** A repository of two operators, with a bare remote that it follows. */
export interface Field {
  readonly box: Sandbox;
  readonly repo: string;
  readonly remote: string;
  git(...args: string[]): string;
  /** Runs canon in the repository, or in `at`. */
  canon(args: readonly string[], options?: Given): Promise<Ran>;
  /** The same with `--json`; the document, with the exit code in it. */
  json(args: readonly string[], options?: Given): Promise<Answer>;
  /** Writes a file and commits it. */
  work(file: string, text?: string): string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Another clone of the remote, of another person when told. */
  clone(name: string, email?: string): string;
}

interface Given {
  readonly at?: string;
  readonly input?: string;
  readonly env?: Record<string, string>;
  /** In a process of its own. */
  readonly built?: true;
}

export interface Answer {
  readonly exit: number;
  readonly schema: string;
  // The tests know which keys they ask for.
  readonly data: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
  readonly diagnostics: readonly {
    code: string;
    severity: string;
    path?: string;
    line?: number;
    message: string;
    hint?: string;
  }[];
  readonly codes: readonly string[];
}

export const NOW = '2026-05-11T15:12:40+02:00';

const OPERATORS = `roman: { initials: RT, name: Roman, emails: [roman@example.com] }
sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }
`;

export const FLIP = `---
title: The flip
owner: roman
status: active
priority: P0
kind: workstream
---
# The flip

## Goal

Turn it around.

## Tasks

- [x] P1. Operators
- [ ] P2. Hook
`;

export function field(options: { commit?: boolean; remote?: boolean; config?: string } = {}): Field {
  const box = sandbox();
  Object.assign(box.env, {
    CANON_NOW: NOW,
    GIT_AUTHOR_DATE: '2026-05-09T09:00:00+02:00',
    GIT_COMMITTER_DATE: '2026-05-09T09:00:00+02:00',
  });
  const [repo, remote] = [join(box.dir, 'offplan'), join(box.dir, 'remote.git')];
  const made: Field = {
    box,
    repo,
    remote,
    git: (...args) => box.git(repo, ...args),
    canon: (args, { at = repo, input, env, built } = {}) =>
      box[built ? 'built' : 'canon'](at, args, {
        ...(input === undefined ? {} : { input }),
        ...(env ? { env } : {}),
      }),
    async json(args, given) {
      const ran = await made.canon([...args, '--json'], given);
      const document = JSON.parse(ran.stdout) as Omit<Answer, 'exit' | 'codes'>;
      return { ...document, exit: ran.code, codes: document.diagnostics.map(({ code }) => code) };
    },
    work(file, text = `${file}\n`) {
      made.write(file, text);
      box.git(repo, 'add', '--', file);
      box.git(repo, 'commit', '-qm', `Write ${file}`);
      return box.git(repo, 'rev-parse', '--short', 'HEAD');
    },
    write: (file, text) => box.write(join(repo, file), text),
    read: (file) => box.read(join(repo, file)),
    clone(name, email) {
      const path = join(box.dir, name);
      box.git(box.dir, 'clone', '-q', remote, path);
      if (email !== undefined) box.git(path, 'config', 'user.email', email);
      return path;
    },
  };
  const hasRemote = options.commit !== false && options.remote !== false;
  const parts = hasRemote ? ['offplan', 'remote.git'] : ['offplan'];
  remembered(box, parts, `field ${JSON.stringify(options)}`, () => {
    box.repo('offplan', { commit: false });
    made.write('.canon/config.yaml', `format: 1\n${options.config ?? ''}`);
    made.write('.canon/operators.yaml', OPERATORS);
    made.write('workstreams/flip.md', FLIP);
    if (options.commit === false) return;
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Start');
    if (!hasRemote) return;
    box.git(box.dir, 'init', '-q', '--bare', remote);
    box.git(repo, 'remote', 'add', 'origin', remote);
    box.git(repo, 'push', '-qu', 'origin', 'main');
  });
  if (!hasRemote) return made;
  // Whatever a test commits is later work.
  Object.assign(box.env, {
    GIT_AUTHOR_DATE: '2026-05-11T14:00:00+02:00',
    GIT_COMMITTER_DATE: '2026-05-11T14:00:00+02:00',
  });
  return made;
}

/** Every file below a folder with type, permissions and a hash of what is in it. */
export function listing(dir: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const file = join(dir, name);
    const info = lstatSync(file);
    const content = info.isSymbolicLink() ? readlinkSync(file) : info.isFile() ? readFileSync(file) : '';
    found[name] = `${info.mode} ${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  }
  return found;
}

export const DRAFT = `---
summary: Hook and handoff shipped.
workstream: flip
tags: [ops, infra]
confidence: H
---
# P2 + P3 of the flip

## Summary

The hook counts without losing updates.

## Waiting On

- @sergei: approve the sender address
- check the bill

## Next Action

Rewrite /resume.
`;
