import { expect, it } from 'vitest';
import { codexClient } from '../support/codex.ts';
import { type CodexStep, spawns, WAITS } from '../support/codex-model.ts';
import { type CodexPlace, codexPlace } from '../support/codex-place.ts';
import { frontmatterOf, recordIn, SKILL_DRAFT } from '../support/skills.ts';

const client = codexClient();

const HANDOFF = { cmd: `OPERATOR=roman .canon/run handoff --draft - <<'DRAFT'\n${SKILL_DRAFT}DRAFT` };

const NOTION = { tool: 'search', namespace: 'mcp__notion_offplan', args: { q: 'roadmap' } };

/** Does some work, then hands off. What the model saw of the handoff comes back. */
async function workAndHandOff(
  work: readonly CodexStep[],
  mode: 'warn' | 'block' = 'warn',
): Promise<{ place: CodexPlace; seen: string }> {
  const place = await codexPlace(client ?? '', { '': [...work, HANDOFF, { text: 'Handed off.' }] }, mode);
  const ran = await place.run('Do it, then $handoff-rt');
  expect(ran.stdout, ran.stderr).toContain('Handed off.');
  return { place, seen: JSON.stringify(place.mock.requests.at(-1)?.input?.at(-1)) };
}

it.skipIf(!client)('writes the counts of a Codex session into its record', async () => {
  const { place, seen } = await workAndHandOff([[{ cmd: 'echo one' }, { cmd: 'echo two' }]]);
  const { id, text } = recordIn(place);
  expect(seen).toContain(id);
  expect(frontmatterOf(text)).toMatchObject({
    host: 'codex',
    host_sessions: [place.session()],
    telemetry: 'complete',
    tool_calls: 2,
    tool_failures: 0,
    tool_calls_breakdown: { Bash: 2, mcp__notion_offplan: 0 },
  });
});

it.skipIf(!client)('hands off a Codex session with a subagent and a compaction', async () => {
  const place = await codexPlace(client ?? '', {
    'SCENE-WORK': [spawns('SCENE-BELOW'), WAITS, { cmd: 'echo two', full: 'SCENE-MORE' }],
    'SCENE-BELOW': [{ cmd: 'echo one' }, { text: 'Found nothing.' }],
    'SCENE-MORE': [HANDOFF, { text: 'Handed off.' }],
  });
  const ran = await place.run('SCENE-WORK');
  expect(ran.stdout, ran.stderr).toContain('Handed off.');
  const front = frontmatterOf(recordIn(place).text);
  expect(front).toMatchObject({
    host_sessions: [place.session()],
    telemetry: 'complete',
    tool_calls: 4,
    tool_calls_breakdown: { Bash: 2, spawn_agent: 1, mcp__notion_offplan: 0 },
  });
});

it.skipIf(!client)(
  'says it loudly when Codex called Notion, and does not commit where that is to block',
  async () => {
    const { place, seen } = await workAndHandOff([{ cmd: 'echo one' }, NOTION]);
    const { text } = recordIn(place);
    expect(seen).toMatch(/INVARIANT BROKEN: mcp__notion_offplan was called once/);
    expect(frontmatterOf(text)).toMatchObject({ tool_calls_breakdown: { Bash: 1, mcp__notion_offplan: 1 } });

    const blocked = await workAndHandOff([NOTION], 'block');
    expect(blocked.seen).toContain('Process exited with code 1');
    const { box, repo } = blocked.place;
    expect(box.git(repo, 'ls-tree', '-r', '--name-only', 'HEAD')).not.toMatch(/RT-\d{6}/);
    const written = box.git(repo, 'status', '--short', '--untracked-files=all');
    expect(written).toMatch(/docs\/sessions\/RT-\d{6}-01\.md/);
  },
);
