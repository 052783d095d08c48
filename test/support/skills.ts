import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { BIN } from './built.ts';
import { type Sandbox, sandbox } from './sandbox.ts';

/** A draft as an agent writes it. */
export const SKILL_DRAFT = `---
title: "The sender address is wired"
summary: "Letters leave from the approved address (believed)"
confidence: M
---
## Summary

Letters leave from the approved address.

## Resume Prompt

Send the first letter to ourselves.
`;

export interface SkillPlace {
  readonly box: Sandbox;
  readonly repo: string;
  readonly env: Record<string, string>;
  /** Hands the draft off as Roman, without any client. */
  handOff(): Promise<void>;
}

/** A repository that is set up for hosts, where git says Sergei and the wrapper is to win. */
export async function skillPlace(...hosts: readonly string[]): Promise<SkillPlace> {
  const box = sandbox();
  const repo = box.repo('work', { email: 'sergei@example.com' });
  box.write(
    join(repo, '.canon/operators.yaml'),
    'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\nsergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }\n',
  );
  const ran = await box.canon(repo, ['init', ...hosts.flatMap((host) => ['--host', host])]);
  expect(ran.code, ran.stderr).toBe(0);
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Set up');
  box.write(join(box.dir, 'canon'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(box.dir, 'canon'), 0o755);
  return {
    box,
    repo,
    env: { ...box.env, CANON_BIN: join(box.dir, 'canon') },
    async handOff() {
      const handed = await box.canon(repo, ['handoff', '--draft', '-', '--no-push'], {
        input: SKILL_DRAFT,
        env: { OPERATOR: 'roman' },
      });
      expect(handed.code, handed.stderr).toBe(0);
    },
  };
}

/** The id and text of the one record that HEAD has. */
export function recordIn({ box, repo }: SkillPlace): { id: string; text: string } {
  const records = box.git(repo, 'ls-tree', '--name-only', 'HEAD', 'docs/sessions/');
  const id = /RT-\d{6}-01/.exec(records)?.[0] ?? '';
  expect(id, records).not.toBe('');
  return { id, text: box.git(repo, 'show', `HEAD:docs/sessions/${id}.md`) };
}

/** The texts of all records that HEAD has, in order of their ids. */
export function recordsIn({ box, repo }: SkillPlace): string[] {
  const files = box.git(repo, 'ls-tree', '--name-only', 'HEAD', 'docs/sessions/').split('\n');
  return files
    .filter((file) => /RT-\d{6}-\d\d\.md$/.test(file))
    .map((file) => box.git(repo, 'show', `HEAD:${file}`));
}

/** The frontmatter of a record's text. */
export const frontmatterOf = (text: string): Record<string, unknown> =>
  parse(text.split(/^---$/m)[1] ?? '') as Record<string, unknown>;
