import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const HOOK = file('../../hook/hook.sh');
const PYTHON_HOOK = file('../python-hook.py');
/** The system's own, and not one that a version manager starts. */
const PYTHON = '/usr/bin/python3';
/**
 * Starts a command so many times, with a file as its input. From a shell and not from the process that measures:
 * being started by Node takes as long as the whole hook, and is no part of it.
 */
const LOOP =
  'i=0; count=$1; file=$2; shift 2; while [ $i -lt "$count" ]; do "$@" <"$file" || exit 1; i=$((i + 1)); done';

/** In one measured process; each lasts a millisecond or two. */
const COUNT = 20;

const CAT = 'cat under dash, 4 KB';
const CAT_LARGE = 'cat under dash, 1 MB';
const PYTHON_ROW = 'python hook, 4 KB';
const EMPTY = 'hook, 4 KB';

/** A tool call of so many bytes. */
function payload(bytes) {
  const call = {
    session_id: '0b7e4f2c-8f3a-4c0e-9d51-6f1f6e0a7d11',
    hook_event_name: 'PostToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'npm test' },
    tool_use_id: 'toolu_01',
    duration_ms: 12,
    tool_response: { stdout: '' },
  };
  call.tool_response.stdout = 'x'.repeat(bytes - JSON.stringify(call).length);
  return JSON.stringify(call);
}

/**
 * The hook of tool calls, beside what it cannot go below (a shell that starts, a process that copies) and
 * what it replaces, each started by a shell in the same way.
 */
export const cases = ({ dir, env, repository }) => {
  const dash = spawnSync('dash', ['-c', 'exit'], { env }).status === 0 ? 'dash' : 'sh';
  const small = payload(4096);
  const large = payload(1 << 20);
  /** A command line, run over and over. */
  const looped = (count, input, cwd, words) => {
    const file = join(dir, `payload-${input.length}`);
    writeFileSync(file, input);
    return { command: dash, args: ['-c', LOOP, 'loop', String(count), file, ...words], cwd, count };
  };
  const place = (use) => {
    const cwd = repository(65, 'flat', use);
    const local = join(cwd, '.git', 'canon');
    return { cwd, local, spool: join(local, 'spool'), hook: join(cwd, '.canon', 'hook.sh') };
  };
  const hook = (use, input, fillIt) => () => {
    const { cwd, local, spool, hook: script } = place(use);
    copyFileSync(HOOK, script);
    mkdirSync(spool, { recursive: true, mode: 0o700 });
    if (fillIt) fill(...fillIt.map((name) => join(local, name)));
    return looped(COUNT, input, cwd, [dash, script, 'claude-code']);
  };
  // A new file each time, as the hook makes one.
  const cat = (input) => () => {
    const copies = join(place('hook').local, `copies-${input.length}`);
    mkdirSync(copies, { recursive: true });
    return looped(COUNT, input, dir, [dash, '-c', 'cat >"$0/$$"', copies]);
  };
  const python = (flags) => () =>
    existsSync(PYTHON)
      ? looped(2, small, place('hook-python').cwd, [PYTHON, ...flags, PYTHON_HOOK])
      : { skip: `there is no ${PYTHON}` };
  // All of it is over before memory would be measured, and nothing of it is canon's.
  const row = { memory: false, repeat: 5 };
  return [
    { ...row, name: 'floor: dash alone', prepare: () => looped(COUNT, small, dir, [dash, '-c', ':']) },
    { ...row, name: CAT, prepare: cat(small) },
    { ...row, name: PYTHON_ROW, prepare: python([]) },
    { ...row, name: 'python hook, 4 KB, -I -S', prepare: python(['-I', '-S']) },
    {
      ...row,
      name: EMPTY,
      required: true,
      against: { [PYTHON_ROW]: 0.12, [CAT]: 2 },
      prepare: hook('hook', small, ['other', 'another']),
    },
    {
      ...row,
      name: 'hook, 4 KB, 20000 files and 10000 sessions wait',
      required: true,
      against: { [EMPTY]: 1.1 },
      prepare: hook('hook-full', small, ['spool', 'journal']),
    },
    {
      ...row,
      name: 'hook, 4 KB, no spool',
      prepare: () => {
        const run = hook('hook-none', small)();
        rmSync(place('hook-none').spool, { recursive: true });
        return run;
      },
    },
    { ...row, name: CAT_LARGE, prepare: cat(large) },
    {
      ...row,
      name: 'hook, 1 MB',
      required: true,
      against: { [CAT_LARGE]: 2.2 },
      prepare: hook('hook-large', large),
    },
  ];
};

/**
 * A clone in which nobody has counted for long, or one with as many files somewhere else: how soon a file system
 * finds room for another depends on how many there are in all.
 */
function fill(spool, journal) {
  for (const folder of [spool, journal]) mkdirSync(folder, { recursive: true });
  const text = payload(1024);
  for (let at = 0; at < 20_000; at += 1) writeFileSync(join(spool, `claude-code.${at}.1`), text);
  const line = '{"e":"use","t":1,"host":"claude-code","id":"toolu_01","tool":"Bash"}\n';
  for (let at = 0; at < 10_000; at += 1) writeFileSync(join(journal, `session-${at}.jsonl`), line);
}
