import { expect, test } from 'vitest';
import { hostSession } from '../../src/host/session.ts';
import { DRAFT, field } from '../handoff/field.ts';

test.each([
  [{ CLAUDE_CODE_SESSION_ID: 'fbdab05d-a50e' }, { host: 'claude-code', id: 'fbdab05d-a50e' }],
  [{ CODEX_SESSION_ID: '01a214f4-1dea' }, { host: 'codex', id: '01a214f4-1dea' }],
  [{ CODEX_SESSION_ID: 'a\nid: RT-990101-01' }, undefined],
  [{}, undefined],
])('the host of a command is the one that says so: %j', (env, found) => {
  expect(hostSession(env)).toEqual(found);
});

test('a record says in which session of which host it was written', async () => {
  const it = field({ remote: false });
  const env = { CODEX_SESSION_ID: '01a214f4-1dea' };
  const { data } = await it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT, env });
  expect(it.read(String(data['path']))).toContain('host: codex\nhost_sessions: [01a214f4-1dea]\n');
});
