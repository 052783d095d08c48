import { expect, it } from 'vitest';
import { codex, codexClient } from '../support/codex.ts';
import { codexPlace } from '../support/codex-place.ts';
import { listedHooks, trustedProject } from '../support/codex-trust.ts';
import { recordIn } from '../support/skills.ts';

const client = codexClient();

const PROMPT = 'Send the first letter to ourselves.';

it.skipIf(!client)('shows the dashboard to a Codex session that starts, and after a compaction', async () => {
  const place = await codexPlace(client ?? '', {
    'SCENE-WORK': [{ cmd: 'echo one', full: 'SCENE-MORE' }],
    'SCENE-MORE': [{ text: 'Done.' }],
  });
  await place.handOff();
  const { id } = recordIn(place);
  const ran = await place.run('SCENE-WORK', { env: { OPERATOR: 'roman' } });
  expect(ran.stdout, ran.stderr).toContain('Done.');
  const [atStart = '', , compacted = ''] = place.mock.requests.map(({ input }) => JSON.stringify(input));
  expect(atStart).toContain(id);
  expect(atStart).toContain(PROMPT);
  expect(compacted).not.toContain('echo one');
  expect(compacted).toContain(PROMPT);
});

it.skipIf(!client)('has hooks that Codex knows, and that it runs only once they are trusted', async () => {
  const place = await codexPlace(client ?? '', { '': [{ text: 'Done.' }] });
  await place.handOff();
  const options = { model: place.mock.url, env: { ...place.env, OPERATOR: 'roman' } };
  const config = trustedProject(place.repo);
  const hooks = await listedHooks(client ?? '', place.repo, { ...options, config });
  expect(hooks.map(({ eventName }) => eventName)).toEqual(
    expect.arrayContaining(['preToolUse', 'postToolUse', 'sessionStart', 'sessionEnd', 'preCompact', 'stop']),
  );
  expect(new Set(hooks.map(({ trustStatus }) => trustStatus))).toEqual(new Set(['untrusted']));
  const ran = await codex(client ?? '', place.repo, 'Go.', { ...options, config });
  expect(ran.stdout, ran.stderr).toContain('Done.');
  expect(JSON.stringify(place.mock.requests.at(-1)?.input)).not.toContain(PROMPT);
  await place.run('Go.', { env: { OPERATOR: 'roman' } });
  expect(JSON.stringify(place.mock.requests.at(-1)?.input)).toContain(PROMPT);
});
