import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { agent } from '../support/agent.ts';
import { BIN } from '../support/built.ts';
import { codesOf, healthy, hookOf, hooksOf, settle, type Patient, type Told } from '../support/doctor.ts';
import { smallDisk } from '../support/hooks.ts';
import { RUN } from '../transcript/kit.ts';

const CLAUDE = '.claude/settings.json';
const CODEX = '.codex/hooks.json';
const HOOK = '.canon/hook.sh';
const SESSION = '11111111-2222-4333-8444-555555555555';

test("what is not canon's is not run, nor what was made of canon's", async () => {
  const it = healthy();
  const ran = join(it.box.dir, 'ran');
  settle(it, CLAUDE, ({ hooks }) => {
    hooks['PostToolUse']?.push({ hooks: [{ type: 'command', command: `touch '${ran}'` }] });
    const [stop] = hooks['Stop']?.[0]?.hooks ?? [];
    if (stop) stop.command += `; touch '${ran}'`;
  });
  const told = await it.doctor();
  expect(hookOf(told, 'claude-code', 'Stop')).toMatchObject({ installed: 'changed', fired: 'skipped' });
  expect(hookOf(told, 'claude-code', 'PostToolUse')).toMatchObject({ installed: 'ok', fired: 'ok' });
  expect(told.data.hosts[0]).toMatchObject({ name: 'claude-code', others: 1 });
  expect(codesOf(told)).toEqual(['doctor-hooks-changed']);
  expect(existsSync(ran)).toBe(false);
});

/** A canon that hooks find, and that does this when it is called at PreCompact. */
const canonThat = (what: string): string =>
  `#!/bin/sh\n[ "$2" != PreCompact ] || { cat >/dev/null; ${what}; }\nexec '${process.execPath}' '${BIN}' "$@"\n`;

test.each([
  ['says something', 'echo hello; exit', 'it printed something: hello'],
  ['fails', 'echo oh no >&2; exit 2', 'it ended with exit code 2: oh no'],
  ['keeps nothing', 'exit', 'it left no line in the journal'],
])('a hook that %s is found when it is fired', async (_what, script, detail) => {
  const it = healthy();
  it.command('canon', canonThat(script));
  const told = await it.doctor();
  for (const host of ['claude-code', 'codex']) {
    const failed = hooksOf(told, host).filter(({ fired }) => fired === 'failed');
    expect(failed).toMatchObject([{ event: 'PreCompact', detail }]);
  }
  expect(codesOf(told)).toEqual(['doctor-hook-failed', 'doctor-hook-failed']);
  expect(it.state()).toEqual([]);
});

test('a hook of calls that keeps nothing is found when it is fired', async () => {
  const it = healthy();
  it.command('cat', '#!/bin/sh\n');
  const told = await it.doctor();
  const detail = 'its payload did not arrive in the spool';
  const failed = hooksOf(told, 'claude-code').filter(({ fired }) => fired === 'failed');
  expect(failed.map(({ event }) => event)).toEqual(['PostToolUse', 'PostToolUseFailure', 'PostToolBatch']);
  expect(failed.every((hook) => hook.detail === detail)).toBe(true);
  expect(hookOf(told, 'codex', 'PostToolUse')).toMatchObject({ fired: 'failed', detail });
});

/** What somebody puts into a repository, so that it is run. */
const trap = (it: Patient): { readonly text: string; sprung(): boolean } => {
  const file = join(it.box.dir, 'sprung');
  return { text: `#!/bin/sh\ntouch '${file}'\necho 9.9.9\n`, sprung: () => existsSync(file) };
};

test.each(['.canon/run', HOOK])('%s that is not just as canon writes it is not run', async (path) => {
  const it = healthy();
  const { text, sprung } = trap(it);
  it.box.write(join(it.repo, path), text);
  // Whoever commits it may have the manifest say that it is canon's.
  it.edit('.canon/installed.json', (json) => {
    const manifest = JSON.parse(json) as { files: Record<string, string> };
    manifest.files[path] = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    return JSON.stringify(manifest);
  });
  for (const args of [['--no-fire'], []]) {
    const told = await it.doctor(...args);
    expect([told.exit, sprung()]).toEqual([1, false]);
    expect(told.diagnostics).toMatchObject([
      {
        code: expect.stringMatching(/^doctor-files-/) as string,
        hint: expect.stringContaining('canon init') as string,
      },
    ]);
    expect(told.diagnostics[0]?.message).toContain(path);
    expect(told.data.checks).toContainEqual(
      expect.objectContaining({ ok: false, detail: `${path} is not canon's own: not run` }),
    );
    expect(hookOf(told, 'claude-code', 'Stop')).toMatchObject({
      fired: 'skipped',
      ...(args.length === 0 ? { detail: `${path} is not canon's own: not run` } : {}),
    });
    const other = path === HOOK ? 'SessionEnd' : 'PostToolUse';
    expect(hookOf(told, 'codex', other)?.fired).toBe(args.length === 0 ? 'ok' : 'skipped');
  }
  expect(it.state()).toEqual([]);
});

test('a link or a pipe in the place of a script is not run, and holds nothing up', async () => {
  const it = healthy();
  const { text, sprung } = trap(it);
  it.box.write(join(it.box.dir, 'elsewhere'), text);
  rmSync(join(it.repo, HOOK));
  symlinkSync(join(it.box.dir, 'elsewhere'), join(it.repo, HOOK));
  rmSync(join(it.repo, '.canon/run'));
  await promisify(execFile)('mkfifo', [join(it.repo, '.canon/run')]);
  const told = await it.doctor();
  expect([told.exit, sprung()]).toEqual([1, false]);
  expect(hooksOf(told, 'claude-code').every(({ fired }) => fired === 'skipped')).toBe(true);
});

test("scripts whose lines end as on Windows are canon's own", async () => {
  const it = healthy();
  it.edit('.canon/run', (text) => text.replaceAll('\n', '\r\n'));
  expect((await it.doctor('--no-fire')).data.checks[0]?.detail).not.toContain('own');
});

test('a canon that comes with the repository is not run, wherever it is found', async () => {
  const it = healthy();
  const { text, sprung } = trap(it);
  const inside = join(it.repo, 'node_modules/.bin/canon');
  const put = (): void => {
    it.box.write(inside, text);
    chmodSync(inside, 0o755);
  };
  put();
  const own = it.box.read(join(it.bin, 'canon'));
  const isRefused = async (env: Record<string, string> = {}): Promise<void> => {
    for (const args of [['--no-fire'], []]) {
      const { stdout } = await it.canon(['doctor', '--json', ...args], { env });
      const told = JSON.parse(stdout) as Told;
      expect([codesOf(told), sprung()]).toEqual([['doctor-canon-inside'], false]);
      expect(told.diagnostics[0]?.message).toContain('canon, which comes with the repository');
      expect(hookOf(told, 'claude-code', 'Stop')?.fired).toBe('skipped');
    }
  };
  // The one on PATH is found first.
  expect((await it.doctor()).diagnostics).toEqual([]);
  await isRefused({ CANON_BIN: inside });
  await isRefused({ PATH: `node_modules/.bin:${it.bin}` });
  rmSync(join(it.bin, 'canon'));
  await isRefused();
  symlinkSync(inside, join(it.bin, 'canon'));
  await isRefused();
  // A link of the repository's that leads to whatever it likes.
  rmSync(inside);
  it.box.write(join(it.box.dir, 'any'), text);
  chmodSync(join(it.box.dir, 'any'), 0o755);
  symlinkSync(join(it.box.dir, 'any'), inside);
  await isRefused();
  // This very one is trusted already.
  rmSync(inside);
  symlinkSync(BIN, inside);
  it.command('node', `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  expect((await it.doctor()).diagnostics).toEqual([]);
  // What it is run with may come with the repository, too.
  rmSync(join(it.bin, 'canon'));
  it.command('canon', own);
  it.box.write(join(it.repo, 'node_modules/.bin/cat'), text);
  chmodSync(join(it.repo, 'node_modules/.bin/cat'), 0o755);
  const { stdout } = await it.canon(['doctor', '--json'], { env: { PATH: `node_modules/.bin:${it.bin}` } });
  expect([codesOf(JSON.parse(stdout) as Told), sprung()]).toEqual([['doctor-canon-inside'], false]);
});

test('a Codex that comes with the repository is not asked', async () => {
  const it = healthy();
  const { text, sprung } = trap(it);
  const inside = join(it.repo, 'node_modules/.bin/codex');
  it.box.write(inside, text);
  chmodSync(inside, 0o755);
  mkdirSync(join(it.box.env['HOME'] ?? '', '.codex'), { recursive: true });
  await it.canon(['doctor'], { env: { PATH: `node_modules/.bin:${it.bin}` } });
  expect(sprung()).toBe(false);
});

test('without canon on PATH hooks end well and nothing arrives', async () => {
  const it = healthy();
  rmSync(join(it.bin, 'canon'));
  const told = await it.doctor();
  expect(hookOf(told, 'codex', 'SessionStart')).toMatchObject({
    fired: 'failed',
    detail: 'it left no line in the journal',
  });
  expect(hookOf(told, 'codex', 'PostToolUse')?.fired).toBe('ok');
  expect(told.diagnostics[0]).toMatchObject({ code: 'doctor-canon-not-found' });
  expect(it.state()).toEqual([]);
});

/** A pipe with a name: whoever opens it to write waits for the reader, who knows when the last writer has died. */
async function pipe(
  it: Patient,
): Promise<{ path: string; opened: Promise<unknown>; ended: Promise<unknown> }> {
  const path = join(it.box.dir, 'pipe');
  await promisify(execFile)('mkfifo', [path]);
  const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'ignore'] });
  return { path, opened: once(reader.stdout, 'data'), ended: once(reader, 'close') };
}

test('a hook that hangs is ended, with what it has started', async () => {
  const it = healthy();
  const { path, opened, ended } = await pipe(it);
  it.command('cat', `#!/bin/sh\nexec 3>'${path}'\necho 3 >&3\nsleep 600 &\nwait\n`);
  const told = await it.doctor('--limit', '300');
  expect(hookOf(told, 'claude-code', 'PostToolUse')).toMatchObject({
    fired: 'failed',
    detail: 'it did not end within 0.3 s',
  });
  await opened;
  await ended;
});

/** A doctor that is ended by a signal while one of its hooks hangs; what made it hang is taken away. */
async function interrupted(signal: 'SIGKILL' | 'SIGTERM') {
  const it = healthy();
  const cat = realpathSync(join(it.bin, 'cat'));
  const { path, opened, ended } = await pipe(it);
  it.command('cat', `#!/bin/sh\n'${cat}'\nexec 3>'${path}'\necho $$ >&3\nexec sleep 600\n`);
  const doctor = spawn(process.execPath, [BIN, 'doctor'], {
    cwd: it.repo,
    env: { ...it.box.env, ...it.env },
    stdio: 'ignore',
  });
  const gone = once(doctor, 'close');
  const hook = Number(String(await opened));
  const before = it.state();
  doctor.kill(signal);
  expect((await gone)[1]).toBe(signal);
  if (signal === 'SIGKILL') process.kill(hook, 'SIGKILL');
  await ended;
  it.command('cat', `#!/bin/sh\nexec '${cat}'\n`);
  expect(before.join()).toMatch(/journal\/canon-doctor-.*spool\/claude-code\.\d+/);
  return it;
}

test('interrupted half-way it takes everything with it', async () => {
  const it = await interrupted('SIGTERM');
  expect(it.state()).toEqual([]);
});

test('killed half-way, nobody is shown what is left, and the next one clears it away', async () => {
  const it = await interrupted('SIGKILL');
  expect(it.state().join()).toContain('canon-doctor-');
  expect((await it.canon(['telemetry', '--all', '--json'])).stdout).not.toContain('canon-doctor');
  expect((await it.canon(['resume', '--json'])).stdout).not.toContain('canon-doctor');
  const again = await it.doctor();
  expect([again.exit, again.diagnostics]).toEqual([0, []]);
  expect(it.state()).toEqual([]);
});

test('a disk that is full is told', async () => {
  const it = healthy();
  await it.canon(['list']);
  const full = smallDisk(join(it.local, 'spool'), 16);
  const told = await it.doctor('--no-fire');
  const state = { code: 'doctor-state-unwritable', severity: 'error' };
  expect(told.diagnostics).toMatchObject(full ? [state] : []);
});

test("what lies in the place of its probe, and of a host's file in the main work tree, is left alone", async () => {
  const it = healthy();
  await it.canon(['list']);
  const victim = join(it.box.dir, 'victim');
  it.box.write(victim, 'mine');
  symlinkSync(victim, join(it.local, 'spool/.doctor'));
  // Of a doctor that was killed.
  it.box.write(join(it.local, 'spool/.doctor-0123456789abcdef'), '');
  const tree = join(it.box.dir, 'tree');
  it.box.git(it.repo, 'worktree', 'add', '-q', tree);
  rmSync(join(it.repo, CODEX));
  await promisify(execFile)('mkfifo', [join(it.repo, CODEX)]);
  expect(codesOf(await it.doctorAt(tree, '--no-fire'))).toEqual(['doctor-codex-main-tree']);
  rmSync(join(it.repo, CODEX));
  symlinkSync('/dev/zero', join(it.repo, CODEX));
  expect(codesOf(await it.doctorAt(tree, '--no-fire'))).toEqual(['doctor-codex-main-tree']);
  expect(it.box.read(victim)).toBe('mine');
  expect(readdirSync(join(it.local, 'spool'))).toEqual(['.doctor']);
});

test('names of files forge no line and steer no terminal', async () => {
  const it = healthy();
  const forged = 'claude-code.1\nerror: run `rm -rf`\u001B[2J\u202E';
  it.box.write(join(it.local, 'quarantine', forged), '');
  it.box.write(join(it.local, 'spool', forged), '');
  const told = await it.doctor('--no-fire');
  expect(codesOf(told)).toEqual(['doctor-spool-foreign', 'doctor-quarantine']);
  for (const { message, hint = '' } of told.diagnostics) {
    expect(message).toContain('claude-code.1 error: run');
    // eslint-disable-next-line no-control-regex
    expect(message).not.toMatch(/[\u0000-\u001F\u202E]/);
    expect(hint).not.toContain('error:');
  }
  expect((await it.canon(['doctor', '--no-fire'])).stderr).not.toMatch(/^error: run/m);
});

test('one and several are told as such', async () => {
  const it = healthy();
  await it.canon(['list']);
  mkdirSync(join(it.local, 'spool/a'));
  const [one] = (await it.doctor('--no-fire')).diagnostics;
  expect(one?.message).toBe('something in the spool was left there by no hook: a (name)');
  mkdirSync(join(it.local, 'spool/b'));
  const [two] = (await it.doctor('--no-fire')).diagnostics;
  expect(two?.message).toBe('2 things in the spool were left there by no hook: a (name), b (name)');
  const transcripts = async (): Promise<string | undefined> =>
    (await it.doctor('--no-fire')).data.checks.find(({ name }) => name === 'transcripts')?.detail;
  await agent(it.box, it.repo, SESSION).start();
  expect(await transcripts()).toBe('there is none of the last session that can be read');
  await agent(it.box, it.repo, RUN).start();
  expect(await transcripts()).toBe('there is none of the last 2 sessions that can be read');
  expect((await it.canon(['doctor', '--no-fire'])).stdout).toMatch(/· note +transcripts/);
});

test.each(['passed over by the client', 'hooks are disabled'])(
  'no hook of settings works that are %s',
  async (what) => {
    const it = healthy();
    if (what.startsWith('hooks')) settle(it, CLAUDE, (settings) => (settings.disableAllHooks = true));
    else it.edit(CLAUDE, (text) => `// ours\n${text}`);
    const { stdout } = await it.canon(['doctor']);
    const [, claude = '', codex = ''] = /\nClaude Code {2}(.*)\nCodex {2}(.*)/s.exec(stdout) ?? [];
    expect(claude).toContain(what);
    expect(claude).not.toMatch(/works|✓/);
    expect(claude).toMatch(/✗ error +SessionStart +not called/);
    expect(codex).toContain('works');
    const told = await it.doctor();
    expect(hookOf(told, 'claude-code', 'Stop')).toMatchObject({
      fired: 'skipped',
      detail: 'Claude Code calls nothing that stands there',
    });
  },
);

/** Runs the doctor as somebody to whom modes mean something; undefined where nobody else can run it. */
async function asSomebody(it: Patient, ...args: readonly string[]): Promise<Told | undefined> {
  const root = process.getuid?.() === 0;
  const who = root ? { uid: 65_534, gid: 65_534 } : {};
  if (root) execFileSync('chown', ['-R', '65534:65534', it.box.dir]);
  const run = (...words: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      const options = { cwd: it.repo, env: { ...it.box.env, ...it.env }, ...who };
      execFile(process.execPath, [BIN, ...words], options, (_error, stdout) => resolve(stdout));
    });
  if ((await run('--version')) === '') return undefined;
  return JSON.parse(await run('doctor', '--json', ...args)) as Told;
}

test.each([
  ['a journal that nobody can read', `journal/${SESSION}.jsonl`, 0o200, 'doctor-state-unreadable'],
  ['journals that nobody can list', 'journal', 0o300, 'doctor-state-unwritable'],
  ['a folder of journals that nobody can enter', 'journal', 0o600, 'doctor-state-unwritable'],
  ['a folder of journals that is read-only', 'journal', 0o500, 'doctor-state-unwritable'],
  ['marks that cannot be set', 'open', 0o500, 'doctor-state-unwritable'],
  ['a quarantine that nobody can list', 'quarantine', 0o000, 'doctor-state-unreadable'],
  ['a spool that nobody can enter', 'spool', 0o600, 'doctor-state-unwritable'],
])('%s: a finding with its remedy', async (_what, path, mode, code) => {
  const it = healthy();
  await it.canon(['list']);
  await agent(it.box, it.repo, SESSION).start();
  it.box.write(join(it.local, 'quarantine/claude-code.7'), '{');
  const place = join(it.local, path);
  const before = statSync(place).mode;
  chmodSync(place, mode);
  try {
    for (const args of [['--no-fire'], ['--limit', '1000']]) {
      const told = await asSomebody(it, ...args);
      if (told === undefined) return;
      const finding = told.diagnostics.find((one) => one.code === code);
      expect(finding).toMatchObject({ severity: 'error', hint: expect.stringMatching(/Make it/) as string });
      expect(finding?.message).toContain(path);
    }
  } finally {
    chmodSync(place, before);
  }
});

interface Fault {
  readonly code: string;
  readonly severity?: 'error';
  readonly make: (it: Patient) => void;
  readonly hint: RegExp;
}

/** Faults that do not hide each other, in one repository. */
const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  'a manifest that is gone': [
    {
      code: 'doctor-no-manifest',
      severity: 'error',
      make: (it) => rmSync(join(it.repo, '.canon/installed.json')),
      hint: /canon init/,
    },
  ],
  'a manifest with a conflict in it': [
    {
      code: 'doctor-manifest-unreadable',
      severity: 'error',
      make: (it) => it.edit('.canon/installed.json', (text) => `<<<<<<< HEAD\n${text}`),
      hint: /git diff/,
    },
  ],
  'files that are missing, old and not committed': [
    {
      code: 'doctor-files-missing',
      severity: 'error',
      make: (it) => rmSync(join(it.repo, HOOK)),
      hint: /canon init/,
    },
    {
      code: 'doctor-files-missing',
      make: (it) => rmSync(join(it.repo, '.claude/skills/plan/SKILL.md')),
      hint: /canon init/,
    },
    {
      code: 'doctor-files-old',
      make: (it) => chmodSync(join(it.repo, '.canon/run'), 0o644),
      hint: /canon init/,
    },
    {
      code: 'doctor-files-untracked',
      make: (it) => void it.box.git(it.repo, 'rm', '-q', '--cached', CODEX),
      hint: /canon init/,
    },
  ],
  'hooks that are missing, remains, another canon': [
    {
      code: 'doctor-canon-version',
      make: (it) => it.command('canon', '#!/bin/sh\necho 9.9.9\n'),
      hint: /Update/,
    },
    {
      code: 'doctor-spool-foreign',
      make: (it) => mkdirSync(join(it.local, 'spool/odd'), { recursive: true }),
      hint: /remove it/,
    },
    {
      code: 'doctor-quarantine',
      make: (it) => it.box.write(join(it.local, 'quarantine/claude-code.7'), '{"torn'),
      hint: /may be deleted/,
    },
    {
      code: 'doctor-hooks-missing',
      severity: 'error',
      make: (it) => settle(it, CLAUDE, ({ hooks }) => delete hooks['Stop']),
      hint: /canon init/,
    },
    {
      code: 'doctor-hooks-missing',
      severity: 'error',
      make: (it) => rmSync(join(it.repo, CODEX)),
      hint: /canon init/,
    },
  ],
  'settings that are no plain JSON, a canon that fails, no locks': [
    {
      code: 'doctor-canon-fails',
      severity: 'error',
      make: (it) => it.command('canon', '#!/bin/sh\necho broken >&2\nexit 3\n'),
      hint: /CANON_BIN/,
    },
    {
      code: 'doctor-state-unwritable',
      severity: 'error',
      make: (it) => it.box.write(join(it.local, 'locks'), ''),
      hint: /Make it a folder/,
    },
    {
      code: 'settings-not-plain',
      severity: 'error',
      make: (it) => it.edit(CLAUDE, (text) => `// ours\n${text}`),
      hint: /Take it out/,
    },
    {
      code: 'doctor-settings-syntax',
      severity: 'error',
      make: (it) => it.edit(CODEX, (text) => text.slice(0, 100)),
      hint: /Mend it/,
    },
  ],
  'hooks that are doubled and switched off, a hook.sh of somebody': [
    {
      code: 'doctor-files-changed',
      make: (it) => it.edit(HOOK, (text) => `${text}# mine\n`),
      hint: /canon init/,
    },
    {
      code: 'doctor-hooks-doubled',
      make: (it) => settle(it, CLAUDE, ({ hooks }) => hooks['Stop']?.push(...hooks['Stop'])),
      hint: /counted once/,
    },
    {
      code: 'doctor-hooks-disabled',
      severity: 'error',
      make: (it) => it.box.write(join(it.repo, '.claude/settings.local.json'), '{ "disableAllHooks": true }'),
      hint: /Take it out/,
    },
    {
      code: 'doctor-hooks-doubled',
      make: (it) => {
        const home = join(it.box.env['HOME'] ?? '', '.codex/hooks.json');
        it.box.write(home, it.box.read(join(it.repo, CODEX)));
      },
      hint: /counted once/,
    },
  ],
  'settings of another shape, no canon, a file for a spool': [
    {
      code: 'doctor-canon-not-found',
      severity: 'error',
      make: (it) => rmSync(join(it.bin, 'canon')),
      hint: /npm install -g repocanon/,
    },
    {
      code: 'doctor-state-unwritable',
      severity: 'error',
      make: (it) => it.box.write(join(it.local, 'spool'), ''),
      hint: /Make it a folder/,
    },
    {
      code: 'doctor-settings-shape',
      severity: 'error',
      make: (it) => it.edit(CLAUDE, () => '{ "hooks": [] }'),
      hint: /Mend it/,
    },
  ],
  "hooks in a person's own settings, and all of them off": [
    {
      code: 'doctor-hooks-doubled',
      make: (it) =>
        it.box.write(join(it.repo, '.claude/settings.local.json'), it.box.read(join(it.repo, CLAUDE))),
      hint: /counted once/,
    },
    {
      code: 'doctor-hooks-disabled',
      severity: 'error',
      make: (it) => settle(it, CLAUDE, (settings) => (settings.disableAllHooks = true)),
      hint: /Take it out/,
    },
  ],
};

test.each(Object.entries(FAULTS))('found, with the remedy of each: %s', async (_what, faults) => {
  const it = healthy();
  for (const { make } of faults) make(it);
  const told = await it.doctor('--no-fire');
  expect(told.exit).toBe(1);
  expect(told.diagnostics).toMatchObject(
    faults.map(({ code, severity = 'warning', hint }) => ({
      code,
      severity,
      hint: expect.stringMatching(hint) as string,
    })),
  );
});

test('hooks of calls where nothing is recorded', async () => {
  const it = healthy();
  it.edit('.canon/config.yaml', (text) => `${text}telemetry: off\n`);
  const told = await it.doctor();
  expect(told.diagnostics.map(({ code, hint }) => [code, hint?.includes('canon init')])).toEqual([
    ['doctor-hooks-stray', true],
    ['doctor-hooks-stray', true],
  ]);
  expect(hooksOf(told, 'codex').map(({ event, fired }) => [event, fired])).toEqual([
    ['SessionStart', 'ok'],
    ['PreCompact', 'ok'],
    ['SessionEnd', 'ok'],
  ]);
  await it.canon(['init', '--host', 'claude-code', '--host', 'codex']);
  expect((await it.doctor()).diagnostics).toEqual([]);
});

test('a skill that people made theirs is no fault', async () => {
  const it = healthy();
  it.edit('.claude/skills/handoff/SKILL.md', (text) => `${text}\nOurs.\n`);
  const told = await it.doctor('--no-fire');
  expect([told.exit, told.diagnostics]).toMatchObject([
    0,
    [{ code: 'doctor-files-changed', severity: 'info' }],
  ]);
});
