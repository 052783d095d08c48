import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claude, claudeClient } from '../support/claude.ts';
import { claudeTalk } from '../support/claude-talk.ts';
import { hostPlace } from '../support/host-place.ts';
import { model } from '../support/model.ts';
import { counted, countedAll } from '../support/telemetry.ts';

const client = claudeClient();

const bash = (command: string) => ({ tool: 'Bash', input: { command, description: 'Try' } });

it.skipIf(!client)('counts two sessions at once apart, one of them in a linked worktree', async () => {
  const place = await hostPlace('claude-code');
  const linked = join(place.box.dir, 'linked');
  place.box.git(place.repo, 'worktree', 'add', '-q', '-b', 'side', linked);
  const mock = await model({
    'SCENE-HERE': [[bash('echo one'), bash('echo two'), bash('false')], [{ text: 'Done.' }]],
    'SCENE-THERE': [[bash('echo three')], [{ text: 'Done.' }]],
  });
  const options = { model: mock.url, env: place.env };
  const here = claudeTalk(client ?? '', place.repo, options);
  const there = claudeTalk(client ?? '', linked, options);
  await Promise.all([here.say('SCENE-HERE'), there.say('SCENE-THERE')]);
  await Promise.all([here.end(), there.end()]);
  const clean = { missing: [], surplus: [], unfinished: [] };
  expect(await counted(place, here.sessions[0] ?? '', '--verify')).toMatchObject({
    calls: 3,
    failures: 1,
    verify: { recorded: 3, in_transcript: 3, ...clean },
  });
  expect(await counted(place, there.sessions[0] ?? '', '--verify')).toMatchObject({
    calls: 1,
    failures: 0,
    verify: { recorded: 1, in_transcript: 1, ...clean },
  });
});

it.skipIf(!client)('goes on counting a session that is resumed', async () => {
  const place = await hostPlace('claude-code');
  const mock = await model({
    'SCENE-FIRST': [[bash('echo one')], [{ text: 'Done.' }]],
    'SCENE-AGAIN': [[bash('echo two'), bash('echo three')], [{ text: 'Done.' }]],
  });
  const options = { model: mock.url, env: place.env };
  const first = claudeTalk(client ?? '', place.repo, options);
  await first.say('SCENE-FIRST');
  await first.end();
  const [session = ''] = first.sessions;
  const again = claudeTalk(client ?? '', place.repo, options, ['--resume', session]);
  await again.say('SCENE-AGAIN');
  await again.end();
  expect(again.sessions).toEqual([session]);
  expect(await counted(place, session, '--verify')).toMatchObject({
    calls: 3,
    failures: 0,
    verify: { recorded: 3, in_transcript: 3, missing: [], surplus: [], unfinished: [] },
  });
});

// The client reads the settings of the folder that it is started in, and of no other.
it.skipIf(!client)('hears nothing of a client that is started in a subfolder', async () => {
  const place = await hostPlace('claude-code');
  const folder = join(place.repo, 'docs');
  const mock = await model({ 'SCENE-BELOW': [[bash('echo one')], [{ text: 'Done.' }]] });
  const ran = await claude(client ?? '', folder, 'SCENE-BELOW', { model: mock.url, env: place.env });
  expect(ran.stdout, ran.stderr).toContain('Done.');
  expect(mock.calls).toHaveLength(1);
  expect(await countedAll(place)).toEqual([]);
});
