import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { ALLOWED } from '../../src/record/allowed.ts';
import { KINDS, type Kind } from '../../src/record/kinds.ts';
import type { Row } from '../../src/work/row.ts';
import { planStatus, type StatusChange, type StatusRequest } from '../../src/work/status-change.ts';
import { nextStates, statesOf } from '../../src/work/transitions.ts';

const row = (kind: Kind, id: string, status: string, more: Partial<Row> = {}): Row => ({
  path: `${kind}s/${id}.md`,
  kind,
  id,
  title: id,
  status,
  ...more,
});

const plan = (
  one: Row,
  to: string,
  more: Partial<StatusRequest> = {},
  others: readonly Row[] = [],
): StatusChange =>
  planStatus({ row: one, to, force: false, today: '2026-05-11', has: {}, openTasks: [], ...more }, [
    one,
    ...others,
  ]);

/** `path key=value …` of each record that changes. */
const told = ({ records }: StatusChange): string[] =>
  records.map(({ path, values }) =>
    [path, ...Object.entries(values).map(([key, value]) => `${key}=${value?.toString() ?? ''}`)].join(' '),
  );

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof CanonError ? error.code : String(error);
  }
  return 'done';
};

describe('the ways from state to state', () => {
  test.each<[Kind, string, string[]]>([
    ['plan', 'stub', ['draft', 'superseded']],
    ['plan', 'draft', ['ratified', 'superseded']],
    ['plan', 'ratified', ['done', 'superseded']],
    ['plan', 'done', ['ratified', 'superseded']],
    ['plan', 'superseded', []],
    ['workstream', 'draft', ['active', 'superseded']],
    ['workstream', 'active', ['blocked', 'done', 'superseded']],
    ['workstream', 'blocked', ['active', 'done', 'superseded']],
    ['workstream', 'done', ['active', 'superseded']],
    ['adr', 'proposed', ['accepted', 'rejected', 'superseded']],
    ['adr', 'accepted', ['deprecated', 'superseded']],
    ['adr', 'rejected', ['superseded']],
    ['learning', 'active', ['deprecated', 'superseded']],
    ['learning', 'deprecated', []],
    ['session', 'handed-off', ['superseded']],
    ['plan', 'constructor', ['superseded']],
  ])('%s %s → %j', (kind, from, to) => expect(nextStates(kind, from)).toEqual(to));

  test('lead between states that the kind has', () => {
    for (const kind of KINDS) {
      for (const from of ALLOWED[kind].status) {
        expect(statesOf(kind)).toEqual(expect.arrayContaining([from, ...nextStates(kind, from)]));
      }
    }
  });

  test('and no others, unless somebody forces it and says why', () => {
    const draft = row('plan', 'p', 'draft');
    expect(codeOf(() => plan(draft, 'done'))).toBe('E_STATUS_TRANSITION');
    expect(codeOf(() => plan(draft, 'done', { force: true }))).toBe('E_STATUS_REASON');
    expect(told(plan(draft, 'done', { force: true, reason: 'it is' }))).toEqual([
      'plans/p.md status=done status_reason=it is',
    ]);
    expect(codeOf(() => plan(draft, 'active'))).toBe('E_STATUS_UNKNOWN');
  });

  test('a state that the record has already changes nothing', () => {
    expect(plan(row('plan', 'p', 'done'), 'done')).toMatchObject({ records: [], findings: [] });
  });
});

describe('what goes with a state', () => {
  test('a plan that is agreed on gets its date, and keeps it when it is taken up again', () => {
    expect(told(plan(row('plan', 'p', 'draft'), 'ratified'))).toEqual([
      'plans/p.md status=ratified ratified=2026-05-11',
    ]);
    const done = row('plan', 'p', 'done');
    expect(told(plan(done, 'ratified', { has: { ratified: '2026-05-01' } }))).toEqual([
      'plans/p.md status=ratified',
    ]);
  });

  test('a reason stays as long as the state it is told of', () => {
    const has = { reason: 'old' };
    expect(told(plan(row('adr', 'a', 'proposed'), 'accepted', { has }))).toEqual([
      'adrs/a.md status=accepted status_reason=',
    ]);
    expect(told(plan(row('adr', 'a', 'accepted'), 'accepted', { has, reason: 'new' }))).toEqual([
      'adrs/a.md status_reason=new',
    ]);
  });

  test('done with open tasks or workstreams is said', () => {
    const openTasks = ['P4 Rewrite /resume'];
    expect(plan(row('workstream', 'w', 'active'), 'done', { openTasks }).findings).toMatchObject([
      { code: 'status-open-tasks', severity: 'warning', args: { list: openTasks } },
    ]);
    const one = row('plan', 'p', 'ratified', { aliases: ['old'] });
    const streams = [
      row('workstream', 'a', 'active', { plan: 'p', progress: { done: 4, total: 9 } }),
      row('workstream', 'b', 'draft', { plan: 'old' }),
      row('workstream', 'c', 'done', { plan: 'p' }),
    ];
    expect(plan(one, 'done', {}, streams).findings).toMatchObject([
      { code: 'status-open-workstreams', args: { list: ['a active 4/9', 'b draft'] } },
    ]);
  });

  test('a learning goes with a reason, perhaps to a successor, and comes back by force', () => {
    const learning = row('learning', 'l', 'active');
    const by = row('learning', 'm', 'active');
    expect(codeOf(() => plan(learning, 'deprecated'))).toBe('E_STATUS_REASON');
    expect(told(plan(learning, 'deprecated', { reason: 'r', by }))).toEqual([
      'learnings/l.md status=deprecated status_reason=r deprecated_by=m',
    ]);
    expect(told(plan(learning, 'superseded', { by }))).toEqual([
      'learnings/l.md status=deprecated deprecated_by=m',
    ]);
    const gone = row('learning', 'l', 'deprecated');
    expect(codeOf(() => plan(gone, 'active'))).toBe('E_STATUS_TRANSITION');
    const back = { force: true, reason: 'true again', has: { deprecatedBy: 'm' } };
    expect(told(plan(gone, 'active', back))).toEqual([
      'learnings/l.md status=active status_reason=true again deprecated_by=',
    ]);
    expect(codeOf(() => plan(learning, 'deprecated', { reason: 'r', by: gone }))).toBe('E_STATUS_SUCCESSOR');
  });
});

describe('superseding', () => {
  const by = row('adr', 'new', 'accepted', { supersedes: ['older'] });
  const old = row('adr', 'old', 'accepted');

  test('is written on both sides', () => {
    expect(told(plan(old, 'superseded', { by }, [by]))).toEqual([
      'adrs/old.md status=superseded',
      'adrs/old.md superseded_by=new',
      'adrs/new.md supersedes=older,old',
    ]);
    expect(codeOf(() => plan(old, 'superseded'))).toBe('E_STATUS_BY');
    expect(codeOf(() => plan(old, 'superseded', { by: old }))).toBe('E_STATUS_SELF');
  });

  test('twice changes nothing more; another successor takes over on all sides', () => {
    const gone = row('adr', 'old', 'superseded', { supersededBy: 'new' });
    const successor = row('adr', 'new', 'accepted', { supersedes: ['old'] });
    expect(told(plan(gone, 'superseded', { by: successor }, [successor]))).toEqual([]);
    const third = row('adr', 'third', 'accepted');
    expect(told(plan(gone, 'superseded', { by: third }, [successor, third]))).toEqual([
      'adrs/old.md superseded_by=third',
      'adrs/new.md supersedes=',
      'adrs/third.md supersedes=old',
    ]);
  });

  test('taken back takes both sides back', () => {
    const gone = row('adr', 'old', 'superseded', { supersededBy: 'new' });
    const successor = row('adr', 'new', 'accepted', { supersedes: ['older', 'old'] });
    expect(told(plan(gone, 'accepted', { force: true, reason: 'r' }, [successor]))).toEqual([
      'adrs/old.md status=accepted status_reason=r',
      'adrs/old.md superseded_by=',
      'adrs/new.md supersedes=older',
    ]);
  });

  test('does not go in a circle', () => {
    const a = row('adr', 'a', 'accepted');
    const b = row('adr', 'b', 'superseded', { supersededBy: 'c' });
    const c = row('adr', 'c', 'superseded', { supersededBy: 'a' });
    expect(codeOf(() => plan(a, 'superseded', { by: b }, [b, c]))).toBe('E_STATUS_CYCLE');
  });

  test('leaves what a session says of how it came to be', () => {
    const session = row('session', 'RT-1', 'handed-off');
    const next = row('session', 'RT-2', 'handed-off');
    expect(told(plan(session, 'superseded', { by: next }, [next]))).toEqual([
      'sessions/RT-1.md superseded_by=RT-2',
      'sessions/RT-2.md supersedes=RT-1',
    ]);
    const named = row('session', 'RT-2', 'handed-off', { supersedes: ['RT-1'] });
    expect(plan(session, 'superseded', {}, [named])).toMatchObject({ from: 'superseded', records: [] });
    expect(told(plan(session, 'superseded', { reason: 'r' }, [named]))).toEqual([
      'sessions/RT-1.md status_reason=r',
    ]);
  });
});

describe('blocking', () => {
  const flip = row('workstream', 'flip', 'active');
  const done = row('workstream', 'done', 'done');
  const vault = row('workstream', 'vault', 'active');

  test('wants a workstream that is there, not over, and not waiting itself', () => {
    expect(told(plan(vault, 'blocked', { by: flip }, [flip]))).toEqual([
      'workstreams/vault.md status=blocked blocked_by=flip',
    ]);
    expect(codeOf(() => plan(vault, 'blocked'))).toBe('E_STATUS_BLOCKER');
    const typo = { ...vault, blockedBy: ['flop'] };
    expect(codeOf(() => plan(typo, 'blocked', {}, [flip]))).toBe('E_STATUS_BLOCKER');
    expect(codeOf(() => plan(vault, 'blocked', { by: done }, [done]))).toBe('E_STATUS_BLOCKER_OVER');
    expect(codeOf(() => plan(vault, 'blocked', { by: vault }))).toBe('E_STATUS_SELF');
    const waits = { ...flip, blockedBy: ['mid'] };
    const mid = row('workstream', 'mid', 'blocked', { blockedBy: ['vault'] });
    expect(codeOf(() => plan(vault, 'blocked', { by: waits }, [waits, mid]))).toBe('E_STATUS_CYCLE');
  });

  test('by what it says already needs no more; by one more adds it', () => {
    const waits = { ...vault, blockedBy: ['flip'] };
    expect(told(plan(waits, 'blocked', {}, [flip]))).toEqual(['workstreams/vault.md status=blocked']);
    const blocked = { ...waits, status: 'blocked' };
    const third = row('workstream', 'third', 'draft');
    expect(told(plan(blocked, 'blocked', { by: third }, [flip, third]))).toEqual([
      'workstreams/vault.md blocked_by=flip,third',
    ]);
    expect(told(plan(blocked, 'blocked', { by: flip }, [flip]))).toEqual([]);
  });

  test('ends with what is over, or named, taken out; what stays is said', () => {
    const blocked = row('workstream', 'vault', 'blocked', { blockedBy: ['done', 'flip'] });
    const still = plan(blocked, 'active', {}, [flip, done]);
    expect(told(still)).toEqual(['workstreams/vault.md status=active blocked_by=flip']);
    expect(still.findings).toMatchObject([{ code: 'status-still-blocked', args: { list: ['flip'] } }]);
    const free = plan(blocked, 'active', { by: flip }, [flip, done]);
    expect(told(free)).toEqual(['workstreams/vault.md status=active blocked_by=']);
    expect(free.findings).toEqual([]);
    expect(codeOf(() => plan(blocked, 'active', { by: vault }, [flip, done, vault]))).toBe(
      'E_STATUS_NOT_BLOCKED_BY',
    );
    expect(codeOf(() => plan(vault, 'done', { by: flip }, [flip]))).toBe('E_STATUS_BY_NONE');
  });
});
