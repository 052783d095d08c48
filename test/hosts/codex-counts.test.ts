import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codexClient } from '../support/codex.ts';
import { type CodexScenes, spawns, WAITS } from '../support/codex-model.ts';
import { codexPlace } from '../support/codex-place.ts';
import { callsByTool, counted, countedAll, tally } from '../support/telemetry.ts';

const client = codexClient();

const ADD = '*** Begin Patch\n*** Add File: new.txt\n+hello\n*** End Patch\n';
const IN_VAIN = '*** Begin Patch\n*** Update File: missing.txt\n@@\n-a\n+b\n*** End Patch\n';

/** A command that waits for somebody to type, and the call that types. */
const ASKS = {
  tool: 'exec_command',
  told: 'Bash',
  args: { cmd: 'read -r line', tty: true, yield_time_ms: 250 },
};
const TYPES = {
  tool: 'write_stdin',
  args: (shown: string) => ({
    session_id: Number(/running with session ID (\d+)/.exec(shown)?.[1]),
    chars: 'yes\n',
    yield_time_ms: 30_000,
  }),
};

const SCENES: CodexScenes = {
  'SCENE-WORK': [
    [{ cmd: 'echo one' }, { cmd: 'echo two' }],
    { cmd: 'exit 3' },
    { patch: ADD },
    { tool: 'search', namespace: 'mcp__notion_offplan', args: { q: 'roadmap' } },
    spawns('SCENE-BELOW'),
    WAITS,
    { cmd: 'echo three', full: 'SCENE-MORE' },
  ],
  'SCENE-BELOW': [{ cmd: 'echo from below' }, { text: 'Found nothing.' }],
  'SCENE-MORE': [{ cmd: 'echo after the compaction' }, { text: 'Done.' }],
};

it.skipIf(!client)('counts every call of a Codex session once, and agrees with its transcript', async () => {
  const place = await codexPlace(client ?? '', SCENES);
  const ran = await place.run('SCENE-WORK');
  expect(ran.stdout, ran.stderr).toContain('Done.');
  expect(ran.stderr).not.toMatch(/hook: .*(Failed|Blocked|Stopped)/i);
  const { calls } = place.mock;
  expect(calls.map(({ scene }) => scene)).toContain('SCENE-MORE');
  const session = await counted(place, place.session(), '--verify');
  expect(session.host).toBe('codex');
  expect(callsByTool(session)).toEqual(tally(calls));
  expect(Object.values(session.by_agent).map((one) => one.calls)).toContain(1);
  expect(session.folded['mcp__notion_offplan']).toBe(1);
  expect(session.invariants['mcp__notion_offplan']).toMatchObject({ count: 1, ok: false });
  expect(session.verify).toMatchObject({
    recorded: calls.length,
    in_transcript: calls.length,
    missing: [],
    surplus: [],
    unfinished: [],
  });
});

// Of a call that fails Codex only tells that it begins; of a tool that is not there it tells nothing.
it.skipIf(!client)('counts calls of Codex that failed, and names those that it told no hook of', async () => {
  const place = await codexPlace(client ?? '', {
    'SCENE-WORK': [
      [{ cmd: 'echo one' }, { tool: 'no_such_tool', args: {} }],
      ASKS,
      TYPES,
      [{ patch: IN_VAIN }, { tool: 'view_image', args: { path: 'missing.png' } }],
      { text: 'Done.' },
    ],
  });
  const ran = await place.run('SCENE-WORK');
  expect(ran.stdout, ran.stderr).toContain('Done.');
  const { calls } = place.mock;
  // What is typed belongs to the command that asked for it, which a hook is told of when it is over.
  const untold = calls.filter(({ tool }) => ['no_such_tool', 'write_stdin'].includes(tool));
  const told = calls.filter((call) => !untold.includes(call));
  const session = await counted(place, place.session(), '--verify');
  expect(callsByTool(session)).toEqual(tally(told));
  expect(session.by_tool).toMatchObject({
    Bash: { failures: 0 },
    apply_patch: { failures: 1 },
    view_image: { failures: 1 },
  });
  expect(session.verify).toMatchObject({
    recorded: told.length,
    in_transcript: calls.length,
    missing: [],
    surplus: [],
    unfinished: [],
    proof: 'complete',
  });
  expect(session.verify?.no_hook.toSorted()).toEqual(untold.map(({ id }) => id).toSorted());
});

it.skipIf(!client)('counts what Codex does in a subfolder and in a linked worktree', async () => {
  const place = await codexPlace(client ?? '', { 'SCENE-WORK': [{ cmd: 'echo one' }, { text: 'Done.' }] });
  const linked = join(place.box.dir, 'linked');
  place.box.git(place.repo, 'worktree', 'add', '-q', '-b', 'side', linked);
  for (const cwd of [join(place.repo, 'docs/sessions'), linked]) {
    const ran = await place.run('SCENE-WORK', { cwd });
    expect(ran.stdout, ran.stderr).toContain('Done.');
  }
  const sessions = await countedAll(place, '--verify');
  expect(sessions.map(({ by_tool, verify }) => [by_tool['Bash']?.calls, verify?.in_transcript])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
