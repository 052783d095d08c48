import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { NOTHING_LOST, race } from '../telemetry/racing.ts';

test.skipIf(process.platform === 'win32')(
  '200 hooks at once from three work trees, 50 times, while folds run: exact counts',
  async () => {
    const came = await race(sandbox(), { hooks: 200, rounds: 50, kills: 0, random: Math.random });
    expect(came).toEqual({ ...NOTHING_LOST, counted: 10_000, torn: 0 });
  },
);

test.skipIf(process.platform === 'win32')(
  '500 hooks killed, and every second fold: nothing finished is lost, nothing counts twice',
  async () => {
    const came = await race(sandbox(), { hooks: 100, rounds: 10, kills: 50, random: Math.random });
    expect(came).toMatchObject(NOTHING_LOST);
    expect(came.counted + came.torn).toBeLessThanOrEqual(1000);
  },
);
