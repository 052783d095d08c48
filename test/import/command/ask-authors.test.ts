import { expect, test } from 'vitest';
import { strangersIn, withAnswers } from '../../../src/cli/import/ask-authors.ts';
import { EMPTY_MAP } from '../../../src/import/map.ts';
import { planImport } from '../../../src/import/plan/plan-import.ts';
import { contents, ground, item } from '../plan/kit.ts';

test('asked about are those who have written much and are no operator, and the answers are a map', async () => {
  const by = (name: string, count: number, from: 'text' | 'git' = 'text') =>
    Array.from({ length: count }, (_, n) => item(`${name}-${n}`, { author: { value: { name }, from } }));
  const all = contents([
    ...by('Roman', 9),
    ...by('Anna', 6),
    ...by('anna ', 1),
    ...by('Bot', 4),
    ...by('Ivan', 8),
  ]);
  const plan = await planImport(all, ground());
  expect(strangersIn(plan.items)).toEqual([
    { name: 'Ivan', count: 8 },
    { name: 'Anna', count: 7 },
  ]);
  const answers = new Map([
    ['Ivan', 'unknown'],
    ['Anna', 'sergei'],
  ]);
  const next = await planImport(all, ground({ map: withAnswers(EMPTY_MAP, answers) }));
  expect(strangersIn(next.items)).toEqual([]);
  expect(next.items.filter(({ id }) => id.startsWith('SK-'))).toHaveLength(7);
});
