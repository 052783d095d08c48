import { expect, it } from 'vitest';
import { tasksIn } from '../../src/check/tasks-in.ts';

const LOG = '## Session Log\n\n- 2026-05-11 [RT-260511-01](../docs/sessions/RT-260511-01.md) — Tasks\n';

it.each<[string, string, string[]]>([
  ['before a log', `# A\n\n## Tasks\n\n- [x] P1. One\n- [ ] Two\n\n${LOG}`, ['P1 done 14', '#2 open 15']],
  ['behind a log', `# A\n\n${LOG}\n## Tasks\n\n- [x] P1. One — 3f889a1\n`, ['P1 done 18 3f889a1']],
  ['where a fence holds a log', '## Tasks\n\n```\n## Session Log\n```\n\n- [ ] P9. Nine\n', ['P9 open 16']],
  ['nowhere', `# A\n\n${LOG}`, []],
])('reads tasks %s', async (_where, body, tasks) => {
  const found = await tasksIn({ path: 'workstreams/a.md', body, bodyLine: 10 });
  expect(found.map(({ id, state, line, evidence }) => [id, state, line, ...evidence].join(' '))).toEqual(
    tasks,
  );
});
