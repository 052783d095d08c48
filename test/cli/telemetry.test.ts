import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendLines } from '../../src/telemetry/journal-append.ts';
import { cells } from '../../src/text/width.ts';
import { type Ran, sandbox, type Sandbox } from '../support/sandbox.ts';
import { sessionText } from '../support/records.ts';
import { leave, realPayloads, used, WRITTEN } from '../telemetry/kit.ts';

const RUN1 = 'fbdab05d-a50e-4eaa-b037-5c7962cce5fa';
const ENV = { CANON_NOW: '2026-05-11T15:20:00+02:00' };
const CONFIG = `format: 1
fold_tools:
  mcp__notion_offplan: ["mcp__notion_offplan__*", "mcp__plugin_*_notion_offplan__*"]
invariants:
  - { name: notion-silent, tools: [mcp__notion_offplan], max: 0, mode: warn }
`;

interface Repo {
  readonly top: string;
  readonly local: string;
  canon(args: string, env?: Record<string, string>): Promise<Ran>;
  json(args: string, env?: Record<string, string>): Promise<Document>;
}

interface Document {
  readonly data: { readonly sessions: readonly Record<string, unknown>[] };
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
}

function repository(box: Sandbox, config = CONFIG): Repo {
  const top = box.repo('app');
  const local = join(top, '.git/canon');
  mkdirSync(join(local, 'spool'), { recursive: true });
  box.write(join(top, '.canon/config.yaml'), config);
  box.write(
    join(top, 'docs/sessions/RT-260511-01.md'),
    sessionText('RT-260511-01', { extra: `host_sessions: [${RUN1}]\n` }),
  );
  const canon = (args: string, env: Record<string, string> = {}): Promise<Ran> =>
    box.canon(top, ['telemetry', ...args.split(' ').filter(Boolean)], { env: { ...ENV, ...env } });
  return {
    top,
    local,
    canon,
    json: async (args, env) => JSON.parse((await canon(`${args} --json`, env)).stdout) as Document,
  };
}

function leaveRun1(repo: Repo): void {
  realPayloads('run1', repo.top).forEach((text, at) =>
    leave(repo, `claude-code.${at + 1}`, text, WRITTEN + at * 15_000),
  );
}

test('a session, within 80 columns', async () => {
  const box = sandbox();
  const repo = repository(box);
  leaveRun1(repo);
  const notion = { session_id: RUN1, agent_type: 'researcher', duration_ms: 4200 };
  leave(
    repo,
    'claude-code.90',
    used('n1', { ...notion, tool_name: 'mcp__notion_offplan__query_database' }),
    WRITTEN + 400_000,
  );
  leave(
    repo,
    'claude-code.91',
    used('n2', { ...notion, tool_name: 'mcp__plugin_offplan_notion_offplan__create_page' }),
    WRITTEN + 500_000,
  );
  const ran = await repo.canon('', { CLAUDE_CODE_SESSION_ID: RUN1 });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(Math.max(...ran.stdout.split('\n').map(cells))).toBeLessThanOrEqual(80);
  expect(ran.stdout).toMatchSnapshot();
  expect(readdirSync(join(repo.local, 'spool'))).toEqual([]);
});

test('the same for a program', async () => {
  const repo = repository(sandbox());
  leaveRun1(repo);
  const { data, diagnostics } = await repo.json(RUN1);
  expect(diagnostics).toEqual([]);
  expect(data.sessions).toEqual([
    {
      host: 'claude-code',
      host_session: RUN1,
      operator: null,
      record: null,
      records: [],
      unclosed: true,
      telemetry: 'partial',
      first: '2026-05-11T15:00:59+02:00',
      last: '2026-05-11T15:06:15+02:00',
      calls: 11,
      failures: 5,
      duration_ms: 301,
      by_tool: {
        Bash: { calls: 3, failures: 1, ms: 259 },
        Read: { calls: 2, failures: 1, ms: 9 },
        Agent: { calls: 1, failures: 0, ms: 15 },
        Edit: { calls: 1, failures: 0, ms: 10 },
        Glob: { calls: 1, failures: 1, ms: 0 },
        Grep: { calls: 1, failures: 1, ms: 0 },
        TodoWrite: { calls: 1, failures: 1, ms: 0 },
        Write: { calls: 1, failures: 0, ms: 8 },
      },
      by_agent: {
        main: { calls: 10, failures: 5, ms: 227 },
        'general-purpose': { calls: 1, failures: 0, ms: 74 },
      },
      folded: { Bash: 3, Read: 2, Agent: 1, Edit: 1, Glob: 1, Grep: 1, TodoWrite: 1, Write: 1 },
      invariants: { 'notion-silent': { count: 0, max: 0, ok: true, mode: 'warn' } },
      tokens: null,
    },
  ]);
});

test('a record: only the calls it was written of; and whose work goes on after it', async () => {
  const repo = repository(sandbox());
  const use = (id: string, t: number): Parameters<typeof appendLines>[2][number] => ({
    e: 'use',
    t: WRITTEN + t,
    host: 'claude-code',
    id,
    tool: 'Bash',
    ms: 1,
  });
  appendLines(repo, RUN1, [
    { e: 'start', t: WRITTEN, host: 'claude-code', operator: 'roman' },
    use('a', 1000),
    use('b', 2000),
    { e: 'record', t: WRITTEN + 3000, record: 'RT-260511-01' },
    use('c', 9000),
    { e: 'record', t: WRITTEN + 10_000, record: 'RT-260511-09' },
  ]);
  const record = await repo.json('rt-260511-01');
  expect(record.data.sessions).toMatchObject([
    { host_session: RUN1, operator: 'roman', record: 'RT-260511-01', calls: 2 },
  ]);
  const session = await repo.json('fbda');
  // There is no record RT-260511-09.
  expect(session.data.sessions).toMatchObject([
    { record: 'RT-260511-01', records: ['RT-260511-01'], unclosed: true, calls: 3 },
  ]);
  expect((await repo.canon('fbda')).stdout).toContain('roman · RT-260511-01 · work after it');
});

test('a day, all, and what there is nothing of', async () => {
  const repo = repository(sandbox());
  leaveRun1(repo);
  leave(repo, 'codex.1', used('x', { session_id: 'older' }), WRITTEN - 86_400_000);
  leave(repo, 'codex.2', used('y', { session_id: 'both' }), WRITTEN - 86_400_000);
  leave(repo, 'codex.3', used('z', { session_id: 'both' }), WRITTEN);
  const found = async (args: string, env?: Record<string, string>): Promise<unknown> =>
    (await repo.json(args, env)).data.sessions.map(({ host_session, calls }) => [host_session, calls]);
  const today = [
    [RUN1, 11],
    ['both', 1],
  ];
  expect(await found('')).toEqual(today);
  expect(await found('--day')).toEqual(today);
  expect(await found('--day 2026-05-11')).toEqual(today);
  expect(await found('--day', { CLAUDE_CODE_SESSION_ID: 'older' })).toEqual(today);
  expect(await found('--day yesterday')).toEqual([
    ['both', 1],
    ['older', 1],
  ]);
  expect(await found('--all')).toEqual([
    [RUN1, 11],
    ['both', 2],
    ['older', 1],
  ]);
  expect(await found('', { CLAUDE_CODE_SESSION_ID: 'older' })).toEqual([['older', 1]]);
  expect(await found('', { CLAUDE_CODE_SESSION_ID: 'another' })).toEqual([]);
  expect((await repo.canon('', { CLAUDE_CODE_SESSION_ID: 'another' })).stdout).toContain(
    'No call of this session',
  );
  expect((await repo.canon('--day 2020-02-29')).stdout).toBe(
    'No call is recorded on 2020-02-29. All there are: --all\n',
  );
  expect((await repo.canon('--all')).stdout).toContain('3 sessions, 14 calls, 5 failed');
});

const REFUSED: readonly (readonly [args: string, code: string])[] = [
  ['zzz', 'E_TELEMETRY_UNKNOWN'],
  ['s', 'E_TELEMETRY_AMBIGUOUS'],
  ['--day 2026-02-30', 'E_DAY_INVALID'],
  ['--day tomorrow', 'E_DAY_INVALID'],
];

test('what cannot be meant is refused', async () => {
  const repo = repository(sandbox());
  leave(repo, 'claude-code.1', used('a', { session_id: 's-1' }));
  leave(repo, 'claude-code.2', used('b', { session_id: 's-2' }));
  for (const [args, code] of REFUSED) {
    const ran = await repo.canon(args);
    expect(ran, args).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`(${code})`);
  }
});

test.skipIf(process.platform === 'win32')(
  'what went wrong in the fold is told, and what there is is shown',
  async () => {
    const repo = repository(sandbox());
    leave(repo, 'claude-code.1', used('a'));
    leave(repo, 'claude-code.2', used('torn').slice(0, -3));
    symlinkSync('/nowhere', join(repo.local, 'spool/claude-code.3'));
    const { data, diagnostics } = await repo.json('--all');
    expect(diagnostics.map(({ code }) => code)).toEqual(['telemetry-quarantined', 'telemetry-foreign']);
    expect(diagnostics[0]?.message).toContain('claude-code.2 (not whole)');
    expect(data.sessions).toMatchObject([{ calls: 1 }]);
    leave(repo, 'claude-code.4', used('b', { session_id: 's2' }));
    mkdirSync(join(repo.local, 'journal/s2.jsonl'));
    const after = await repo.json('--all');
    expect(after.diagnostics.map(({ code }) => code)).toEqual(['E_JOURNAL_WRITE']);
    expect(after.data.sessions).toMatchObject([{ calls: 1 }]);
  },
);

test('switched off, what was kept before is counted still, and then the spool goes', async () => {
  const repo = repository(sandbox(), 'format: 1\ntelemetry: off\n');
  leave(repo, 'claude-code.1', used('a'));
  const { data, diagnostics } = await repo.json('--all');
  expect([data.sessions.length, diagnostics.map(({ code }) => code)]).toEqual([1, ['telemetry-off']]);
  // The next command finds nothing waiting in it.
  await repo.canon('--all');
  expect(readdirSync(repo.local)).not.toContain('spool');
});

test('hostile names do no harm to a terminal or a document', async () => {
  const repo = repository(sandbox());
  const name = '\u001b]0;x\u0007\u202Eevil__proto__';
  leave(repo, 'claude-code.1', used('a', { tool_name: name, agent_type: '__proto__', session_id: 'ü/../x' }));
  leave(repo, 'claude-code.2', used('b', { tool_name: '__proto__', session_id: 'ü/../x' }));
  const { stdout } = await repo.canon('--all');
  // eslint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/[\u001b\u202e]/);
  const { data } = await repo.json('--all');
  expect(Object.keys(data.sessions[0]?.['by_agent'] ?? {})).toEqual(['__proto__', 'main']);
  expect(Object.keys(data.sessions[0]?.['by_tool'] ?? {})).toHaveLength(2);
});
