import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claudeClient } from '../support/claude.ts';
import { claudeTalk } from '../support/claude-talk.ts';
import { hostPlace } from '../support/host-place.ts';
import { type Scenes, model } from '../support/model.ts';
import { callsByTool, counted, tally } from '../support/telemetry.ts';

const client = claudeClient();

const bash = (command: string) => ({ tool: 'Bash', input: { command, description: 'Try' } });

/** Everything that can become of a call: beside others, in vain, by a subagent, of a tool that there is not. */
const scenes = (repo: string): Scenes => ({
  'SCENE-WORK': [
    [{ text: 'I begin.' }, bash('echo hi')],
    [
      { tool: 'Write', input: { file_path: join(repo, 'new.txt'), content: 'hello\n' } },
      { tool: 'Read', input: { file_path: join(repo, 'README.md') } },
      { tool: 'Read', input: { file_path: join(repo, 'missing.md') } },
      bash('echo beside'),
    ],
    [
      { tool: 'Edit', input: { file_path: join(repo, 'new.txt'), old_string: 'hello', new_string: 'bye' } },
      bash('echo oops >&2; exit 3'),
    ],
    [
      {
        tool: 'Agent',
        input: {
          description: 'Look into it',
          prompt: 'SCENE-FOREGROUND',
          subagent_type: 'general-purpose',
          run_in_background: false,
        },
      },
    ],
    [
      // Not enabled, not there, and there by way of a server.
      { tool: 'TodoWrite', input: { todos: [] } },
      { tool: 'Grep', input: { pattern: 'bye' } },
      { tool: 'NoSuchTool', input: { any: 1 } },
      { tool: 'mcp__notion_offplan__search', input: { q: 'roadmap' } },
    ],
    [{ text: 'Done.' }],
  ],
  'SCENE-FOREGROUND': [
    [bash('echo from below'), { tool: 'Read', input: { file_path: join(repo, 'missing-too.md') } }],
    [{ text: 'Found nothing.' }],
  ],
  'SCENE-BEHIND': [
    [
      {
        tool: 'Agent',
        input: { description: 'Go on', prompt: 'SCENE-BACKGROUND', subagent_type: 'general-purpose' },
      },
    ],
    [bash('echo meanwhile')],
    [{ text: 'It works on.' }],
  ],
  'SCENE-BACKGROUND': [[bash('echo from behind')], [{ text: 'Found it.' }]],
  'SCENE-MORE': [[bash('echo after the compaction')], [{ text: 'More.' }]],
  'SCENE-NEW': [[bash('echo anew'), bash('false')], [{ text: 'New.' }]],
});

it.skipIf(!client)('counts every call of a session once, and agrees with the transcript', async () => {
  const place = await hostPlace('claude-code');
  const mock = await model(scenes(place.repo));
  const talk = claudeTalk(client ?? '', place.repo, { model: mock.url, env: place.env });
  await talk.say('SCENE-WORK');
  await talk.say('SCENE-BEHIND');
  await talk.say('/compact');
  await talk.say('SCENE-MORE');
  await talk.say('/clear');
  await talk.say('SCENE-NEW');
  await talk.end();
  expect(talk.sessions).toHaveLength(2);
  const [first = '', second = ''] = talk.sessions;
  const isNew = ({ scene }: { scene: string }): boolean => scene === 'SCENE-NEW';
  const before = mock.calls.filter((call) => !isNew(call));
  const after = mock.calls.filter(isNew);

  const whole = await counted(place, first, '--verify');
  expect(whole.host).toBe('claude-code');
  expect(callsByTool(whole)).toEqual(tally(before));
  expect(whole.calls).toBe(before.length);
  // Two files that are not there, a command that failed, and three tools that are not there.
  expect(whole.failures).toBe(6);
  expect(whole.by_tool).toMatchObject({
    Read: { failures: 2 },
    Bash: { failures: 1 },
    NoSuchTool: { calls: 1, failures: 1 },
    TodoWrite: { calls: 1, failures: 1 },
    Grep: { calls: 1, failures: 1 },
    mcp__notion_offplan__search: { calls: 1, failures: 0 },
  });
  expect(whole.by_agent['general-purpose']).toMatchObject({ calls: 3, failures: 1 });
  expect(whole.folded['mcp__notion_offplan']).toBe(1);
  expect(whole.invariants['mcp__notion_offplan']).toMatchObject({ count: 1, max: 0, ok: false });
  expect(whole.verify).toMatchObject({
    recorded: before.length,
    in_transcript: before.length,
    missing: [],
    surplus: [],
    unfinished: [],
  });

  // `/clear` has given the work a new session, which is counted apart.
  const anew = await counted(place, second, '--verify');
  expect(callsByTool(anew)).toEqual(tally(after));
  expect(anew.failures).toBe(1);
  expect(anew.invariants['mcp__notion_offplan']).toMatchObject({ count: 0, ok: true });
  expect(anew.verify).toMatchObject({
    recorded: after.length,
    in_transcript: after.length,
    missing: [],
    surplus: [],
  });
});
