import { spawnSync } from 'node:child_process';

const LIMITS = [
  [2000, 'flat', 5],
  [20000, 'flat', 10],
  [20000, 'month', 6],
];

const DRAFT = `---
title: "Webhook retries are bounded"
summary: "Five tries, then the dead-letter list; verified against the sandbox."
workstream: WORKSTREAM
tags: [infra, webhooks]
confidence: H
---
## Summary

Webhook retries stop after five tries.

## Next Action

Show the dead-letter list on the audit page.

## Waiting On

- @sergei: name the address that alarms go to

## Decisions Made

- Five tries with doubling pauses. Rejected: retrying for a day, because the sender gives up after an hour.

## Resume Prompt

Continue with the audit page. The dead-letter list is a table with the last error of each hook.
`;

/** A handoff with a draft, without the network: record, log, index, commit, cache. */
export const cases = ({ canon, env, repository }) =>
  LIMITS.map(([sessions, layout, limit]) => {
    const prepare = () => {
      const cwd = repository(sessions, layout, 'handoff');
      const git = (...args) => spawnSync('git', args, { cwd, env, encoding: 'utf8' }).stdout;
      const index = canon(cwd, 'index');
      spawnSync(index.command, index.args, { cwd, env });
      git('add', '-A');
      git('commit', '-qm', 'Derived text');
      git('status', '--short');
      const workstream =
        git('ls-files', 'workstreams')
          .split('\n')
          .find((path) => !path.includes('INDEX')) ?? '';
      const input = DRAFT.replace('WORKSTREAM', workstream.replace(/^workstreams\/|\.md$/g, ''));
      const run = { ...canon(cwd, 'handoff', '--draft', '-', '--no-push'), input };
      spawnSync(run.command, run.args, { cwd, env, input });
      return run;
    };
    return {
      name: `handoff --no-push, ${sessions} sessions, ${layout}`,
      limit,
      required: true,
      rounds: sessions > 2000 ? 7 : 11,
      prepare,
    };
  });
