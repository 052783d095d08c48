import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claudeClient } from '../support/claude.ts';
import { claudeTalk } from '../support/claude-talk.ts';
import { codexClient } from '../support/codex.ts';
import { codexPlace } from '../support/codex-place.ts';
import { hostPlace } from '../support/host-place.ts';
import { model } from '../support/model.ts';
import type { SkillPlace } from '../support/skills.ts';

// A session that is closed without a handoff: what its hooks have seen is all that is left of it.

interface Unclosed {
  readonly operator: string | null;
  readonly host_session: string | null;
  readonly counted: { readonly host: string; readonly calls: number } | null;
}

async function unclosedIn({ box, repo }: SkillPlace): Promise<readonly Unclosed[]> {
  const ran = await box.canon(repo, ['resume', '--json'], { env: { OPERATOR: 'roman' } });
  return (JSON.parse(ran.stdout) as { data: { unclosed: readonly Unclosed[] } }).data.unclosed;
}

const claude = claudeClient();

it.skipIf(!claude)('resume lists a session of Claude Code that was left without a handoff', async () => {
  const place = await hostPlace('claude-code');
  const file = join(place.repo, 'new.txt');
  const mock = await model([
    [
      { tool: 'Write', input: { file_path: file, content: 'hello\n' } },
      { tool: 'Bash', input: { command: 'echo one', description: 'Try' } },
    ],
    [{ text: 'Done.' }],
  ]);
  const env = { ...place.env, OPERATOR: 'roman' };
  const talk = claudeTalk(claude ?? '', place.repo, { model: mock.url, env });
  await talk.say('Go.');
  await talk.end();
  expect(await unclosedIn(place)).toMatchObject([
    { operator: 'roman', host_session: talk.sessions[0], counted: { host: 'claude-code', calls: 2 } },
  ]);
});

const codex = codexClient();

it.skipIf(!codex)('resume lists a session of Codex that was left without a handoff', async () => {
  const place = await codexPlace(codex ?? '', {
    '': [[{ cmd: 'echo one' }, { cmd: 'echo two' }], { text: 'Done.' }],
  });
  const ran = await place.run('Go.', { env: { OPERATOR: 'roman' } });
  expect(ran.stdout, ran.stderr).toContain('Done.');
  expect(await unclosedIn(place)).toMatchObject([
    { operator: 'roman', host_session: place.session(), counted: { host: 'codex', calls: 2 } },
  ]);
});
