import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runs } from '../support/runs.ts';
import { sandbox } from '../support/sandbox.ts';
import { built, builtAnew, filesIn, numbers, smallRepo, STEPS } from './rebuilding.ts';

test('after any edits a build has the same bytes as one from nothing', async () => {
  for (let seed = 1; seed <= runs(1); seed += 1) {
    const box = sandbox();
    // Some projects are not the whole repository.
    const root = smallRepo(box, 'offplan', seed % 2 === 0 ? 'parts/store' : '');
    const out = join(box.dir, 'out');
    const upTo = numbers(seed);
    const names = Object.keys(STEPS);
    const done: string[] = [];
    await built(box, root, out);
    for (let count = 1; count <= 24; count += 1) {
      const name = names[upTo(names.length)] ?? '';
      done.push(name);
      STEPS[name]?.({ box, root, out, upTo, count });
      if (upTo(3) === 0) continue;
      await built(box, root, out);
      const anew = await builtAnew(box, root, `anew-${count}`);
      expect(filesIn(out), `seed ${seed}: ${done.join(' ')}`).toEqual(anew);
      const again = await built(box, root, out);
      expect([...again.written, ...again.removed], `seed ${seed}: ${done.join(' ')}, again`).toEqual([]);
    }
  }
}, 600_000);
