import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const HOOK = file('../../hook/hook.sh');
const PYTHON_HOOK = file('../python-hook.py');
/** The system's own, and not one that a version manager starts. */
const PYTHON = '/usr/bin/python3';
/** As many runs in each round: they last two milliseconds. */
const REPEAT = 20;

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
 * what it replaces. All are started by this process in the same way, so that is in every row alike.
 */
export const cases = ({ dir, env, repository }) => {
  const dash = spawnSync('dash', ['-c', 'exit'], { env }).status === 0 ? 'dash' : 'sh';
  const small = payload(4096);
  const large = payload(1 << 20);
  const place = (use) => {
    const cwd = repository(65, 'flat', use);
    const local = join(cwd, '.git', 'canon');
    return { cwd, local, spool: join(local, 'spool'), hook: join(cwd, '.canon', 'hook.sh') };
  };
  const hook = (use, input, fill) => () => {
    const { cwd, local, spool, hook: script } = place(use);
    copyFileSync(HOOK, script);
    mkdirSync(spool, { recursive: true, mode: 0o700 });
    fill?.(local);
    return { command: dash, args: [script, 'claude-code'], cwd, input };
  };
  const emptied = (use) => () => {
    const { spool } = place(use);
    for (const name of readdirSync(spool)) rmSync(join(spool, name));
  };
  const copy = join(dir, 'a-copy');
  const cat = (input) => ({ command: dash, args: ['-c', 'cat >"$0"', copy], cwd: dir, input });
  const python =
    (...flags) =>
    () =>
      existsSync(PYTHON)
        ? { command: PYTHON, args: [...flags, PYTHON_HOOK], cwd: place('hook-python').cwd, input: small }
        : { skip: `there is no ${PYTHON}` };
  // All of it is over before memory would be measured, and nothing of it is canon's.
  const row = { memory: false, repeat: REPEAT };
  return [
    { ...row, name: 'floor: dash alone', command: dash, args: ['-c', ':'], cwd: dir },
    { ...row, name: CAT, ...cat(small), before: () => rmSync(copy, { force: true }) },
    { ...row, name: PYTHON_ROW, prepare: python() },
    { ...row, name: 'python hook, 4 KB, -I -S', prepare: python('-I', '-S') },
    {
      ...row,
      name: EMPTY,
      required: true,
      against: { [PYTHON_ROW]: 0.12, [CAT]: 2 },
      prepare: hook('hook', small),
      before: emptied('hook'),
    },
    {
      ...row,
      name: 'hook, 4 KB, 20000 files and 10000 sessions wait',
      required: true,
      against: { [EMPTY]: 1.1 },
      prepare: hook('hook-full', small, fill),
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
    { ...row, name: CAT_LARGE, ...cat(large), before: () => rmSync(copy, { force: true }) },
    {
      ...row,
      name: 'hook, 1 MB',
      required: true,
      against: { [CAT_LARGE]: 2.2 },
      prepare: hook('hook-large', large),
      before: emptied('hook-large'),
    },
  ];
};

/** A clone in which nobody has counted for long. */
function fill(local) {
  const journal = join(local, 'journal');
  mkdirSync(journal, { recursive: true });
  const text = payload(1024);
  for (let at = 0; at < 20_000; at += 1) writeFileSync(join(local, 'spool', `claude-code.${at}.1`), text);
  const line = '{"e":"use","t":1,"host":"claude-code","id":"toolu_01","tool":"Bash"}\n';
  for (let at = 0; at < 10_000; at += 1) writeFileSync(join(journal, `session-${at}.jsonl`), line);
}
