import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from '../../src/store/lock.ts';
import { countCalls } from '../../src/telemetry/counts.ts';
import { listQuarantine, moveAcross } from '../../src/telemetry/quarantine.ts';
import { journalSessions, readJournal } from '../../src/telemetry/journal.ts';
import { projectAt } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';
import { callsIn, foldNow, leave, LATER, realPayloads, spooled, used, waitingIn, WRITTEN } from './kit.ts';

test('a real session of Claude Code: eleven calls, told of by thirty payloads, five of which failed', async () => {
  const project = await spooled(sandbox());
  const payloads = realPayloads('run1', project.top);
  // One after the other, as they came, but with names that sort otherwise.
  payloads.forEach((text, at) => leave(project, `claude-code.${9000 - at}`, text, WRITTEN + at * 1000));
  expect(await foldNow(project)).toMatchObject({
    events: 15,
    files: 34,
    quarantined: [],
    waiting: 0,
    busy: false,
  });
  expect(waitingIn(project)).toEqual([]);
  const calls = callsIn(project, 'fbdab05d-a50e-4eaa-b037-5c7962cce5fa');
  // What the transcript of that run has, and its subagent's.
  expect(
    calls.map(({ id, tool, failed, agent, ms, paths }) => [id, tool, failed, agent, ms, paths?.join()]),
  ).toEqual([
    ['toolu_011_1', 'Bash', false, undefined, 90, undefined],
    ['toolu_012_0', 'Write', false, undefined, 8, 'new.txt'],
    ['toolu_012_1', 'Read', false, undefined, 4, 'README.md'],
    ['toolu_012_2', 'Read', true, undefined, 5, 'nope.md'],
    ['toolu_013_0', 'Edit', false, undefined, 10, 'new.txt'],
    ['toolu_013_1', 'Bash', true, undefined, 95, undefined],
    ['toolu_014_0', 'Agent', false, undefined, 15, undefined],
    ['toolu_016_0', 'Grep', true, undefined, undefined, undefined],
    ['toolu_016_1', 'Glob', true, undefined, undefined, undefined],
    ['toolu_017_0', 'TodoWrite', true, undefined, undefined, undefined],
    ['toolu_015_0', 'Bash', false, 'general-purpose', 74, undefined],
  ]);
  const counts = countCalls(calls, { fold_tools: {} });
  expect(counts).toMatchObject({ calls: 11, failures: 5, ms: 301 });
  expect([...counts.byAgent]).toEqual([
    ['main', { calls: 10, failures: 5, ms: 227 }],
    ['general-purpose', { calls: 1, failures: 0, ms: 74 }],
  ]);
});

test('a plugin, a session that goes on under another id after /clear, and Codex', async () => {
  const project = await spooled(sandbox());
  const all = [...realPayloads('run2'), ...realPayloads('run6-interactive'), ...realPayloads('run4-compact')];
  all.forEach((text, at) => leave(project, `claude-code.${at + 1}`, text));
  realPayloads('codex').forEach((text, at) => leave(project, `codex.${at + 1}`, text));
  expect(await foldNow(project)).toMatchObject({ quarantined: [], waiting: 0, left: [] });
  const tools = (session: string): string[] =>
    callsIn(project, session).map(({ tool, host }) => `${host} ${tool}`);
  expect(tools('421def82-e0b3-4ab3-8d85-c2890c0d408b')).toEqual([
    'claude-code mcp__plugin_scribe_state__get_status',
    'claude-code Skill',
  ]);
  expect(tools('f1cd1328-52fe-4c81-adcc-0347b27cdf43')).toEqual(['claude-code Bash', 'claude-code Bash']);
  expect(tools('50a17adf-e62a-4f7d-8582-3369743267c7')).toEqual(['claude-code Bash', 'claude-code Bash']);
  expect(tools('01a203df-9d49-7202-a732-237d860f89ff')).toEqual(['codex Bash']);
  // Nothing but calls: no journal of a session that only compacted.
  expect(journalSessions(project)).toHaveLength(4);
});

test('nothing of what a tool was given or answered is kept', async () => {
  const project = await spooled(sandbox());
  const secret = 'correct-horse-battery-staple';
  const more = {
    tool_input: { command: `echo ${secret}`, description: secret },
    tool_response: { stdout: secret, [secret]: secret },
    prompt: secret,
    transcript_path: `/home/dev/${secret}`,
    cwd: `/home/dev/${secret}`,
  };
  leave(project, 'claude-code.1', used('a', more));
  leave(
    project,
    'claude-code.2',
    used('b', { ...more, hook_event_name: 'PostToolUseFailure', error: secret }),
  );
  leave(
    project,
    'claude-code.3',
    used('c', {
      ...more,
      hook_event_name: 'PostToolBatch',
      tool_calls: [{ tool_name: 'Bash', tool_use_id: 'a', tool_input: { x: secret }, tool_response: secret }],
    }),
  );
  await foldNow(project);
  const files = readdirSync(project.local, { recursive: true, encoding: 'utf8' })
    .map((name) => join(project.local, name))
    .filter((file) => statSync(file).isFile());
  expect(files.filter((file) => readFileSync(file, 'utf8').includes(secret))).toEqual([]);
});

test('where nothing waits, nothing is made', async () => {
  const box = sandbox();
  const project = await projectAt(box, box.repo('app'));
  expect(await foldNow(project)).toMatchObject({ events: 0, files: 0 });
  expect(existsSync(project.local)).toBe(false);
  mkdirSync(join(project.local, 'spool'), { recursive: true });
  expect(await foldNow(project)).toMatchObject({ events: 0, files: 0 });
  expect(readdirSync(project.local)).toEqual(['spool']);
});

test('what is not whole waits a minute, then it is put aside', async () => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', used('whole'));
  leave(project, 'claude-code.2', used('torn').slice(0, -7));
  leave(project, 'claude-code.3', '');
  leave(project, 'claude-code.4', '[1]');
  expect(await foldNow(project, { now: WRITTEN + 60_000 })).toMatchObject({
    files: 1,
    waiting: 3,
    quarantined: [],
  });
  expect(await foldNow(project, { now: WRITTEN + 60_001 })).toMatchObject({
    files: 0,
    waiting: 0,
    quarantined: expect.arrayContaining([
      { file: 'claude-code.2', why: 'not whole' },
      { file: 'claude-code.3', why: 'empty' },
      { file: 'claude-code.4', why: 'not whole' },
    ]),
  });
  expect(waitingIn(project)).toEqual([]);
  // A name comes again when a process id does.
  leave(project, 'claude-code.3', '{');
  await foldNow(project);
  expect(listQuarantine(project).map(({ file, size }) => [file, size])).toEqual([
    ['claude-code.2', used('torn').length - 7],
    ['claude-code.3', 0],
    ['claude-code.3~2', 1],
    ['claude-code.4', 3],
  ]);
  expect(await foldNow(project)).toMatchObject({ quarantined: [] });
});

const NEVER: readonly (readonly [what: string, text: string])[] = [
  ['no session', '{}'],
  ['an empty session', used('x', { session_id: '' })],
  ['a session that is a number', used('x', { session_id: 7 })],
  ['a session with a newline', used('x', { session_id: 'a\nb' })],
  ['a call without an id', used('x', { tool_use_id: undefined })],
  ['a call without a tool', used('x', { tool_name: '' })],
  ['a batch without calls', used('x', { hook_event_name: 'PostToolBatch' })],
];

test.each(NEVER)('%s: put aside at once', async (_what, text) => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', text);
  const report = await foldNow(project, { now: WRITTEN });
  expect(report).toMatchObject({ events: 0, files: 0, waiting: 0 });
  expect(report.quarantined).toHaveLength(1);
  expect(journalSessions(project)).toEqual([]);
});

test('a file larger than any payload is put aside unread', async () => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', '{');
  // Without a byte of it on the disk.
  truncateSync(join(project.local, 'spool', 'claude-code.1'), 256 * 1024 * 1024 + 1);
  expect((await foldNow(project)).quarantined).toEqual([
    { file: 'claude-code.1', why: 'larger than 256 MB' },
  ]);
});

test.skipIf(process.platform === 'win32')(
  'folders, links, pipes and other names are left alone',
  async () => {
    const box = sandbox();
    const project = await spooled(box);
    const spool = join(project.local, 'spool');
    box.write(join(box.dir, 'outside'), used('outside'));
    symlinkSync(join(box.dir, 'outside'), join(spool, 'claude-code.1'));
    symlinkSync('nowhere', join(spool, 'claude-code.2'));
    mkdirSync(join(spool, 'claude-code.3'));
    execFileSync('mkfifo', [join(spool, 'claude-code.4')]);
    leave(project, 'notes', used('notes'));
    leave(project, 'no_host.1', used('no'));
    leave(project, '.claude-code.5', used('hidden'));
    leave(project, 'claude-code.6.2', used('second'));
    const report = await foldNow(project);
    expect(report).toMatchObject({ events: 1, files: 1, quarantined: [], waiting: 0 });
    expect(report.left.toSorted((a, b) => (a.file < b.file ? -1 : 1))).toEqual([
      { file: 'claude-code.1', why: 'link' },
      { file: 'claude-code.2', why: 'link' },
      { file: 'claude-code.3', why: 'folder' },
      { file: 'claude-code.4', why: 'no regular file' },
      { file: 'no_host.1', why: 'name' },
      { file: 'notes', why: 'name' },
    ]);
    expect(callsIn(project, 's1').map(({ id }) => id)).toEqual(['second']);
    expect(waitingIn(project)).toHaveLength(7);
  },
);

test.skipIf(process.platform === 'win32')('a link in place of the spool is not followed', async () => {
  const box = sandbox();
  const project = await spooled(box);
  leave(project, 'claude-code.1', used('a'));
  const elsewhere = join(box.dir, 'elsewhere');
  mkdirSync(elsewhere);
  rmSync(join(project.local, 'spool'), { recursive: true });
  box.write(join(elsewhere, 'claude-code.1'), used('a'));
  symlinkSync(elsewhere, join(project.local, 'spool'));
  expect(await foldNow(project)).toMatchObject({ events: 0, files: 0 });
  expect(readdirSync(elsewhere)).toEqual(['claude-code.1']);
});

test('a dry run leaves everything where it is, and says how much waits', async () => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', used('a'));
  expect(await foldNow({ ...project, readOnly: true })).toMatchObject({ events: 0, files: 0, waiting: 1 });
  expect(readdirSync(project.local)).toEqual(['spool']);
});

test('who need not wait does not; who does finds what is left', async () => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', used('a'));
  let waiting: ReturnType<typeof foldNow> | undefined;
  await withLock(project, 'fold', async () => {
    expect(await foldNow(project, { wait: false })).toMatchObject({ busy: true, files: 0 });
    waiting = foldNow(project);
  });
  expect(await waiting).toMatchObject({ busy: false, files: 1 });
});

// The superuser may write everywhere.
const isRoot = process.getuid?.() === 0;
test.skipIf(isRoot || process.platform === 'win32')(
  'a spool that cannot be emptied: nothing is added, nothing lost',
  async () => {
    const project = await spooled(sandbox());
    const spool = join(project.local, 'spool');
    leave(project, 'claude-code.1', used('a'));
    chmodSync(spool, 0o500);
    try {
      await expect(foldNow(project)).rejects.toMatchObject({ code: 'E_FOLD_FAILED' });
      expect(journalSessions(project)).toEqual([]);
    } finally {
      chmodSync(spool, 0o700);
    }
    expect(await foldNow(project)).toMatchObject({ files: 1 });
  },
);

test('a journal that cannot be written: said, and the spool keeps everything', async () => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', used('a'));
  mkdirSync(join(project.local, 'journal', 's1.jsonl'), { recursive: true });
  await expect(foldNow(project)).rejects.toMatchObject({
    code: 'E_JOURNAL_WRITE',
    data: { file: 'journal/s1.jsonl' },
  });
  expect(waitingIn(project)).toEqual(['claude-code.1']);
  rmSync(join(project.local, 'journal'), { recursive: true });
  expect(await foldNow(project, { now: LATER })).toMatchObject({ files: 1 });
});

test('a journal that cannot be written holds up no other', async () => {
  const project = await spooled(sandbox());
  mkdirSync(join(project.local, 'journal', 'bad.jsonl'), { recursive: true });
  leave(project, 'claude-code.1', used('a', { session_id: 'good' }));
  leave(project, 'claude-code.2', used('b', { session_id: 'bad' }));
  leave(project, 'claude-code.3', used('c', { session_id: 'good', hook_event_name: 'Stop' }));
  for (let n = 0; n < 3; n += 1) {
    await expect(foldNow(project)).rejects.toMatchObject({ data: { file: 'journal/bad.jsonl' } });
    expect(waitingIn(project)).toEqual(['claude-code.2']);
  }
  expect([...readJournal(project, 'good')].map(({ e }) => e)).toEqual(['session', 'use']);
  rmSync(join(project.local, 'journal', 'bad.jsonl'), { recursive: true });
  expect(await foldNow(project)).toMatchObject({ events: 1, files: 1 });
});

test('what follows a batch that could not be written is folded all the same', async () => {
  const project = await spooled(sandbox());
  mkdirSync(join(project.local, 'journal', 'bad.jsonl'), { recursive: true });
  for (let n = 0; n < 1100; n += 1)
    leave(project, `claude-code.${n}`, used(`${n}`, { session_id: n % 50 === 0 ? 'good' : 'bad' }));
  await expect(foldNow(project)).rejects.toMatchObject({ code: 'E_JOURNAL_WRITE' });
  expect(waitingIn(project)).toHaveLength(1078);
  expect(callsIn(project, 'good')).toHaveLength(22);
});

test('what cannot be put aside is left, and the others are folded', async () => {
  const box = sandbox();
  const project = await spooled(box);
  box.write(join(project.local, 'quarantine'), '');
  leave(project, 'claude-code.1', '{');
  leave(project, 'claude-code.2', used('a'));
  expect(await foldNow(project)).toMatchObject({
    files: 1,
    quarantined: [],
    left: [{ file: 'claude-code.1', why: 'EEXIST' }],
  });
  expect(waitingIn(project)).toEqual(['claude-code.1']);
});

test('a payload on another file system is put aside as a copy of the same time', async () => {
  const project = await spooled(sandbox());
  leave(project, 'claude-code.1', '{');
  mkdirSync(join(project.local, 'quarantine'));
  const [from, to] = ['spool', 'quarantine'].map((folder) => join(project.local, folder, 'claude-code.1'));
  moveAcross(from ?? '', to ?? '');
  expect(waitingIn(project)).toEqual([]);
  expect(listQuarantine(project)).toEqual([{ file: 'claude-code.1', size: 1, mtimeMs: WRITTEN }]);
  // Never over one that is there.
  leave(project, 'claude-code.1', '[');
  expect(() => moveAcross(from ?? '', to ?? '')).toThrow('EEXIST');
  expect(waitingIn(project)).toEqual(['claude-code.1']);
});

test('a fold whose time is up keeps what it has read, and says how much it has not', async () => {
  const project = await spooled(sandbox());
  for (let n = 0; n < 100; n += 1) leave(project, `claude-code.${n}`, used(`${n}`));
  expect(await foldNow(project, { until: 7, clock: () => 7 })).toMatchObject({ files: 64, unread: 36 });
  expect(callsIn(project, 's1')).toHaveLength(64);
  expect(await foldNow(project, { until: 7, clock: () => 6 })).toMatchObject({ files: 36, unread: 0 });
});

test('a state folder in whose place a file stands is an error that says so', async () => {
  const box = sandbox();
  const project = await spooled(box);
  leave(project, 'claude-code.1', used('a'));
  box.write(join(project.local, 'journal'), '');
  await expect(foldNow(project)).rejects.toMatchObject({ code: 'E_JOURNAL_WRITE' });
  expect(waitingIn(project)).toEqual(['claude-code.1']);
});

test('names and ids of any kind', async () => {
  const project = await spooled(sandbox());
  const sessions = ['../../etc/passwd', '__proto__', 'Ünï/cödé', 'con:1', '-rf', 'x'.repeat(300)];
  sessions.forEach((session_id, at) =>
    leave(project, `claude-code.${at}`, used('__proto__', { session_id })),
  );
  leave(project, 'claude-code.9', used('long', { tool_name: `\u001b[31m${'t'.repeat(500)}\n` }));
  expect(await foldNow(project)).toMatchObject({ events: 7, quarantined: [] });
  for (const session of sessions) expect(callsIn(project, session)).toMatchObject([{ id: '__proto__' }]);
  expect(
    journalSessions(project)
      .map(({ session }) => session)
      .toSorted(),
  ).toEqual([...sessions, 's1'].toSorted());
  expect(callsIn(project, 's1')[0]?.tool).toBe(`[31m${'t'.repeat(196)}`);
});
