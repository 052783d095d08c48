import { join } from 'node:path';
import { remembered } from '../support/remembered.ts';
import type { Sandbox } from '../support/sandbox.ts';

/** Frontmatter and body as a file of records has them. */
export const record = (frontmatter: Readonly<Record<string, string>>, body = ''): string =>
  `---\n${Object.entries(frontmatter)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}---\n\n${body}`;

/** A repository with two operators and a record or two of every kind, committed. */
export function offplan(box: Sandbox, name = 'offplan'): string {
  remembered(box, [name], 'records', () => writeRecords(box, box.repo(name)));
  return join(box.dir, name);
}

function writeRecords(box: Sandbox, repo: string): void {
  const write = (path: string, text: string): void => box.write(join(repo, path), text);
  write('.canon/config.yaml', 'format: 1\n');
  write(
    '.canon/operators.yaml',
    'roman:  { initials: RT, name: Roman, emails: [roman@example.com, r@example.org] }\n' +
      'sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }\n',
  );
  write(
    'docs/sessions/RT-260511-01.md',
    record(
      {
        title: 'P2 + P3 of the flip',
        operator: 'roman',
        summary: 'Hook and handoff shipped.',
        plan: 'canonical-store',
        workstream: 'canonical-store-flip',
        tags: '[ops, infra]',
        kind: 'session',
        id: 'RT-260511-01',
        status: 'handed-off',
        created: '2026-05-11T15:12:40+02:00',
      },
      '# RT-260511-01 — P2 + P3 of the flip\n\n## Summary\n\nThe hook counts.\n\n' +
        '## See Also\n\n- [The plan](../../plans/canonical-store.md)\n- [A page](https://example.com/)\n',
    ),
  );
  write(
    'docs/sessions/SK-260511-02.md',
    record(
      {
        title: 'Пробный период',
        operator: 'sergei',
        tags: '[email]',
        kind: 'session',
        id: 'SK-260511-02',
        status: 'handed-off',
        created: '2026-05-11T16:00:00+02:00',
      },
      '# SK-260511-02 — Пробный период\n\n## Summary\n\nAfter [Roman](RT-260511-01.md).\n',
    ),
  );
  write('docs/sessions/CONV-30-email-sender.md', '# CONV-30: the sender\n\n## Changes\n\nNone.\n');
  write(
    'workstreams/canonical-store-flip.md',
    record(
      {
        title: 'The flip',
        owner: 'roman',
        status: 'active',
        priority: 'P0',
        plan: 'canonical-store',
        kind: 'workstream',
        created: '2026-05-10',
      },
      '# The flip\n\n## Tasks\n\n- [x] P2. Hook\n- [ ] P4. Resume\n- [-] P7. Dropped\n\n## Session Log\n\nBegun in May.\n',
    ),
  );
  write(
    'plans/canonical-store.md',
    record(
      { title: 'The store', owner: 'roman', status: 'ratified', kind: 'plan', created: '2026-05-09' },
      '# The store\n',
    ),
  );
  write(
    'docs/learnings/locks.md',
    record(
      { title: 'Locks', status: 'active', aliases: '[renames]', kind: 'learning', created: '2026-05-01' },
      '# Locks\n',
    ),
  );
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Records');
}
