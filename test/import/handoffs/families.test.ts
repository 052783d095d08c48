import { expect, it } from 'vitest';
import { sandbox } from '../../support/sandbox.ts';
import { type Files, inShort, lostOf, read, writeFiles } from './kit.ts';

/** The items of some files, in short, by id. */
async function itemsOf(files: Files, path = 'old'): Promise<Record<string, unknown>> {
  const box = sandbox();
  const repo = box.repo('work');
  writeFiles(`${repo}/old`, files);
  const { items, problems } = await read(box, repo, path);
  expect(problems).toEqual([]);
  for (const item of items) expect([item.id, lostOf(item)]).toEqual([item.id, []]);
  return Object.fromEntries(items.map((item) => [item.id, inShort(item)]));
}

it('reads a handoff with frontmatter', async () => {
  const text = `---
sessionTitle: Move the importer to streams
createdAt: 2026-05-09 18:40
author: Sergei
git: { branch: feat/streams, commit: 91c0ffe }
tags: [import, perf]
mood: tired
---

# Handoff: streams

The reader holds one line at a time now.

## What We Accomplished

- [x] reader
- [ ] writer

## Next Steps

1. Finish the writer.

## The Weather

Rain.
`;
  expect(await itemsOf({ '2026-05-10-streams.md': text })).toMatchInlineSnapshot(`
    {
      "old/2026-05-10-streams.md": {
        "author": "Sergei (frontmatter)",
        "created": "2026-05-09T18:40:00Z (frontmatter)",
        "fields": {
          "branch": "feat/streams",
          "commits": [
            "91c0ffe",
          ],
          "tags": [
            "import",
            "perf",
          ],
        },
        "kind": "session (text)",
        "properties": "Handoff: streams

    \`\`\`yaml
    sessionTitle: Move the importer to streams
    createdAt: 2026-05-09 18:40
    author: Sergei
    git: { branch: feat/streams, commit: 91c0ffe }
    mood: tired
    \`\`\`",
        "sections": {
          "Next Action": "<!-- Next Steps -->

    1. Finish the writer.",
          "Summary": "The reader holds one line at a time now.",
          "The Weather": "Rain.",
          "What I Did": "<!-- What We Accomplished -->

    - [x] reader
    - [ ] writer",
        },
        "title": "Move the importer to streams",
      },
    }
  `);
});

it('reads a handoff with bold labels', async () => {
  const text = `# Session Handoff

**Дата:** 11 мая 2026 г. 15:04 (GMT+3)
**Ветка:** \`main\`
**Автор:** Роман

## Что сделано
- Перенос записей.

## Дальше
- Проверить ссылки.
`;
  expect(await itemsOf({ 'HANDOFF.md': text })).toMatchInlineSnapshot(`
    {
      "old/HANDOFF.md": {
        "author": "Роман (label)",
        "created": "2026-05-11T15:04:00+03:00 (label)",
        "fields": {
          "branch": "main",
        },
        "kind": "session (name)",
        "properties": "- **Дата:** 11 мая 2026 г. 15:04 (GMT+3)
    - **Ветка:** \`main\`
    - **Автор:** Роман",
        "sections": {
          "Next Action": "<!-- Дальше -->

    - Проверить ссылки.",
          "What I Did": "<!-- Что сделано -->

    - Перенос записей.",
        },
        "title": "Session Handoff, 2026-05-11",
      },
    }
  `);
});

it('reads a log as its entries', async () => {
  const text = `---
project: offplan
---
# Handoff log

Newest first.

## 2026-05-11: the hook

**Branch:** main

### Done
- hook

### Next
- registration

## 2026-05-09 — tests first

Twenty-two tests that fail.
`;
  expect(await itemsOf({ 'HANDOFF.md': text })).toMatchInlineSnapshot(`
    {
      "old/HANDOFF.md#2026-05-09 — tests first": {
        "created": "2026-05-09 (text)",
        "kind": "session (name)",
        "properties": "2026-05-09 — tests first

    \`\`\`yaml
    project: offplan
    \`\`\`

    Handoff log

    Newest first.",
        "sections": {
          "Summary": "Twenty-two tests that fail.",
        },
        "title": "tests first",
      },
      "old/HANDOFF.md#2026-05-11: the hook": {
        "created": "2026-05-11 (text)",
        "fields": {
          "branch": "main",
        },
        "kind": "session (name)",
        "properties": "2026-05-11: the hook

    - **Branch:** main",
        "sections": {
          "Next Action": "<!-- Next -->

    - registration",
          "What I Did": "<!-- Done -->

    - hook",
        },
        "title": "the hook",
      },
    }
  `);
});

it('leaves a file whole that is no log for sure', async () => {
  const text = '# Notes on 2026-05-11\n\n## 2026-05-11\nA.\n\n## Next\nB.\n';
  const items = await itemsOf({ 'HANDOFF.md': text });
  expect(Object.keys(items)).toEqual(['old/HANDOFF.md']);
});

it('reads a YAML ledger', async () => {
  const text = `# Handoff of the evening
---
session: flip
date: 2026-05-11
status: partial
---
goal: "The flip is half done"
now: Register the hook # not before the tests
test: npm test
done_this_session:
  - task: Wrote the hook
    files: [hook.sh, hook.ts]
  - task: Wrote tests
blockers: []
questions:
  - Which address sends?
decisions:
  - lock: a file of its own
worked:
  - tests first
failed:
  - "renaming the state file: \\"the lock goes\\" with it"
next:
  - P4
files:
  created: [a.ts]
  modified: [b.ts]
budget: { hours: 3 }
`;
  expect(await itemsOf({ 'flip.yaml': text, 'compose.yml': 'services:\n  db: { image: x }\n' }))
    .toMatchInlineSnapshot(`
      {
        "old/flip.yaml": {
          "created": "2026-05-11 (frontmatter)",
          "kind": "session (text)",
          "properties": "\`\`\`yaml
      # Handoff of the evening
      session: flip
      date: 2026-05-11
      status: partial
      now: Register the hook # not before the tests
      budget: { hours: 3 }
      \`\`\`",
          "sections": {
            "Decisions Made": "<!-- decisions -->

      - lock: a file of its own",
            "Learnings": "<!-- worked -->

      - tests first",
            "Next Action": "<!-- now -->

      Register the hook

      ### next

      - P4",
            "Open Questions": "<!-- questions -->

      - Which address sends?",
            "Ruled Out": "<!-- failed -->

      - renaming the state file: "the lock goes" with it",
            "Summary": "<!-- goal -->

      The flip is half done",
            "Verification": "### test

      npm test",
            "Waiting On": "<!-- blockers -->",
            "What I Did": "<!-- done_this_session -->

      - task: Wrote the hook
        - files: hook.sh, hook.ts
      - task: Wrote tests

      ### files

      - created: a.ts
      - modified: b.ts",
          },
          "title": "The flip is half done",
        },
      }
    `);
});

it('reads conversations that SpecStory kept', async () => {
  const talk = (more: string): string => `<!-- Generated by SpecStory, Markdown v2.1.0 -->

# 2026-05-10 13:40:49Z

<!-- Claude Code Session 8c1f3a52-1111-4a52-9b3c-1f3a528c1f3a (2026-05-10 13:40:49Z) -->

_**User (2026-05-10 13:40:49Z)**_

Make the lock a file of its own.

---

_**Agent (claude-opus-4 2026-05-10 13:40:56Z)**_

## Summary

Done.${more}

\`\`\`sh
# not a heading
\`\`\`
`;
  const items = await itemsOf({
    '.specstory/history/2026-05-10_13-40Z-lock-of-its-own.md': talk(''),
    '.specstory/history/2026-05-10_15-00Z-long.md': talk(' word'.repeat(60_000)),
  });
  expect(items).toMatchInlineSnapshot(`
    {
      "old/.specstory/history/2026-05-10_13-40Z-lock-of-its-own.md": {
        "created": "2026-05-10T13:40:00Z (name)",
        "fields": {
          "host": "claude-code",
          "host_sessions": [
            "8c1f3a52-1111-4a52-9b3c-1f3a528c1f3a",
          ],
          "model": "claude-opus-4",
          "tags": [
            "specstory",
          ],
        },
        "kind": "session (name)",
        "sections": {
          "Conversation": "<!-- Generated by SpecStory, Markdown v2.1.0 -->

    ### 2026-05-10 13:40:49Z

    <!-- Claude Code Session 8c1f3a52-1111-4a52-9b3c-1f3a528c1f3a (2026-05-10 13:40:49Z) -->

    _**User (2026-05-10 13:40:49Z)**_

    Make the lock a file of its own.

    ---

    _**Agent (claude-opus-4 2026-05-10 13:40:56Z)**_

    #### Summary

    Done.

    \`\`\`sh
    # not a heading
    \`\`\`",
          "Summary": "A conversation with one request, kept by SpecStory.",
        },
        "title": "Lock of its own",
      },
      "old/.specstory/history/2026-05-10_15-00Z-long.md": {
        "created": "2026-05-10T15:00:00Z (name)",
        "fields": {
          "host": "claude-code",
          "host_sessions": [
            "8c1f3a52-1111-4a52-9b3c-1f3a528c1f3a",
          ],
          "model": "claude-opus-4",
          "tags": [
            "specstory",
          ],
        },
        "kind": "session (name)",
        "sections": {
          "Summary": "A conversation with one request, kept by SpecStory. It is too long for a record: [2026-05-10 15-00Z-long.md](2026-05-10_15-00Z-long.md) has all of it.",
        },
        "title": "Long",
      },
    }
  `);
});

it('brings a long conversation along as a file', async () => {
  const box = sandbox();
  const repo = box.repo('work');
  const text = `<!-- Generated by SpecStory -->\n\n_**User**_\n\n${'x '.repeat(200_000)}`;
  writeFiles(repo, { '.specstory/history/2026-05-10_15-00Z-a (b).md': text });
  const { items, assets } = await read(box, repo, '.specstory/history');
  const [item] = items;
  const [asset] = assets.values();
  expect(item?.text).toBeUndefined();
  expect([...(item?.links ?? [])]).toEqual([
    ['2026-05-10_15-00Z-a%20%28b%29.md', { to: 'asset', hash: asset?.hash }],
  ]);
  expect(item?.sections[0]?.text).toContain('](2026-05-10_15-00Z-a%20%28b%29.md)');
  expect(item?.assets).toEqual([asset?.hash]);
  expect((await asset?.read())?.equals(Buffer.from(text))).toBe(true);
});

it('reads a memory bank', async () => {
  const items = await itemsOf({
    'memory-bank/README.md': '# About\n',
    'memory-bank/projectbrief.md': '# Project Brief\n\nSell plots.\n\n## Why\n\nMoney.\n',
    'memory-bank/activeContext.md':
      '# Active Context\n\n2026-05-10 11:30:00 - Log of updates made.\n\n## Current Focus\n\n* the flip\n\n## Recent Changes\n\n* hook\n\n## Open Questions/Issues\n\n* address\n',
    'memory-bank/decisionLog.md':
      '# Decision Log\n\n## [2026-05-02] - Lock a file of its own\n**Context:** renames\n\n### Decision\nOwn file.\n\n## [2026-05-03] - No server\n\nNone.\n',
  });
  expect(items).toMatchInlineSnapshot(`
    {
      "old/memory-bank/activeContext.md": {
        "created": "2026-05-05T16:53:20Z (file)",
        "doubts": [
          "date",
        ],
        "kind": "session (name)",
        "sections": {
          "Next Action": "### Current Focus

    * the flip",
          "Open Questions": "### Open Questions/Issues

    * address",
          "Summary": "2026-05-10 11:30:00 - Log of updates made.",
          "What I Did": "<!-- Recent Changes -->

    * hook",
        },
        "title": "Active Context",
      },
      "old/memory-bank/decisionLog.md#[2026-05-02] - Lock a file of its own": {
        "created": "2026-05-02 (text)",
        "kind": "adr (name)",
        "properties": "[2026-05-02] - Lock a file of its own

    Decision Log",
        "sections": {
          "Context": "**Context:** renames",
          "Decision": "Own file.",
        },
        "title": "Lock a file of its own",
      },
      "old/memory-bank/decisionLog.md#[2026-05-03] - No server": {
        "created": "2026-05-03 (text)",
        "kind": "adr (name)",
        "properties": "[2026-05-03] - No server",
        "sections": {
          "Context": "None.",
        },
        "title": "No server",
      },
      "old/memory-bank/projectbrief.md": {
        "created": "2026-05-05T16:53:20Z (file)",
        "doubts": [
          "date",
        ],
        "kind": "learning (name)",
        "sections": {
          "What": "Sell plots.",
          "Why It Matters": "<!-- Why -->

    Money.",
        },
        "title": "Project Brief",
      },
    }
  `);
});

it('reads tasks, decisions and documents of Backlog.md', async () => {
  const items = await itemsOf({
    'backlog/config.yml': 'project_name: x\nstatuses: [To Do]\n',
    'backlog/tasks/task-12 - Count-tool-calls.md': `---
id: task-12
title: Count tool calls
status: In Progress
assignee: ['@sergei']
created_date: '2026-05-04 09:24'
labels: [telemetry]
dependencies: [task-3]
priority: high
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
Every call is counted.
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [x] #1 A spool
- [ ] #2 A fold
<!-- AC:END -->

## Implementation Plan

1. Spool
2. Fold
`,
    'backlog/decisions/decision-2 - Own-file.md':
      '---\nid: decision-2\ntitle: Own file\ndate: 2026-05-03\nstatus: accepted\n---\n## Context\nA\n## Decision\nB\n## Consequences\nC\n',
    'backlog/docs/doc-1 - Terms.md':
      '---\nid: doc-1\ntitle: Terms\ntype: other\ncreated_date: 2026-05-01\n---\nPlots are land.\n',
    'backlog/tasks/task-13 - Later.md': '---\nid: task-13\ntitle: Later\nstatus: Someday\n---\n',
  });
  expect(items).toMatchInlineSnapshot(`
    {
      "old/backlog/decisions/decision-2 - Own-file.md": {
        "aliases": [
          "decision-2",
        ],
        "created": "2026-05-03 (frontmatter)",
        "fields": {
          "status": "accepted",
        },
        "kind": "adr (name)",
        "properties": "\`\`\`yaml
    id: decision-2
    date: 2026-05-03
    status: accepted
    \`\`\`",
        "sections": {
          "Consequences": "C",
          "Context": "A",
          "Decision": "B",
        },
        "title": "Own file",
      },
      "old/backlog/docs/doc-1 - Terms.md": {
        "aliases": [
          "doc-1",
        ],
        "created": "2026-05-01 (frontmatter)",
        "kind": "learning (name)",
        "properties": "\`\`\`yaml
    id: doc-1
    type: other
    created_date: 2026-05-01
    \`\`\`",
        "sections": {
          "What": "Plots are land.",
        },
        "title": "Terms",
      },
      "old/backlog/tasks/task-12 - Count-tool-calls.md": {
        "aliases": [
          "task-12",
        ],
        "author": "sergei (frontmatter)",
        "created": "2026-05-04T09:24:00Z (frontmatter)",
        "fields": {
          "priority": "P1",
          "status": "active",
          "tags": [
            "telemetry",
          ],
        },
        "kind": "workstream (name)",
        "properties": "\`\`\`yaml
    id: task-12
    status: In Progress
    assignee: ['@sergei']
    created_date: '2026-05-04 09:24'
    labels: [telemetry]
    dependencies: [task-3]
    priority: high
    \`\`\`",
        "sections": {
          "Goal": "<!-- Description -->

    <!-- SECTION:DESCRIPTION:BEGIN -->
    Every call is counted.
    <!-- SECTION:DESCRIPTION:END -->",
          "Tasks": "<!-- Acceptance Criteria -->

    <!-- AC:BEGIN -->
    - [x] #1 A spool
    - [ ] #2 A fold
    <!-- AC:END -->

    ### Implementation Plan

    1. Spool
    2. Fold",
        },
        "title": "Count tool calls",
      },
      "old/backlog/tasks/task-13 - Later.md": {
        "aliases": [
          "task-13",
        ],
        "created": "2026-05-05T16:53:20Z (file)",
        "doubts": [
          "date",
          "status",
        ],
        "kind": "workstream (name)",
        "properties": "\`\`\`yaml
    id: task-13
    status: Someday
    \`\`\`",
        "sections": {},
        "title": "Later",
      },
    }
  `);
});

it('makes a learning to look at of what nothing says anything about', async () => {
  expect(await itemsOf({ 'soup.md': '# Soup\n\nHot.\n' })).toMatchInlineSnapshot(`
    {
      "old/soup.md": {
        "created": "2026-05-05T16:53:20Z (file)",
        "doubts": [
          "kind",
          "date",
        ],
        "fields": {
          "tags": [
            "uncertain",
          ],
        },
        "kind": "learning (guess)",
        "sections": {
          "What": "Hot.",
        },
        "title": "Soup",
      },
    }
  `);
});

it('takes a file of days for a log, whatever it is called', async () => {
  const text = '# Days\n\n## 2026-05-11 (Sergei)\n\nOne.\n\n## 2026-05-12\n\nTwo.\n';
  const items = Object.entries(await itemsOf({ 'days.md': text }));
  expect(items.map(([id, item]) => [id, (item as { title: string }).title])).toEqual([
    ['old/days.md#2026-05-11 (Sergei)', '2026-05-11 (Sergei)'],
    ['old/days.md#2026-05-12', '2026-05-12'],
  ]);
});

it('takes the latest note of a memory bank for its day, where nothing else says it', async () => {
  const text =
    '# Active Context\n\n- [2026-05-10 10:20:11] - one\n- [2026-05-11 09:00:00] - two\n- [2026-13-01] - no day\n';
  const [item] = Object.values(await itemsOf({ 'memory-bank/activeContext.md': text }));
  expect(item).toMatchObject({ created: '2026-05-11 (guess)' });
});
