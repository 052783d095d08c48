import { expect, test } from 'vitest';
import { field } from './field.ts';

const HOST = { CLAUDE_CODE_SESSION_ID: 'e1' };
const DRAFT =
  '# Checked\n\n## Verification\n\n- All pass (verified: node --version)\n- So does this (verified: make)\n';

test('a handoff tells of what was verified in its session, once, and of what was not', async () => {
  const { json, canon, work, git, read } = field();
  const commit = work('a.txt');
  await canon(['verify', '--', 'node', '--version'], { env: HOST });
  await canon(['verify', '--', 'node', '-e', 'process.exit(4)'], { env: HOST });
  // Of nobody's session but the operator's own.
  await canon(['verify', '--', 'git', 'status']);
  const dry = await json(['handoff', '--draft', '-', '--dry-run'], { input: DRAFT, env: HOST });
  expect(dry.data['plan'].files[0].text).toContain(`(verified: node --version, exit 0, ${commit})`);

  const first = await json(['handoff', '--draft', '-'], { input: DRAFT, env: HOST });
  expect(read(first.data['path'])).toContain(`## Verification

- All pass (verified: node --version, exit 0, ${commit})
- So does this (verified: make)
- \`node -e 'process.exit(4)'\` failed (verified: \`node -e 'process.exit(4)'\`, exit 4, ${commit})
`);
  expect(first.diagnostics.filter(({ code }) => code.startsWith('verif'))).toMatchObject([
    { code: 'verified-unseen', severity: 'warning', path: 'stdin', line: 6 },
  ]);
  expect(first.exit).toBe(0);

  // Run after all, and corrected: the same draft, what was taken before included.
  await canon(['verify', '--', 'git', '--version'], { env: HOST });
  const amended = await json(['handoff', '--amend', first.data['id'], '--draft', '-'], {
    input: DRAFT.replace('make', 'git --version'),
    env: HOST,
  });
  expect(amended.codes).not.toContain('verified-unseen');
  const text = read(first.data['path']);
  expect(text).toMatch(/\n- So does this \(verified: git --version, exit 0, [0-9a-f]{7}\)\n- `node -e/);

  // Another branch has no such record: it is known all the same.
  git('switch', '-qc', 'other', 'HEAD~1');
  const second = await json(['handoff', '--quick', 'Nothing was run'], { env: HOST });
  expect(read(second.data['path'])).not.toContain('Verification');
  const byHand = await json(['handoff', '--quick', 'By hand']);
  expect(read(byHand.data['path'])).toContain(
    `- git status passed (verified: git status, exit 0, ${commit})`,
  );
});

test('a handoff that is finished by its id says the same as it did, and is done when it is done', async () => {
  const { json, canon, work, read } = field({ remote: false });
  const commit = work('a.txt');
  await canon(['verify', '--', 'node', '--version'], { env: HOST });
  const grade = `(verified: node --version, exit 0, ${commit})`;
  const left = await json(['handoff', '--draft', '-', '--no-commit'], { input: DRAFT, env: HOST });
  expect(read(left.data['path'])).toContain(grade);
  const done = await json(['handoff', '--id', left.data['id'], '--draft', '-'], { input: DRAFT, env: HOST });
  expect(done.exit).toBe(0);
  expect(done.data['commit']).not.toBeNull();
  const again = await json(['handoff', '--id', left.data['id'], '--draft', '-'], { input: DRAFT, env: HOST });
  expect(again.exit).toBe(0);
  expect(again.codes).toContain('handoff-done');
  expect(read(left.data['path']).split(grade)).toHaveLength(2);
});
