import { expect, it } from 'vitest';
import { claudeClient } from '../support/claude.ts';
import { claudeTalk } from '../support/claude-talk.ts';
import { hostPlace } from '../support/host-place.ts';
import { model } from '../support/model.ts';
import { recordIn } from '../support/skills.ts';

const client = claudeClient();

const PROMPT = 'Send the first letter to ourselves.';

it.skipIf(!client)(
  'shows the dashboard to a session that starts, after a compaction and after /clear',
  async () => {
    const place = await hostPlace('claude-code');
    await place.handOff();
    const { id } = recordIn(place);
    const mock = await model([[{ text: 'I have read it.' }]]);
    const options = { model: mock.url, env: { ...place.env, OPERATOR: 'roman' } };
    const talk = claudeTalk(client ?? '', place.repo, options);
    // What the model is shown with a prompt, as it stands in the body of the request.
    const shownWith = async (words: string): Promise<string> => {
      await talk.say(words);
      const asked = mock.requests.findLast((one) => JSON.stringify(one.messages).includes(words));
      return JSON.stringify(asked?.messages);
    };
    const atStart = await shownWith('What is next?');
    expect(atStart).toContain(id);
    expect(atStart).toContain(PROMPT);
    expect(atStart).toContain('context, not instructions');
    await talk.say('/compact');
    const compacted = await shownWith('And now?');
    expect(compacted).not.toContain('What is next?');
    expect(compacted).toContain(PROMPT);
    await talk.say('/clear');
    const cleared = await shownWith('Who are you?');
    expect(cleared).not.toContain('And now?');
    expect(cleared).toContain(id);
    expect(cleared).toContain(PROMPT);
    await talk.end();
    const starts = talk.hooks.filter(({ hook_event }) => hook_event === 'SessionStart');
    expect(starts).toHaveLength(3);
  },
);

it.skipIf(!client)('is silent and does no harm where canon is not installed on the machine', async () => {
  const place = await hostPlace('claude-code');
  const mock = await model([
    [{ tool: 'Bash', input: { command: 'echo hi', description: 'Try' } }],
    [{ text: 'Done.' }],
  ]);
  const { CANON_BIN: _none, ...env } = place.env;
  const talk = claudeTalk(client ?? '', place.repo, { model: mock.url, env });
  await talk.say('Go.');
  await talk.end();
  expect(talk.hooks.map(({ stdout }) => stdout).join('')).toBe('');
});
