import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { foldKilled } from '../telemetry/killed.ts';

test.skipIf(process.platform === 'win32')(
  '500 folds killed at random points: every call exactly once',
  async () => {
    let n = 0;
    await foldKilled(sandbox(), 500, () => {
      n += 1;
      return Math.random();
    });
    expect(n).toBe(500);
  },
);
