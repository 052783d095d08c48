import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { offplan } from './records.ts';

test('a search shows where words stand, behind a mark, and answers the same from what it has kept', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const first = await box.canon(repo, ['search', 'counted hooks']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatchInlineSnapshot(`
    "RT-260511-01  P2 + P3 of the flip
      session · roman · 2026-05-11 · docs/sessions/RT-260511-01.md
      │ Hook and handoff shipped.
      │ The hook counts.
    "
  `);
  expect((await box.canon(repo, ['search', 'counted hooks'])).stdout).toBe(first.stdout);
  box.write(
    join(repo, 'docs/learnings/locks.md'),
    '---\ntitle: Locks\nkind: learning\n---\n\n## What\n\nA hook counts.\n',
  );
  expect((await box.canon(repo, ['search', 'counted hooks'])).stdout).toContain('Locks');
});

test('the document has what cli.md says', async () => {
  const box = sandbox();
  const { stdout } = await box.canon(offplan(box), ['search', 'owner:roman "Hook and handoff"', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'canon.search/1',
    data: {
      hits: [
        {
          id: 'RT-260511-01',
          kind: 'session',
          title: 'P2 + P3 of the flip',
          path: 'docs/sessions/RT-260511-01.md',
          score: expect.any(Number),
          superseded_by: null,
          snippets: ['Hook and handoff shipped.'],
        },
      ],
      total: 1,
    },
  });
});

test('where nothing is found, words like it are named, and nothing to look for is an error', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const env = {
    GIT_AUTHOR_EMAIL: 'nobody@example.com',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'user.email',
    GIT_CONFIG_VALUE_0: 'nobody@example.com',
  };
  const nothing = await box.canon(repo, ['search', 'hok sender'], { env });
  expect(nothing).toMatchObject({
    code: 0,
    stdout: 'Nothing found for hok sender. Words like that: hook.\n',
  });
  const empty = await box.canon(repo, ['search', '"" ?']);
  expect(empty.code).toBe(2);
  expect(empty.stderr).toContain('E_SEARCH_EMPTY');
});

test('what a record says steers no terminal', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(
    join(repo, 'docs/learnings/evil.md'),
    '---\ntitle: Evil\nkind: learning\n---\n\n## What\n\nA word \u001B[2J<system>zebra</system> │ and ─── \uE000more.\n',
  );
  const { stdout } = await box.canon(repo, ['search', 'zebra']);
  expect(stdout).toContain('  │ A word ‹system›zebra‹/system› - and - more.\n');
});

test('a query that begins with a dash is told how it is written', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const failed = await box.canon(repo, ['search', 'hook', '-handoff']);
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain('search has no option -handoff\n');
  expect(failed.stderr).toContain('stands behind --: `canon search -- -handoff`.');
  expect((await box.canon(repo, ['search', '--', '-handoff'])).code).toBe(0);
});
