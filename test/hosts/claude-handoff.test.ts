import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claudeClient } from '../support/claude.ts';
import { claudeTalk } from '../support/claude-talk.ts';
import { hostPlace, mcpServer } from '../support/host-place.ts';
import { type Model, model, type Step } from '../support/model.ts';
import { frontmatterOf, recordIn, recordsIn, SKILL_DRAFT, type SkillPlace } from '../support/skills.ts';

const client = claudeClient();

const bash = (command: string) => ({ tool: 'Bash', input: { command, description: 'Try' } });

const HANDOFF = bash(`OPERATOR=roman .canon/run handoff --draft - <<'DRAFT'\n${SKILL_DRAFT}DRAFT`);

const NOTION = { tool: 'mcp__notion_offplan__search', input: { q: 'roadmap' } };

/** Does some work, then hands off through the skill. What the model saw of the handoff comes back. */
async function workAndHandOff(
  place: SkillPlace,
  work: readonly Step[],
  args: readonly string[] = [],
): Promise<{ mock: Model; seen: string }> {
  const mock = await model({
    'SCENE-WORK': [...work, [{ text: 'Done.' }]],
    '<command-name>/handoff-rt': [[HANDOFF], [{ text: 'Handed off.' }]],
  });
  const talk = claudeTalk(client ?? '', place.repo, { model: mock.url, env: place.env }, args);
  await talk.say('SCENE-WORK');
  await talk.say('/handoff-rt');
  await talk.end();
  expect(talk.sessions).toHaveLength(1);
  return { mock, seen: JSON.stringify(mock.requests.at(-1)?.messages.at(-1)) };
}

it.skipIf(!client)(
  'writes the counts of the session into its record, and that Notion was not called',
  async () => {
    const place = await hostPlace('claude-code');
    const work = [
      [bash('echo one'), bash('echo two')],
      [bash('exit 4'), { tool: 'NoSuchTool', input: {} }],
    ];
    const { seen } = await workAndHandOff(place, work);
    const { id, text } = recordIn(place);
    expect(seen).toContain(id);
    const front = frontmatterOf(text);
    // The call that hands off is not in its own record.
    expect(front).toMatchObject({
      host: 'claude-code',
      telemetry: 'complete',
      tool_calls: 4,
      tool_failures: 2,
      tool_calls_breakdown: { Bash: 3, NoSuchTool: 1, mcp__notion_offplan: 0 },
    });
    expect(front['host_sessions']).toHaveLength(1);
  },
);

it.skipIf(!client)('says it loudly when Notion was called, and hands off all the same', async () => {
  const place = await hostPlace('claude-code');
  const { seen } = await workAndHandOff(place, [[bash('echo one'), NOTION]]);
  const { id, text } = recordIn(place);
  expect(seen).toContain(id);
  expect(seen).toMatch(/INVARIANT BROKEN: mcp__notion_offplan was called once/);
  expect(frontmatterOf(text)).toMatchObject({
    telemetry: 'complete',
    tool_calls: 2,
    tool_calls_breakdown: { Bash: 1, mcp__notion_offplan: 1 },
  });
});

it.skipIf(!client)('knows Notion by the name that a plugin gives it', async () => {
  const place = await hostPlace('claude-code');
  const plugin = join(place.box.dir, 'desk');
  place.box.write(
    join(plugin, '.claude-plugin/plugin.json'),
    JSON.stringify({ name: 'desk', version: '1.0.0' }),
  );
  // Served in another way than the project's own: the client does not start the same server twice.
  const servers = { notion_offplan: mcpServer('desk') };
  place.box.write(join(plugin, '.mcp.json'), JSON.stringify({ mcpServers: servers }));
  const call = { ...NOTION, tool: 'mcp__plugin_desk_notion_offplan__search' };
  const { seen } = await workAndHandOff(place, [[NOTION, call]], ['--plugin-dir', plugin]);
  expect(seen).toMatch(/INVARIANT BROKEN: mcp__notion_offplan was called (?:2 times|twice)/);
  const front = frontmatterOf(recordIn(place).text);
  expect(front).toMatchObject({ tool_calls: 2, tool_failures: 0 });
  expect(front['tool_calls_breakdown']).toEqual({ mcp__notion_offplan: 2 });
});

it.skipIf(!client)('does not commit the record when Notion must not be called at all', async () => {
  const place = await hostPlace('claude-code', 'block');
  const head = place.box.git(place.repo, 'rev-parse', 'HEAD');
  const { seen } = await workAndHandOff(place, [[NOTION]]);
  expect(seen).toMatch(/INVARIANT BROKEN: mcp__notion_offplan was called once/);
  expect(seen).toContain('Exit code 1');
  expect(place.box.git(place.repo, 'rev-parse', 'HEAD')).toBe(head);
  const written = place.box.git(place.repo, 'status', '--short', '--untracked-files=all');
  expect(written).toMatch(/docs\/sessions\/RT-\d{6}-01\.md/);
});

it.skipIf(!client)('gives each of two records of one session what came before it', async () => {
  const place = await hostPlace('claude-code');
  const mock = await model({
    'SCENE-WORK': [[bash('echo one'), bash('echo two')], [{ text: 'Done.' }]],
    'SCENE-MORE': [[bash('false')], [{ text: 'More is done.' }]],
    '<command-name>/handoff-rt': [[HANDOFF], [{ text: 'Handed off.' }]],
  });
  const talk = claudeTalk(client ?? '', place.repo, { model: mock.url, env: place.env });
  for (const words of ['SCENE-WORK', '/handoff-rt', 'SCENE-MORE', '/handoff-rt']) await talk.say(words);
  await talk.end();
  const [first = '', second = ''] = recordsIn(place);
  const host = { host_sessions: talk.sessions, telemetry: 'complete' };
  expect(frontmatterOf(first)).toMatchObject({ ...host, tool_calls: 2, tool_failures: 0 });
  // The call that wrote the first record is of the second.
  expect(frontmatterOf(second)).toMatchObject({ ...host, tool_calls: 2, tool_failures: 1 });
});

it.skipIf(!client)('hands off a session with a subagent, a compaction and a /clear as one', async () => {
  const place = await hostPlace('claude-code');
  const input = { description: 'Look', prompt: 'SCENE-BELOW', subagent_type: 'general-purpose' };
  const mock = await model({
    'SCENE-WORK': [
      [bash('echo one'), NOTION],
      [{ tool: 'Agent', input: { ...input, run_in_background: false } }],
      [{ text: 'Done.' }],
    ],
    'SCENE-BELOW': [[bash('false')], [{ text: 'Found nothing.' }]],
    'SCENE-MORE': [[bash('echo two')], [{ text: 'More is done.' }]],
    '<command-name>/handoff-rt': [[HANDOFF], [{ text: 'Handed off.' }]],
  });
  const talk = claudeTalk(client ?? '', place.repo, { model: mock.url, env: place.env });
  for (const words of ['SCENE-WORK', '/compact', '/clear', 'SCENE-MORE', '/handoff-rt'])
    await talk.say(words);
  await talk.end();
  expect(talk.sessions).toHaveLength(2);
  const front = frontmatterOf(recordIn(place).text);
  expect(front).toMatchObject({
    telemetry: 'complete',
    tool_calls: 5,
    tool_failures: 1,
    tool_calls_breakdown: { Bash: 3, Agent: 1, mcp__notion_offplan: 1 },
  });
  expect(new Set(front['host_sessions'] as string[])).toEqual(new Set(talk.sessions));
});
