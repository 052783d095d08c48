import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { claudeClient } from '../support/claude.ts';
import { claudeTalk } from '../support/claude-talk.ts';
import { codexClient } from '../support/codex.ts';
import { codexPlace } from '../support/codex-place.ts';
import type { HookTold, Told } from '../support/doctor.ts';
import { hostPlace } from '../support/host-place.ts';
import { model } from '../support/model.ts';
import { until } from '../support/quiet.ts';
import type { SkillPlace } from '../support/skills.ts';

const claude = claudeClient();
const codex = codexClient();

/** What doctor says where the client is on PATH. */
async function doctorOf(
  place: SkillPlace,
  host: string,
  client: string,
): Promise<Omit<Told, 'exit'> & { code: number }> {
  // It is noted in the background, when the client may have ended.
  await until('Stop is noted', () => existsSync(join(place.repo, `.git/canon/fired/${host}.Stop`)));
  const env = { ...place.env, PATH: `${dirname(client)}:${place.env['PATH'] ?? ''}` };
  const { code, stdout, stderr } = await place.box.canon(place.repo, ['doctor', '--json'], { env });
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout) as Omit<Told, 'exit'>) };
}

const fired = (hooks: readonly HookTold[] = []): string[] =>
  hooks.flatMap(({ event, last }) => (last === null ? [] : [event]));

it.skipIf(!claude)('knows which hooks Claude Code has called, and that all is well', async () => {
  const place = await hostPlace('claude-code');
  const bash = (command: string) => ({ tool: 'Bash', input: { command, description: 'Try' } });
  const mock = await model({ 'SCENE-WORK': [[bash('echo one'), bash('exit 3')], [{ text: 'Done.' }]] });
  const talk = claudeTalk(claude ?? '', place.repo, { model: mock.url, env: place.env });
  await talk.say('SCENE-WORK');
  await talk.end();
  const { code, data, diagnostics } = await doctorOf(place, 'claude-code', claude ?? '');
  expect([code, diagnostics]).toEqual([0, []]);
  expect(fired(data.hosts[0]?.events)).toEqual([
    'PostToolUse',
    'PostToolUseFailure',
    'PostToolBatch',
    'Stop',
    'SessionStart',
    'SessionEnd',
  ]);
});

it.skipIf(!codex)('asks Codex whether it trusts the hooks, and knows which it has called', async () => {
  const place = await codexPlace(codex ?? '', {
    'SCENE-WORK': [{ cmd: 'echo one' }, { text: 'Done.' }],
  });
  const ran = await place.run('SCENE-WORK');
  expect(ran.stdout, ran.stderr).toContain('Done.');
  const { code, data, diagnostics } = await doctorOf(place, 'codex', codex ?? '');
  expect([code, diagnostics]).toEqual([0, []]);
  const hooks = data.hosts.find(({ name }) => name === 'codex')?.events ?? [];
  expect(hooks.map(({ trust }) => trust)).toEqual(hooks.map(() => 'trusted'));
  expect(fired(hooks)).toEqual(['PreToolUse', 'PostToolUse', 'Stop', 'SessionStart', 'SessionEnd']);
});
