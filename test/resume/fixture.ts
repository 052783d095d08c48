import type { LastSession, SessionRef, Snapshot, Some, WorkstreamFacts } from '../../src/resume/snapshot.ts';
import type { Page } from '../../src/resume/page.ts';

export const some = <T>(...items: T[]): Some<T> => ({ items, total: items.length });

/** Monday 11 May 2026, 18:20 in Berlin. */
export const NOW = { ms: Date.parse('2026-05-11T18:20:00+02:00'), offset: 120 };

export const session = (id: string, more: Partial<SessionRef> = {}): SessionRef => ({
  id,
  title: `Title of ${id}`,
  operator: 'roman',
  created: '2026-05-11T15:12:40+02:00',
  path: `docs/sessions/${id}.md`,
  branch: 'main',
  auto: false,
  imported: false,
  ...more,
});

export const lastSession = (more: Partial<LastSession> = {}): LastSession => ({
  ...session('RT-260511-01'),
  title: 'P2 + P3 of the flip',
  summary: 'Hook and handoff shipped; four of nine tasks done, 106 tests green.',
  nextAction: 'Rewrite /resume (P4 of repo-as-canonical-store-flip)',
  resumePrompt:
    'Continue repo-as-canonical-store-flip at P4. Read the plan, then the helpers. The empty result must not block. Confidence H.',
  workstream: 'repo-as-canonical-store-flip',
  commitsSince: 4,
  unmeasured: null,
  ...more,
});

export const workstream = (id: string, more: Partial<WorkstreamFacts> = {}): WorkstreamFacts => ({
  id,
  title: `Title of ${id}`,
  status: 'active',
  priority: 'P1',
  owner: 'roman',
  done: 0,
  total: 0,
  next: null,
  updated: null,
  blockedBy: [],
  ...more,
});

export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  last: null,
  candidates: some(),
  own: some(),
  peers: some(),
  activity: some(),
  waiting: some(),
  questions: some(),
  waitingImported: some(),
  questionsImported: some(),
  unclosed: some(),
  learnings: some(),
  elsewhere: some(),
  legacyUnattributed: 0,
  broken: some(),
  invariants: {},
  sessions: 0,
  names: { roman: 'Roman', sergei: 'Sergei' },
  ...more,
});

export const page = (facts: Partial<Snapshot> = {}, more: Partial<Page> = {}): Page => ({
  operator: { slug: 'roman', initials: 'RT', name: 'Roman', source: 'git-repo' },
  subject: 'roman',
  target: null,
  repo: {
    root: '/home/roman/offplan',
    branch: 'main',
    head: 'cde35f6'.padEnd(40, '0'),
    dirty: 0,
    upstream: null,
    behind: 0,
  },
  now: NOW,
  all: false,
  hit: false,
  facts: snapshot(facts),
  tokens: 0,
  leftOut: [],
  ...more,
});

/** The dashboard of look.md. */
export const wholePage = (): Page =>
  page(
    {
      last: lastSession(),
      waiting: some({
        ref: 'SK-260511-02#w1',
        text: 'approve the sender address',
        from: 'sergei',
        created: '2026-05-11T16:10:00+02:00',
      }),
      own: some(
        workstream('repo-as-canonical-store-flip', {
          priority: 'P0',
          done: 4,
          total: 9,
          next: { id: 'P4', text: 'Rewrite /resume' },
        }),
        workstream('repo-as-canonical-store-vault', {
          status: 'blocked',
          blockedBy: ['repo-as-canonical-store-flip'],
          total: 4,
        }),
      ),
      peers: some(
        workstream('onboarding-trial', {
          owner: 'sergei',
          done: 2,
          total: 5,
          updated: '2026-05-11T16:10:00+02:00',
        }),
      ),
      questions: some(
        { ref: 'RT-260511-01#q1', text: 'Keep the old counters?', from: 'roman', created: null },
        { ref: 'RT-260511-01#q2', text: 'Who reviews?', from: 'roman', created: null },
      ),
      unclosed: some({
        id: 'RT-260511-02',
        operator: 'roman',
        claimedAt: '2026-05-11T17:40:00+02:00',
        worktree: null,
        hostSession: null,
        counted: null,
      }),
      activity: some(
        session('SK-260511-03', {
          operator: 'sergei',
          title: 'Trial mode wired',
          created: '2026-05-11T16:10:00+02:00',
        }),
      ),
      sessions: 3,
    },
    {
      repo: {
        root: '/home/roman/offplan',
        branch: 'main',
        head: 'cde35f6'.padEnd(40, '0'),
        dirty: 2,
        upstream: 'origin/main',
        behind: 0,
      },
    },
  );
