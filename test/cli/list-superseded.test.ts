import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { supersededIn } from '../../src/cli/list/superseded.ts';
import { rowSet } from '../../src/store/row-set.ts';
import type { Row } from '../../src/work/row.ts';
import { standingsOf } from '../../src/work/standing.ts';
import { runs } from '../support/runs.ts';
import { sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

test('a session that another has replaced is listed as superseded, as search and site have it', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const front = {
    title: 'Once more',
    operator: 'roman',
    summary: 'Done again.',
    supersedes: '[RT-260511-01]',
  };
  const rest = { kind: 'session', id: 'RT-260512-01', status: 'handed-off', created: '2026-05-12T10:00:00Z' };
  box.write(join(repo, 'docs/sessions/RT-260512-01.md'), record({ ...front, ...rest }, 'Text.\n'));
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Once more');
  const read = async (...args: string[]): Promise<Record<string, unknown>[]> => {
    const { data } = JSON.parse((await box.canon(repo, [...args, '--json'])).stdout);
    return data.records ?? data.hits;
  };
  const idsOf = async (...args: string[]): Promise<unknown> => (await read(...args)).map(({ id }) => id);
  for (const [status, ids] of [
    ['superseded', ['RT-260511-01']],
    ['handed-off', ['RT-260512-01', 'SK-260511-02']],
  ] as const) {
    expect(await idsOf('list', '--status', status)).toEqual(ids);
    expect(await idsOf('list', '--status', status, '--sort', 'created')).toEqual(ids);
    expect(await idsOf('search', `status:${status}`)).toEqual(ids);
  }
  const states = Object.fromEntries((await read('list', 'session')).map(({ id, status }) => [id, status]));
  expect(states).toMatchObject({ 'RT-260511-01': 'superseded', 'RT-260512-01': 'handed-off' });
  const shown = await box.canon(repo, ['list', 'session', '--status', 'superseded']);
  expect(shown.stdout).toMatch(/^2026-05-11 {2}RT-260511-01 .* superseded {2}roman\n$/);
});

test('which sessions are superseded is found by few rows as by all of them', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const some = fc.subarray([...ids, 'old', 'gone'], { maxLength: 2 });
  const row = fc
    .record(
      {
        id: fc.constantFrom(...ids),
        kind: fc.constantFrom('session' as const, 'session' as const, 'plan' as const),
        supersedes: some,
        supersededBy: fc.constantFrom(...ids, 'gone'),
        aliases: fc.constantFrom(['old'], ['old', 'b']),
        status: fc.constantFrom('handed-off', 'superseded'),
        created: fc.constantFrom('2026-05-11T10:00:00Z', '2026-05-12T10:00:00Z'),
      },
      { requiredKeys: ['id', 'kind'] },
    )
    .map(({ supersedes = [], ...rest }): Row => {
      const path = `${rest.kind}s/${rest.id}.md`;
      return { ...rest, path, title: rest.id, ...(supersedes.length === 0 ? {} : { supersedes }) };
    });
  const rows = fc.uniqueArray(row, { selector: ({ path }) => path, maxLength: 8 });
  fc.assert(
    fc.property(rows, (list) => {
      const set = rowSet(undefined, new Set(), list);
      const standingOf = standingsOf(set.all());
      const isOver = (one: Row): boolean =>
        one.kind === 'session' && one.status !== 'superseded' && standingOf(one).status === 'superseded';
      const found = supersededIn(set);
      const own = list.filter(({ status }) => status !== 'superseded');
      expect(own.filter(({ path }) => found.has(path))).toEqual(own.filter(isOver));
    }),
    { numRuns: runs(2000) },
  );
});
