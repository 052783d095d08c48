import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claudeClient } from '../support/claude.ts';
import { claudeTerminal, hasTerminal } from '../support/claude-terminal.ts';
import { hostPlace } from '../support/host-place.ts';
import { model } from '../support/model.ts';
import { recordIn, SKILL_DRAFT } from '../support/skills.ts';
import { until } from '../support/quiet.ts';
import { countedAll } from '../support/telemetry.ts';

const ESCAPE = '\u001B';

const client = claudeClient();
const terminal = hasTerminal();
if (!terminal)
  process.stderr.write('\nSKIPPED: nothing was tried at a terminal: `script` of util-linux is missing.\n\n');

const bash = (command: string) => ({ tool: 'Bash', input: { command, description: 'Try' } });

const HANDOFF = bash(`OPERATOR=roman .canon/run handoff --draft - <<'DRAFT'\n${SKILL_DRAFT}DRAFT`);

// The client has a /resume and a /plan of its own; the skill of the project is what is meant by the name.
it.skipIf(!client || !terminal)('runs our skills by their plain names when they are typed', async () => {
  const place = await hostPlace('claude-code');
  const { box, repo } = place;
  const mock = await model({
    '<command-name>/handoff<': [[HANDOFF], [{ text: 'Handed off.' }]],
    '<command-name>/resume<': [[bash('OPERATOR=roman .canon/run resume')], [{ text: 'Resumed.' }]],
    '<command-name>/plan<': [[bash('.canon/run list plan')], [{ text: 'Planned.' }]],
  });
  const at = await claudeTerminal(client ?? '', repo, { model: mock.url, env: place.env });
  for (const [name, answer] of [
    ['handoff', 'Handed off.'],
    ['resume', 'Resumed.'],
    ['plan', 'Planned.'],
  ] as const) {
    at.type(`/${name}`);
    await at.shown(answer);
    // The text of the skill that canon has installed.
    const skill = box.read(join(repo, '.claude/skills', name, 'SKILL.md'));
    const heading = /^# .*$/m.exec(skill)?.[0] ?? '';
    expect(JSON.stringify(mock.requests.at(-1)?.messages)).toContain(heading);
  }
  await at.leave();
  expect(mock.calls.map(({ scene }) => scene)).toHaveLength(3);
  expect(recordIn(place).text).toContain('Send the first letter to ourselves.');
  const seen = mock.requests.map(({ messages }) => JSON.stringify(messages.at(-1)));
  expect(seen.filter((last) => last.includes('Send the first letter to ourselves.'))).not.toHaveLength(0);
});

it.skipIf(!client || !terminal)('counts what comes before and after a /clear that is typed', async () => {
  const place = await hostPlace('claude-code');
  const mock = await model({
    'SCENE-BEFORE': [[bash('echo one'), bash('false')], [{ text: 'The first is done.' }]],
    'SCENE-AFTER': [[bash('echo three')], [{ text: 'The second is done.' }]],
  });
  const at = await claudeTerminal(client ?? '', place.repo, { model: mock.url, env: place.env });
  at.type('SCENE-BEFORE');
  await at.shown('The first is done.');
  at.type('/clear');
  at.type('SCENE-AFTER');
  await at.shown('The second is done.');
  await at.leave();
  const all = await countedAll(place);
  expect(all.map(({ calls, failures }) => ({ calls, failures }))).toEqual(
    expect.arrayContaining([
      { calls: 2, failures: 1 },
      { calls: 1, failures: 0 },
    ]),
  );
  expect(new Set(all.map(({ host_session }) => host_session)).size).toBe(2);
});

it.skipIf(!client || !terminal)(
  'tells a call that somebody interrupted from one that is missing',
  async () => {
    const place = await hostPlace('claude-code');
    const { box, repo } = place;
    const [begun, pipe] = [join(box.dir, 'begun'), join(box.dir, 'pipe')];
    execFileSync('mkfifo', [pipe]);
    const mock = await model({
      // Nobody ever writes into the pipe.
      'SCENE-STUCK': [[bash('echo one')], [bash(`touch ${begun}; cat ${pipe}`)], [{ text: 'Never said.' }]],
    });
    const at = await claudeTerminal(client ?? '', repo, { model: mock.url, env: place.env });
    at.type('SCENE-STUCK');
    await until('the command runs', () => existsSync(begun));
    at.press(ESCAPE);
    await at.shown('Interrupted');
    await at.leave();
    const [session] = await countedAll(place, '--verify');
    expect(session).toMatchObject({ calls: 1, failures: 0 });
    expect(session?.verify).toMatchObject({
      recorded: 1,
      in_transcript: 2,
      missing: [],
      surplus: [],
      unfinished: [mock.calls.at(-1)?.id],
    });
  },
);
