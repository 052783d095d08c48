import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quickBuild } from '../../src/site/build/quick-build.ts';
import { BUILD } from '../../src/store/build.ts';
import { askedFrom } from '../../src/store/kept.ts';
import { worldOf } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';
import { built, filesIn, smallRepo } from './rebuilding.ts';

/** What somebody may make of a value. */
const WRONG = [null, 5, 'x', {}, [null], [[]], [['a', null]]];

type Kept = Record<string, unknown>;

const KEPT = /^site-(?:files|history|records)-[0-9a-f]+\.json$/;

test('whatever has become of what builds have kept, the next one is right', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const out = join(box.dir, 'out');
  const cache = join(root, '.git/canon/cache');
  const first = await built(box, root, out);
  const names = (): string[] => readdirSync(cache).filter((name) => KEPT.test(name));
  // What has changed just now is not kept yet.
  for (let tries = 0; tries < 50 && names().length < 3; tries += 1) await built(box, root, out);
  const right = filesIn(out);
  const kept = names();
  expect(kept.map((name) => name.split('-')[1]).toSorted()).toEqual(['files', 'history', 'records']);
  for (const name of kept) {
    const text = readFileSync(join(cache, name), 'utf8');
    const { made, key, head, id, sum, ...rest } = JSON.parse(text) as Kept;
    for (const what of Object.keys(rest)) {
      for (const value of WRONG) {
        writeFileSync(
          join(cache, name),
          JSON.stringify({
            ...(sum === undefined ? {} : { sum }),
            made,
            key,
            head,
            id,
            ...rest,
            [what]: value,
          }),
        );
        const again = await built(box, root, out);
        expect([...again.written, ...again.removed], `${name} ${what}`).toEqual([]);
        expect(again.pages).toBe(first.pages);
      }
    }
  }
  expect(filesIn(out)).toEqual(right);
});

test('an answer that somebody has changed is none', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const cache = join(root, '.git/canon/cache');
  const answer = (): string | undefined =>
    (existsSync(cache) ? readdirSync(cache) : []).find((name) => /^site-[0-9a-f]{16}\.json$/.test(name));
  for (let tries = 0; tries < 10 && answer() === undefined; tries += 1)
    expect((await box.built(root, ['site', 'build'])).code).toBe(0);
  const file = join(cache, answer() ?? '');
  const asked = askedFrom(worldOf(box, root), { command: 'site', words: [null] });
  const kept = { ...(JSON.parse(readFileSync(file, 'utf8')) as Kept), made: BUILD };
  const withKept = async (changed: object): Promise<unknown> => {
    writeFileSync(file, JSON.stringify({ ...kept, ...changed }));
    return asked && (await quickBuild(asked));
  };
  expect(await withKept({})).toMatchObject({ broken: [] });
  for (const what of ['kinds', 'files', 'status', 'top', 'found'])
    for (const value of WRONG)
      expect(await withKept({ [what]: value }), `${what} ${JSON.stringify(value)}`).toBeUndefined();
});
