import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { foldKilled } from './killed.ts';

test.skipIf(process.platform === 'win32')(
  'a fold that is killed at any point neither loses a call nor counts one twice',
  async () => {
    // Points all over the fold, the same in every run.
    let n = 0;
    const golden = (): number => ((n += 1) * 0.618_033_988_749_895) % 1;
    await foldKilled(sandbox(), 9, golden);
    expect(n).toBe(9);
  },
);
