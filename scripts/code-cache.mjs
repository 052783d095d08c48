// Writes dist/code-*.cache: what V8 made of the bundle's chunks, functions that a run has called among it, so
// that the next run need not compile them (src/boot/chunks.ts reads it). Part of `npm run build`.
//
// The commands are run for real, on a copy of the example, each with what the runs before it have left in the
// cache; so what the cache holds at last is what they use.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../bench/generate.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const bin = at('dist/bin.cjs');
const recorder = at('scripts/code-cache/record.cjs');

const DRAFT = `---
title: The code that is used is kept
summary: Every command that is waited for has run once.
workstream: repo-as-canonical-store-flip
tags: [infra]
---
## Next Action

Measure the next start.

## Waiting On

- @sergei: look at the figures

## Decisions Made

- Keep compiled code. Rejected: one larger file.
`;

const home = mkdtempSync(join(tmpdir(), 'canon-code-'));
try {
  const work = join(home, 'offplan');
  cpSync(at('examples/offplan'), work, { recursive: true });
  const env = environment(home);
  const git = (...args) => execFileSync('git', args, { cwd: work, env, stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'Start');
  mkdirSync(join(home, 'elsewhere'));
  const canon = (args, { cwd = work, input = '', more = {} } = {}) =>
    execFileSync(process.execPath, ['--require', recorder, bin, ...args], {
      cwd,
      env: { ...env, ...more },
      input,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  const forget = () => rmSync(join(work, '.git', 'canon'), { recursive: true, force: true });
  canon(['--version'], { cwd: join(home, 'elsewhere') });
  for (const args of [
    ['resume'],
    ['list'],
    ['list', '--json'],
    ['next'],
    ['check'],
    ['index'],
    ['whoami'],
    ['claim'],
    ['search', 'lock'],
    ['site', 'build'],
  ]) {
    forget();
    canon(args);
    canon(args);
  }
  canon(['show', 'repo-as-canonical-store']);
  canon(['handoff', '--draft', '-'], { input: DRAFT });
  canon(['handoff', '--quick', 'One more of them'], { input: '' });
  canon(['resume', '--json']);
  // A session of an agent, from its hooks' side and its own.
  const about = { session_id: 'code-cache', transcript_path: join(home, 'code-cache.jsonl') };
  const told = (event, payload) =>
    canon(['hook', event], { input: JSON.stringify({ ...about, hook_event_name: event, ...payload }) });
  for (let n = 0; n < 3; n += 1) {
    told('SessionStart', { source: 'startup' });
    told('PostToolUse', { tool_name: 'Bash', tool_use_id: `toolu_${n}`, tool_input: {}, tool_response: {} });
    told('Stop', {});
    told('SessionEnd', { reason: 'other' });
  }
  const more = { CLAUDE_CODE_SESSION_ID: about.session_id };
  canon(['telemetry'], { more });
  canon(['handoff', '--quick', 'What an agent did'], { more });
  told('SessionStart', { source: 'startup' });
  // Many records are read for the first time in another way than few.
  const many = join(home, 'many');
  generate(many, { sessions: 450 });
  canon(['resume'], { cwd: many });
  canon(['hook', 'SessionStart'], { cwd: many, input: JSON.stringify({ ...about, source: 'startup' }) });
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
if (!existsSync(bin)) process.exitCode = 1;

/** Nothing of the user's own set-up decides what is in the cache. */
function environment(dir) {
  return {
    PATH: process.env.PATH,
    SYSTEMROOT: process.env.SYSTEMROOT,
    HOME: dir,
    USERPROFILE: dir,
    TZ: 'UTC',
    CANON_NOW: '2026-05-12T09:00:00Z',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Roman',
    GIT_AUTHOR_EMAIL: 'roman@example.com',
    GIT_COMMITTER_NAME: 'Roman',
    GIT_COMMITTER_EMAIL: 'roman@example.com',
    OPERATOR: 'roman',
  };
}
