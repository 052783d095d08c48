import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runs } from '../support/runs.ts';
import { sandbox } from '../support/sandbox.ts';
import {
  built,
  builtAnew,
  BY_HAND,
  filesIn,
  numbers,
  SETTINGS,
  smallRepo,
  STEPS,
} from '../site/rebuilding.ts';

const ALL = Object.keys(STEPS);
// Nobody else writes into the folder of a server; and most of what people do is writing on.
const SERVED = [...ALL, ...Array<string>(9).fill('edit')].filter((name) => !BY_HAND.has(name));

test.each([
  ['a build', ALL, undefined],
  ['one of a process that remembers the last', SERVED, {}],
] as const)(
  'after any edits %s has the same bytes as one from nothing',
  async (_, names, remembered) => {
    for (let seed = 1; seed <= Math.ceil(runs(0.4)); seed += 1) {
      const box = sandbox();
      // Some projects are not the whole repository.
      const root = smallRepo(box, 'offplan', seed % 2 === 0 ? 'parts/store' : '');
      const out = join(box.dir, 'out');
      const upTo = numbers(seed);
      const done: string[] = [];
      let memory = remembered && {};
      await built(box, root, out, memory);
      for (let count = 1; count <= 24; count += 1) {
        const name = names[upTo(names.length)] ?? '';
        done.push(name);
        STEPS[name]?.({ box, root, out, upTo, count });
        if (memory && SETTINGS.has(name)) memory = {};
        if (upTo(3) === 0) continue;
        await built(box, root, out, memory);
        const anew = await builtAnew(box, root, `anew-${count}`);
        expect(filesIn(out), `seed ${seed}: ${done.join(' ')}`).toEqual(anew);
        const again = await built(box, root, out, memory);
        expect([...again.written, ...again.removed], `seed ${seed}: ${done.join(' ')}, again`).toEqual([]);
      }
    }
  },
  600_000,
);
