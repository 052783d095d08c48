import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { DRIVER_COMMAND, DRIVER_NAME } from '../../src/cli/merge/driver-command.ts';
import { BIN } from '../support/built.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const FLIP = `work streams/it's "the" flip.md`;

const text = (tasks: string, goal = 'Go.'): string =>
  `---\ntitle: Flip\n---\n# Flip\n\n## Goal\n\n${goal}\n\n## Tasks\n\n${tasks}`;
const OPEN = '- [ ] P1. One\n- [ ] P2. Two\n';

/** A repository with the driver, and two branches that wrote side by side. */
function scene(
  ours: string,
  theirs: string,
  base = text(OPEN),
): { box: Sandbox; repo: string; merge: (env?: Record<string, string>) => string } {
  const box = sandbox();
  const repo = box.repo('two words');
  box.git(repo, 'config', 'merge.canon.name', DRIVER_NAME);
  box.git(repo, 'config', 'merge.canon.driver', DRIVER_COMMAND);
  box.write(join(repo, '.gitattributes'), '"work streams/**/*.md" merge=canon\n');
  const commit = (version: string): void => {
    box.write(join(repo, FLIP), version);
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'Write');
  };
  commit(base);
  box.git(repo, 'switch', '-qc', 'topic');
  commit(theirs);
  box.git(repo, 'switch', '-q', 'main');
  commit(ours);
  const merge = (env: Record<string, string> = {}): string => {
    Object.assign(box.env, env);
    try {
      return box.git(repo, 'merge', '-q', '--no-edit', 'topic');
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    }
  };
  return { box, repo, merge };
}

const TICKS = [text(OPEN.replace('[ ] P1', '[x] P1')), text(OPEN.replace('[ ] P2', '[x] P2'))] as const;

const GIT_MERGED = `---
title: Flip
---
# Flip

## Goal

Go.

## Tasks

<<<<<<< ours
- [x] P1. One
- [ ] P2. Two
=======
- [ ] P1. One
- [x] P2. Two
>>>>>>> theirs
`;

// Newer versions of git tell a driver what the sides are called.
const plain = (found: string): string =>
  found.replace(/^<<<<<<< .*$/m, '<<<<<<< ours').replace(/^>>>>>>> .*$/m, '>>>>>>> theirs');

test('git merges two ticks side by side with canon, in a path of any letters', () => {
  const { box, repo, merge } = scene(...TICKS);
  merge({ CANON_BIN: BIN });
  expect(box.read(join(repo, FLIP))).toBe(text(OPEN.replaceAll('[ ]', '[x]')));
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
});

test('what people wrote conflicts as ever, beside tasks that are united', () => {
  const { box, repo, merge } = scene(
    text(OPEN.replace('[ ] P1', '[x] P1'), 'Ours.'),
    text(OPEN.replace('[ ] P2', '[x] P2'), 'Theirs.'),
  );
  expect(merge({ CANON_BIN: BIN })).toContain('CONFLICT');
  expect(plain(box.read(join(repo, FLIP)))).toBe(
    text(OPEN.replaceAll('[ ]', '[x]'), '<<<<<<< ours\nOurs.\n=======\nTheirs.\n>>>>>>> theirs'),
  );
});

test('items that two people close side by side in a session are united', () => {
  const session = (items: string): string =>
    `---\ntitle: Flip\nkind: session\n---\n\n## Waiting On\n\n${items}`;
  const items = '- [ ] w1 One\n- [ ] w2 Two\n';
  const { box, repo, merge } = scene(
    session(items.replace('[ ] w1', '[x] w1')),
    session(items.replace('[ ] w2', '[x] w2')),
    session(items),
  );
  merge({ CANON_BIN: BIN });
  expect(box.read(join(repo, FLIP))).toBe(session(items.replaceAll('[ ]', '[x]')));
});

test.each([
  ['there is no canon', undefined],
  ['it says nothing and ends well', 'exit 0'],
  ['it says something else', 'echo "canon: merged"; exit 0'],
  ['it is too old to know the command', 'echo "There is no such command." >&2; exit 2'],
  ['it is killed', 'kill -9 $$'],
])('git merges by itself where %s, and nothing is dropped', (_, script) => {
  const { box, repo, merge } = scene(...TICKS);
  const bin = join(box.dir, 'bin');
  if (script !== undefined) {
    box.write(join(bin, 'canon'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'canon'), 0o755);
  }
  expect(merge({ PATH: `${bin}${delimiter}${box.env['PATH'] ?? ''}` })).toContain('CONFLICT');
  expect(plain(box.read(join(repo, FLIP)))).toBe(GIT_MERGED);
});

test('a file that is no UTF-8 is merged by git, byte for byte', () => {
  const { box, repo, merge } = scene(
    text(OPEN.replace('P2. Two', 'P2. Gr?n')),
    text(OPEN.replace('[ ] P1', '[x] P1')),
  );
  const file = join(repo, FLIP);
  writeFileSync(file, Buffer.from(box.read(file).replace('Gr?n', 'Gr\u00FCn'), 'latin1'));
  box.git(repo, 'commit', '-qam', 'Latin');
  expect(merge({ CANON_BIN: BIN })).toContain('CONFLICT');
  const merged = readFileSync(file, 'latin1');
  expect(merged).toContain('- [x] P1. One\n- [ ] P2. Two\n>>>>>>>');
  expect(merged).toContain('- [ ] P2. Gr\u00FCn\n=======');
});

test('a canon that comes with a branch is not run', () => {
  const { box, repo, merge } = scene(...TICKS);
  const own = join(repo, 'node_modules/.bin/canon');
  box.write(own, '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n');
  chmodSync(own, 0o755);
  box.git(repo, 'add', '-f', 'node_modules');
  box.git(repo, 'commit', '-qm', 'Install');
  expect(merge()).toContain('CONFLICT');
  expect(existsSync(join(repo, 'node_modules/.bin/ran'))).toBe(false);
});

test('a canon that is installed in the repository is', () => {
  const { box, repo, merge } = scene(...TICKS);
  const own = join(repo, 'node_modules/.bin/canon');
  mkdirSync(join(own, '..'), { recursive: true });
  symlinkSync(BIN, own);
  merge();
  expect(box.read(join(repo, FLIP))).toBe(text(OPEN.replaceAll('[ ]', '[x]')));
});
