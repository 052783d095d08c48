// Makes a believable repository with as many sessions as asked for: two operators, workstreams with tasks,
// plans, decisions and learnings, all records in one commit on top of one with code.
//
//   node bench/generate.mjs DIR [--sessions 2000] [--layout flat|month] [--seed 1]
//
// The same arguments give the same repository, byte for byte.
import { spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const OPERATORS = [
  { slug: 'roman', initials: 'RT', name: 'Roman', email: 'roman@example.com', offset: '+02:00' },
  { slug: 'sergei', initials: 'SK', name: 'Sergei', email: 'sergei@example.com', offset: '+03:00' },
];
/** The newest session is of this day; the clock of a benchmark stands a little after it. */
const LAST_DAY = Date.UTC(2026, 4, 11);
export const NOW = '2026-05-11T22:00:00+02:00';

const VERBS = 'Rewrite Measure Lock Ship Trace Split Wire Harden Document Replace Почини Перенеси'.split(' ');
const THINGS = [
  'the tool-call hook',
  'the handoff helpers',
  'resume from the cache',
  'the importer of legacy files',
  'индекс сессий',
  'the sender address',
  'trial mode',
  'the webhook retries',
  'проверку ссылок',
  'the audit page',
];
const REASONS = [
  'A rename swaps the inode, so the lock has to live in a file of its own.',
  'The first end-to-end run found what unit tests had not: nested maps came back as strings.',
  'Три процесса параллельно отменяли друг другу изменения через слияния.',
  'The date belongs to the record and never into a revision range.',
  'It costs one process more and saves the reader from stale text.',
];

/** A small generator of numbers in [0, 1): mulberry32, public domain. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @param {string} dir a folder that is empty or not there yet
 * @param {{sessions?: number, layout?: 'flat' | 'month', seed?: number}} options
 */
export function generate(dir, { sessions = 2000, layout = 'flat', seed = 1 } = {}) {
  mkdirSync(dir, { recursive: true });
  const git = (args, input) => {
    const done = spawnSync('git', args, { cwd: dir, input, maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
    return done.stdout.toString().trim();
  };
  git(['init', '-q', '-b', 'main']);
  git(['config', 'user.name', OPERATORS[0].name]);
  git(['config', 'user.email', OPERATORS[0].email]);
  const code = new Map([['README.md', '# Offplan\n']]);
  for (let i = 0; i < 60; i += 1) {
    code.set(`src/part-${i}.ts`, `export const part${i} = ${i};\n`.repeat(20));
  }
  importCommit(git, 'Start with the code', code);
  const head = git(['rev-parse', 'HEAD']);
  importCommit(git, 'Add the records', records({ sessions, layout, seed, head }), head);
  git(['reset', '-q', '--hard']);
  git(['gc', '-q', '--prune=now']);
  age(dir, git);
  return { dir, sessions, layout };
}

/**
 * Gives every file a time in the past, and the index these times. Git compares the content of each file
 * that is not older than its index, at every status, until a later second: true right after a checkout,
 * not of a repository that somebody works in.
 */
function age(dir, git) {
  const then = new Date(LAST_DAY - 86_400_000);
  for (const path of git(['ls-files', '-z']).split('\0')) {
    if (path !== '') utimesSync(join(dir, path), then, then);
  }
  git(['update-index', '-q', '--really-refresh']);
}

/** One commit by `git fast-import`: 20,000 files in a second, without a process for each. */
function importCommit(git, subject, files, from) {
  const parts = [];
  const data = (text) => {
    const bytes = Buffer.from(text);
    parts.push(Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n'));
  };
  const when = `${Math.floor((LAST_DAY - 30 * 86_400_000) / 1000)} +0200`;
  parts.push(Buffer.from(`commit refs/heads/main\ncommitter Roman <roman@example.com> ${when}\n`));
  data(subject);
  if (from) parts.push(Buffer.from(`from ${from}\n`));
  for (const [path, text] of files) {
    parts.push(Buffer.from(`M 100644 inline ${path}\n`));
    data(text);
  }
  parts.push(Buffer.from('done\n'));
  git(['fast-import', '--quiet', '--done'], Buffer.concat(parts));
}

function records({ sessions, layout, seed, head }) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const files = new Map();
  const streams = Math.max(3, Math.min(60, Math.round(sessions / 50)));
  files.set('.canon/config.yaml', `format: 1\nsessions:\n  layout: ${layout}\n`);
  files.set(
    '.canon/operators.yaml',
    OPERATORS.map(
      (one) => `${one.slug}: { initials: ${one.initials}, name: ${one.name}, emails: [${one.email}] }\n`,
    ).join(''),
  );
  const hex = (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
  const perDay = Math.max(6, Math.ceil(sessions / 800));
  const numbers = new Map();
  const ofStream = Array.from({ length: streams }, () => []);
  for (let i = 0; i < sessions; i += 1) {
    // Oldest first, so that numbers of a day rise with the hour.
    const back = sessions - 1 - i;
    const day = new Date(LAST_DAY - Math.floor(back / perDay) * 86_400_000);
    const date = day.toISOString().slice(0, 10);
    const operator = OPERATORS[i % 2];
    const key = `${operator.initials}-${date.slice(2).replaceAll('-', '')}`;
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    const id = `${key}-${String(number).padStart(2, '0')}`;
    const minutes = 7 * 60 + Math.floor(((perDay - 1 - (back % perDay)) * 13 * 60) / perDay);
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
    const stream = Math.floor(next() * streams);
    const folder =
      layout === 'month' ? `docs/sessions/${date.slice(0, 4)}/${date.slice(5, 7)}` : 'docs/sessions';
    const session = {
      id,
      operator,
      created: `${date}T${time}${operator.offset}`,
      stream,
      head,
      next,
      pick,
      hex,
    };
    files.set(`${folder}/${id}.md`, sessionText(session));
    ofStream[stream].push({ id, path: `${folder}/${id}.md` });
  }
  for (let i = 0; i < streams; i += 1) {
    files.set(
      `workstreams/stream-${i}.md`,
      workstreamText({ i, streams, head, sessions: ofStream[i], pick, next }),
    );
  }
  for (let i = 0; i < Math.ceil(streams / 3); i += 1) files.set(`plans/plan-${i}.md`, planText(i, pick));
  for (let i = 1; i <= Math.ceil(streams / 4); i += 1) {
    const id = `${String(i).padStart(4, '0')}-decision`;
    files.set(`docs/decisions/${id}.md`, adrText(i, pick));
  }
  for (let i = 0; i < Math.ceil(streams / 3); i += 1) {
    files.set(`docs/learnings/learning-${i}.md`, learningText(i, pick));
  }
  return files;
}

function sessionText({ id, operator, created, stream, head, next, pick, hex }) {
  const title = `${pick(VERBS)} ${pick(THINGS)}`;
  const calls = [20 + Math.floor(next() * 80), Math.floor(next() * 60), Math.floor(next() * 60)];
  const peer = OPERATORS.find((one) => one !== operator);
  const waits = next() < 0.1;
  const answered = next() < 0.97;
  const lines = Array.from(
    { length: 6 + Math.floor(next() * 10) },
    () => `- ${pick(VERBS)} ${pick(THINGS)}: ${pick(REASONS)}`,
  );
  return `---
title: ${title}
operator: ${operator.slug}
summary: "${title}: ${lines.length} steps, all tests green."
plan: plan-${Math.floor(stream / 3)}
workstream: stream-${stream}
tags: [ops, ${next() < 0.5 ? 'infra' : 'architecture'}]
confidence: ${pick(['H', 'M', 'L'])}
kind: session
id: ${id}
status: handed-off
created: ${created}
branch: main
base: ${hex(40)}
head: ${head}
commits: [${hex(7)}, ${hex(7)}]
files_changed: ${1 + Math.floor(next() * 20)}
insertions: ${Math.floor(next() * 800)}
deletions: ${Math.floor(next() * 200)}
duration_minutes: ${20 + Math.floor(next() * 90)}
host: claude-code
host_sessions: [${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}]
telemetry: complete
tool_calls: ${calls[0] + calls[1] + calls[2]}
tool_failures: 0
tool_calls_breakdown:
  Bash: ${calls[0]}
  Edit: ${calls[1]}
  Read: ${calls[2]}
  mcp__notion_offplan: 0
---
# ${id} — ${title}

## Summary

${pick(REASONS)} ${pick(REASONS)}

## Next Action

${pick(VERBS)} ${pick(THINGS)}: the next open task of workstreams/stream-${stream}.md. Done when a fresh clone shows it.
${
  waits
    ? `
## Waiting On

- [${answered ? 'x' : ' '}] w1 @${next() < 0.5 ? operator.slug : peer.slug}: ${pick(VERBS).toLowerCase()} ${pick(THINGS)}
`
    : ''
}
## What I Did

${lines.join('\n')}

## Decisions Made

- ${pick(REASONS)} Rejected: re-checking afterwards (works, but every reader must know).

## Verification

- All tests green (verified: npm test, exit 0, ${hex(7)})

## Resume Prompt

Continue stream-${stream} at the next open task. ${pick(REASONS)} ${pick(REASONS)}
Watch out: ${pick(REASONS)}
`;
}

function workstreamText({ i, streams, head, sessions, pick, next }) {
  const total = 4 + Math.floor(next() * 8);
  // Most of a long history is done: a dashboard of sixty open workstreams is nobody's.
  const open = i >= streams - 8;
  const some = Math.floor(next() * (total + 1));
  const done = open ? some : total;
  // Who did it, and the commit: the first sessions of a workstream did its first tasks.
  const by = (at) => {
    const one = sessions[Math.floor((at * sessions.length) / total)];
    const link = one ? `[${one.id}](../${one.path}), ` : '';
    return ` — ${link}${head.slice(0, 7)}`;
  };
  const tasks = Array.from(
    { length: total },
    (_, at) =>
      `- [${at < done ? 'x' : ' '}] P${at}. ${pick(VERBS)} ${pick(THINGS)}${at < done ? by(at) : ''}`,
  );
  const blocked = open && i % 5 === 4;
  return `---
title: ${pick(VERBS)} ${pick(THINGS)}
owner: ${OPERATORS[i % 2].slug}
status: ${open ? (blocked ? 'blocked' : 'active') : 'done'}
priority: P${i % 4}
plan: plan-${Math.floor(i / 3)}
summary: ${pick(VERBS)} ${pick(THINGS)} and keep it so.
tags: [ops]
${blocked ? `blocked_by: [stream-${i - 1}]\n` : ''}kind: workstream
created: 2026-01-05
---
# ${pick(VERBS)} ${pick(THINGS)}

## Goal

${pick(REASONS)}

## Tasks

${tasks.join('\n')}

## Key Context

${pick(REASONS)}
`;
}

const planText = (i, pick) => `---
title: ${pick(VERBS)} ${pick(THINGS)}
owner: ${OPERATORS[i % 2].slug}
status: ratified
ratified: 2026-01-05
priority: P1
summary: ${pick(VERBS)} ${pick(THINGS)}.
success_criteria:
  - ids are created atomically
  - the runtime calls no service
kind: plan
created: 2026-01-05
---
# Plan ${i}

## Goal

${pick(REASONS)}

## Locked Decisions

- ${pick(REASONS)}
- ${pick(REASONS)}

## Phases

${Array.from({ length: 12 }, (_, at) => `- P${at}. ${pick(VERBS)} ${pick(THINGS)}. ${pick(REASONS)}`).join('\n')}
`;

const adrText = (i, pick) => `---
title: ${pick(THINGS)}
status: accepted
date: 2026-02-0${1 + (i % 9)}
deciders: [roman, sergei]
kind: adr
---
# ${pick(THINGS)}

## Context

${pick(REASONS)}

## Decision

${pick(REASONS)}
`;

const learningText = (i, pick) => `---
title: ${pick(REASONS).slice(0, 60).replace(/[:,.]/g, '')}
status: active
summary: ${pick(REASONS).replaceAll(':', ' –')}
${i % 2 === 0 ? 'applies_to: [src/**]\n' : ''}kind: learning
created: 2026-03-0${1 + (i % 9)}
---
# Learning ${i}

## What

${pick(REASONS)}
`;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sessions: { type: 'string', default: '2000' },
      layout: { type: 'string', default: 'flat' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [dir] = positionals;
  if (dir === undefined || !['flat', 'month'].includes(values.layout)) {
    console.error('usage: node bench/generate.mjs DIR [--sessions N] [--layout flat|month] [--seed N]');
    process.exitCode = 2;
  } else {
    generate(dir, { sessions: Number(values.sessions), layout: values.layout, seed: Number(values.seed) });
  }
}
