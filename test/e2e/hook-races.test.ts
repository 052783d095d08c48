import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keptIn, runHooks, smallDisk, withHook } from '../support/hooks.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const HOOKS = 200;
const ROUNDS = 50;

function threeTrees(): { box: Sandbox; spool: string; trees: string[] } {
  const box = sandbox();
  const repo = box.repo('app');
  const spool = withHook(box, repo);
  const trees = [repo, join(box.dir, 'b'), join(box.dir, 'c')];
  for (const tree of trees.slice(1)) {
    box.git(repo, 'worktree', 'add', '-q', '--detach', tree);
    withHook(box, tree);
  }
  return { box, spool, trees };
}

it(`keeps ${HOOKS} hooks at once from three work trees, ${ROUNDS} times, each whole`, async () => {
  const { box, spool, trees } = threeTrees();
  // From next to nothing to more than a pipe holds.
  const payload = (round: number, at: number): string =>
    JSON.stringify({ tool_use_id: `${round}-${at}`, tool_response: 'ü'.repeat(at * at) });
  const all = Array.from({ length: HOOKS }, (_, at) => at);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ends, said } = await runHooks(box, HOOKS, { from: trees, payload: (at) => payload(round, at) });
    expect([ends.filter((end) => end !== 0), said]).toEqual([[], '']);
    const kept = keptIn(spool);
    expect(kept.size).toBe(HOOKS);
    const texts = new Set(kept.values());
    expect(all.filter((at) => !texts.has(payload(round, at)))).toEqual([]);
    for (const name of kept.keys()) rmSync(join(spool, name));
  }
});

it(`fails none of ${HOOKS} hooks at once on a disk that fills up`, async ({ skip }) => {
  const { box, spool, trees } = threeTrees();
  if (!smallDisk(spool, 256)) skip();
  const payload = (at: number): string => JSON.stringify({ at, text: 'x'.repeat(10_000) });
  const { ends, said } = await runHooks(box, HOOKS, { from: trees, payload });
  expect([ends.filter((end) => end !== 0), said]).toEqual([[], '']);
  // What is whole is some hook's payload, and only once; of the others there is a beginning, or nothing.
  const texts = [...keptIn(spool).values()];
  const payloads = Array.from({ length: HOOKS }, (_, at) => payload(at));
  const whole = texts.filter((text) => payloads.includes(text));
  expect(whole.length).toBeGreaterThan(5);
  expect(new Set(whole).size).toBe(whole.length);
  expect(texts.filter((text) => !payloads.some((one) => one.startsWith(text)))).toEqual([]);
});
