import { expect, test } from 'vitest';
import { simulate } from '../merging/simulate.ts';

const count = Number(process.env['CANON_FUZZ_COUNT']);
const first = Number(process.env['CANON_FUZZ_FIRST']);
// Several at a time: most of it is waiting for git.
const SIDE_BY_SIDE = 3;

test('whatever two operators do in three clones, nothing is lost, for many seeds', async () => {
  const failed: string[] = [];
  let next = first;
  const one = async (): Promise<void> => {
    while (next < first + count && failed.length === 0) {
      const seed = next++;
      const wrong = await simulate({ seed, steps: 60, driver: seed % 2 === 0 });
      if (wrong !== undefined) failed.push(wrong);
      if ((seed - first + 1) % 50 === 0) process.stderr.write(`${seed - first + 1} of ${count}\n`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, one));
  expect(failed.join('\n\n')).toBe('');
}, 86_400_000);
