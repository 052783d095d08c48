import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { acts, simulate } from './simulation.ts';

test('whatever is done to a repository, its rows are what is on disk', async () => {
  const box = sandbox();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(acts(14), async (list) => {
      runs += 1;
      expect(await simulate(box, box.repo(`app-${runs}`), list)).toBeUndefined();
    }),
    { numRuns: 4, endOnFailure: true },
  );
});
