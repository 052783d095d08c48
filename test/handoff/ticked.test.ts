import { expect, test } from 'vitest';
import { field, FLIP } from './field.ts';

const ID = 'RT-260511-01';
const RECORD = `docs/sessions/${ID}.md`;

test('a session that names no workstream is of the one that it has ticked in, and of its plan', async () => {
  const it = field();
  it.work('workstreams/flip.md', FLIP.replace('priority: P0', 'priority: P0\nplan: the-plan'));
  it.work('plans/the-plan.md', '---\ntitle: The plan\nowner: roman\nstatus: ratified\nkind: plan\n---\n');
  const before = await it.json(['handoff', '--draft', '-', '--operator', 'sergei'], {
    input: '---\ntitle: Before\nworkstream: flip\n---\n',
  });
  await it.canon(['tick', 'flip', 'P2']);
  const answer = await it.json(['handoff', '--quick', 'The hook counts']);
  expect(answer).toMatchObject({ exit: 0, data: { id: ID } });
  const told = answer.diagnostics.find(({ code }) => code === 'handoff-ticked');
  expect(told?.message).toContain('flip, where this session has ticked, of the plan the-plan');
  const text = it.read(RECORD);
  expect(text).toContain(`\nplan: the-plan\nworkstream: flip\nparent: ${String(before.data['id'])}\n`);
  expect(it.git('show', 'HEAD:workstreams/flip.md')).toContain(
    `- 2026-05-11 [${ID}](../${RECORD}) — The hook counts`,
  );
});

test('with ticks in several it names none and says so; a draft that names one is followed', async () => {
  const it = field();
  it.work('workstreams/other.md', FLIP.replace('The flip', 'Other'));
  await it.canon(['tick', 'flip', 'P2']);
  await it.canon(['tick', 'other', 'P2']);
  const dry = await it.json(['handoff', '--quick', 'Both', '--dry-run']);
  expect(dry.diagnostics.find(({ code }) => code === 'handoff-ticked-several')).toMatchObject({
    severity: 'info',
    message: expect.stringContaining('flip, other'),
  });
  expect(JSON.stringify(dry.data['plan'])).not.toContain('workstream: ');
  const named = await it.json(['handoff', '--draft', '-'], {
    input: '---\ntitle: One\nworkstream: other\n---\n',
  });
  expect(named.codes.filter((code) => code.startsWith('handoff-ticked'))).toEqual([]);
  expect(it.read(RECORD)).toContain('\nworkstream: other\n');
});
