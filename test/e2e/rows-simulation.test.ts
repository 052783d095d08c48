import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acts, simulate } from '../store/simulation.ts';
import { sandbox } from '../support/sandbox.ts';

test('whatever is done to a repository for long, its rows are what is on disk', async () => {
  const box = sandbox();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(acts(40), async (list) => {
      runs += 1;
      expect(await simulate(box, box.repo(`app-${runs}`), list)).toBeUndefined();
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 600_000);
