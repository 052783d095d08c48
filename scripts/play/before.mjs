// What happened before the evening, as history: examples/offplan committed step by step, by the one who
// did it and when. The records name the commits of the real repository; here they get the ones of this copy.

import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXAMPLE, may11 } from './stage.mjs';

const RECORD = /^(docs|plans|workstreams)\/.*\.md$/;

/** Files of the example by what they are, so that a file added to it later has its place in the history. */
const isLater = (path) =>
  /^docs\/sessions\/(RT|SK)-/.test(path) ||
  /(^|\/)INDEX(-\d{4}-\d{2})?\.md$/.test(path) ||
  /^workstreams\/(repo-as-canonical-store-flip|onboarding-trial)\.md$/.test(path) ||
  /^(scripts\/(frontmatter|handoff_helpers|hook)|tests\/test_hook|tests\/test_trial|app\/trial|\.claude\/settings)/.test(
    path,
  );

const STEPS = [
  {
    who: 'roman',
    at: '2026-05-06T09:12:00+02:00',
    subject: 'Start offplan',
    only: (path) => !RECORD.test(path),
  },
  {
    who: 'sergei',
    at: '2026-05-07T11:05:00+02:00',
    subject: 'Plan the trial',
    files: ['plans/dve-nedeli-na-probu.md'],
  },
  {
    who: 'roman',
    at: '2026-05-10T17:40:00+02:00',
    subject: 'Read and check the frontmatter of a record',
    files: ['scripts/frontmatter.py'],
    as: '7d20c4e',
  },
  {
    who: 'roman',
    at: '2026-05-10T19:12:00+02:00',
    subject: 'Number the sessions of an operator',
    files: ['scripts/handoff_helpers.py'],
    as: '9b41f03',
  },
  {
    who: 'roman',
    at: may11('11:30'),
    subject: 'Ratify the plan: the repository becomes the store',
    as: '1c9e0d2',
  },
  {
    who: 'roman',
    at: may11('11:52'),
    subject: 'Add 22 failing tests for the tool-call hook',
    files: ['tests/test_hook.py'],
    as: 'ad6f578',
  },
  {
    who: 'roman',
    at: may11('13:05'),
    subject: 'Count tool calls under a lock of their own',
    files: ['scripts/hook.py'],
    as: '3f889a1',
  },
  {
    who: 'roman',
    at: may11('13:31'),
    subject: 'Register the hook in the committed settings',
    files: ['.claude/settings.json'],
    as: '314dba6',
  },
  {
    who: 'roman',
    at: may11('14:48'),
    subject: 'Let 50 processes race into the critical section together',
    files: ['tests/test_hook_race.py'],
    as: 'cde35f6',
  },
  {
    who: 'roman',
    at: may11('15:12:40'),
    session: 'RT-260511-01',
    title: 'P2 + P3 of the flip',
    files: ['docs/sessions/RT-260511-01.md', 'workstreams/repo-as-canonical-store-flip.md'],
  },
  {
    who: 'sergei',
    at: may11('15:40'),
    subject: 'Count the days of a trial',
    files: ['app/trial.py'],
    as: 'b2f7c11',
  },
  {
    who: 'sergei',
    at: may11('15:48:10'),
    session: 'SK-260511-01',
    title: 'Три процесса в одной ветке',
    files: ['docs/sessions/SK-260511-01.md'],
  },
  {
    who: 'sergei',
    at: may11('16:02:35'),
    session: 'SK-260511-02',
    title: 'Welcome letter: the sender',
    files: ['docs/sessions/SK-260511-02.md'],
  },
  {
    who: 'sergei',
    at: may11('16:08'),
    subject: 'Test the first day, the last day and the day after',
    files: ['tests/test_trial.py'],
    as: 'd90a4c8',
  },
  { who: 'sergei', at: may11('16:15:20'), session: 'SK-260511-03', title: 'Trial mode wired', rest: true },
];

/** Makes that history in the clones and pushes it; afterwards both have it. */
export async function playBefore(stage) {
  const files = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(EXAMPLE.length + 1));
  const left = new Set(files);
  const commits = new Map();
  for (const [at, step] of STEPS.entries()) {
    const desk = stage[step.who];
    const picked = [...left].filter((path) => takes(step, path));
    if (at > 0) desk.git(step.at, 'pull', '-q', '--ff-only', 'origin', 'main');
    for (const path of picked) {
      left.delete(path);
      put(path, join(desk.clone, path), commits);
    }
    desk.git(step.at, 'add', '--', ...picked);
    desk.git(step.at, 'commit', '-q', '-m', message(step));
    desk.git(step.at, 'push', '-q', '-u', 'origin', 'main');
    if (step.as) commits.set(step.as, desk.git(step.at, 'rev-parse', '--short=7', 'HEAD'));
  }
  await regenerate(stage.roman, may11('16:30'));
  await setUp(stage.roman, may11('16:40'));
  for (const desk of [stage.roman, stage.sergei]) {
    desk.git(may11('17:00'), 'fetch', '-q');
    desk.git(may11('17:00'), 'remote', 'set-head', 'origin', 'main');
    desk.git(may11('17:00'), 'merge', '-q', '--ff-only', 'origin/main');
    desk.git(may11('17:00'), 'branch', '-q', '--set-upstream-to=origin/main');
  }
}

/** Indexes and session logs say what this history says, whatever the example's own say. */
async function regenerate(desk, at) {
  desk.git(at, 'pull', '-q', '--ff-only', 'origin', 'main');
  const ran = await desk.canon(at, 'index');
  if (ran.code !== 0) throw new Error(`canon index ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  desk.git(at, 'add', '-A');
  if (desk.git(at, 'status', '--porcelain') === '') return;
  desk.git(at, 'commit', '-q', '-m', 'Regenerate indexes\n\nCanon-Session: none');
  desk.git(at, 'push', '-q', 'origin', 'main');
}

/** canon itself: its launcher, its hooks beside the one that is there, its skills. */
async function setUp(desk, at) {
  const ran = await desk.canon(at, 'init', '--host', 'claude-code');
  if (ran.code !== 0) throw new Error(`canon init ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  desk.git(at, 'add', '-A');
  desk.git(at, 'commit', '-q', '-m', 'Set up canon\n\nCanon-Session: none');
  desk.git(at, 'push', '-q', 'origin', 'main');
}

function takes(step, path) {
  if (step.rest) return true;
  if (step.files) return step.files.includes(path);
  return !isLater(path) && (step.only?.(path) ?? true);
}

function message(step) {
  return step.session
    ? `Hand off ${step.session}: ${step.title}\n\nCanon-Session: ${step.session}`
    : step.subject;
}

function put(path, target, commits) {
  mkdirSync(dirname(target), { recursive: true });
  const source = join(EXAMPLE, path);
  if (!RECORD.test(path)) {
    cpSync(source, target);
    return;
  }
  let text = readFileSync(source, 'utf8');
  for (const [theirs, ours] of commits) text = text.replaceAll(theirs, ours);
  writeFileSync(target, text);
}
