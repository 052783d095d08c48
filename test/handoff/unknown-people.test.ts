import { expect, test } from 'vitest';
import { unknownPeople } from '../../src/handoff/unknown-people.ts';
import { operatorsOf } from '../../src/identity/operators.ts';
import type { Item } from '../../src/work/row.ts';
import { field } from './field.ts';

const OPERATORS = operatorsOf([
  { slug: 'roman', initials: 'RT', name: 'Roman', emails: [] },
  { slug: 'sergei', initials: 'SK', name: 'Sergei Koval', emails: [] },
]);
const ASKING = { id: 'RT-260511-01', path: 'docs/sessions/RT-260511-01.md', me: 'roman' };
const told = (item: Partial<Item>): unknown[] =>
  unknownPeople([{ id: 'w1', text: '', open: true, line: 9, ...item }], OPERATORS, ASKING).map(
    ({ severity, args }) => [severity, args?.['name'], args?.['near']],
  );

test.each<[string, Partial<Item>, unknown[]]>([
  ['an operator', { for: 'sergei' }, []],
  ['initials', { for: 'sk' }, []],
  ['nobody', { for: 'serge' }, [['warning', 'serge', ['@sergei']]]],
  ['nobody, and nobody near', { for: 'olga' }, [['warning', 'olga', []]]],
  ['a name without its sign', { text: 'Sergei: approve' }, [['info', 'Sergei', ['@sergei']]]],
  ['nearly a name', { text: 'Serge: approve' }, [['info', 'Serge', ['@sergei']]]],
  ['a last name', { text: 'Koval: approve' }, [['info', 'Koval', ['@sergei']]]],
  ['oneself', { text: 'Roman: approve' }, []],
  ['a word', { text: 'Review: the sender' }, []],
  ['a link', { text: 'https://example.com/' }, []],
])('what waits on %s', (_what, item, expected) => {
  expect(told(item)).toEqual(expected);
});

test('without operators nobody is unknown', () => {
  const item = { id: 'w1', text: '', for: 'olga', open: true, line: 9 };
  expect(unknownPeople([item], operatorsOf([], false), ASKING)).toEqual([]);
});

test('a handoff tells what waits on nobody, with the line of the record', async () => {
  const it = field();
  const input = '---\ntitle: Ask\n---\n## Waiting On\n\n- [ ] Serge: approve\n- [ ] @sergei: pay\n';
  const answer = await it.json(['handoff', '--draft', '-', '--no-push'], { input });
  const found = answer.diagnostics.filter(({ code }) => code === 'handoff-unknown-person');
  expect(found).toMatchObject([{ severity: 'info', path: answer.data['path'] }]);
  expect(found[0]?.hint).toContain('@sergei');
  expect(it.read(String(found[0]?.path)).split('\n')[Number(found[0]?.line) - 1]).toContain('Serge: approve');
});
