import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { NOTHING_LOST, race } from '../telemetry/racing.ts';

// All of it, and longer, is in test/e2e/telemetry-races.test.ts.

test.skipIf(process.platform === 'win32')(
  'hooks of three work trees while folds run: exact counts',
  async () => {
    const came = await race(sandbox(), { hooks: 40, rounds: 2, kills: 0, random: Math.random });
    expect(came).toEqual({ ...NOTHING_LOST, counted: 80, torn: 0 });
  },
);

test.skipIf(process.platform === 'win32')(
  'hooks and folds that are killed: nothing finished is lost, nothing counts twice',
  async () => {
    const came = await race(sandbox(), { hooks: 40, rounds: 2, kills: 20, random: Math.random });
    expect(came).toMatchObject(NOTHING_LOST);
    expect(came.counted + came.torn).toBeLessThanOrEqual(80);
  },
);
