import { describe, expect, it } from 'vitest';
import { lookupIn } from '../../src/check/lookup.ts';
import type { Around, CheckedRow, Finding, RepositoryRule } from '../../src/check/rule.ts';
import { badEvidence } from '../../src/check/rules/bad-evidence.ts';
import { blockedByDone } from '../../src/check/rules/blocked-by-done.ts';
import { blockedCycle } from '../../src/check/rules/blocked-cycle.ts';
import { closesNothing } from '../../src/check/rules/closes-nothing.ts';
import { crowdedFolder } from '../../src/check/rules/crowded-folder.ts';
import { duplicateTaskId } from '../../src/check/rules/duplicate-task-id.ts';
import { expiredLearning } from '../../src/check/rules/expired-learning.ts';
import { idleWorkstream } from '../../src/check/rules/idle-workstream.ts';
import { oneSidedSupersedes } from '../../src/check/rules/one-sided-supersedes.ts';
import { orphanSession } from '../../src/check/rules/orphan-session.ts';
import { planWithoutWorkstream } from '../../src/check/rules/plan-without-workstream.ts';
import { tickWithoutEvidence } from '../../src/check/rules/tick-without-evidence.ts';
import { unclosedClaim } from '../../src/check/rules/unclosed-claim.ts';
import { unknownBlocker } from '../../src/check/rules/unknown-blocker.ts';
import { unknownOperator } from '../../src/check/rules/unknown-operator.ts';
import { workstreamWithoutPlan } from '../../src/check/rules/workstream-without-plan.ts';
import { DAY, timeAt } from '../../src/check/time.ts';
import { NOON } from '../support/project.ts';

type Part = Partial<CheckedRow>;

const row = (kind: CheckedRow['kind'], id: string, part: Part = {}): CheckedRow => ({
  path: `${kind}s/${id}.md`,
  kind,
  id,
  title: id,
  ...part,
});
const session = (id: string, part?: Part): CheckedRow => row('session', id, part);
const workstream = (id: string, part?: Part): CheckedRow => row('workstream', id, part);
const plan = (id: string, part?: Part): CheckedRow => row('plan', id, part);
const task = (id: string, state: 'open' | 'done' | 'dropped', evidence: string[] = [], line = 9) => ({
  id,
  state,
  evidence,
  line,
});

async function found(
  rule: RepositoryRule,
  rows: readonly CheckedRow[],
  more: Partial<Around> = {},
): Promise<string[]> {
  const around: Around = {
    time: timeAt(NOON),
    lookup: lookupIn(rows),
    operators: ['roman', 'sergei'],
    claims: new Map(),
    isBeingWritten: () => false,
    folders: new Map(),
    commits: async (names) => new Map(names.map((name) => [name, 'missing' as const])),
    elsewhere: async () => new Set(),
    itemsOf: async () => ['w1', 'q1'],
    pathOf: (id) => `sessions/${id}.md`,
    others: () => Promise.resolve({ ids: [], numbers: [], left: 0 }),
    imports: async () => ({ faults: [], things: async () => [], spoilt: [] }),
    indexPages: async () => [],
    ...more,
  };
  const findings = await rule.checkAll(rows, async () => [], around);
  return findings.map(shown);
}

const shown = ({ path, line, key, severity, args }: Finding): string =>
  [path, line ?? key, severity, ...Object.values(args ?? {})].filter((one) => one !== undefined).join(' ');

describe('the rules over all records', () => {
  it.each<[string, RepositoryRule, CheckedRow[], string[]]>([
    [
      'a session that names what is not there, with what is near',
      orphanSession,
      [
        workstream('flip', { aliases: ['old-flip'] }),
        session('A', { workstream: 'flpi' }),
        session('B', { workstream: 'flip', plan: 'store' }),
        session('C'),
        session('D', { workstream: 'old-flip' }),
        session('E', { workstream: 'x', legacy: true }),
      ],
      ['sessions/A.md workstream workstream flpi flip', 'sessions/B.md plan plan store '],
    ],
    [
      'a workstream without its plan; none at all is information, and none when it is over',
      workstreamWithoutPlan,
      [
        plan('store'),
        workstream('a', { plan: 'store' }),
        workstream('b', { plan: 'stor' }),
        workstream('c', { status: 'active' }),
        workstream('d', { status: 'done' }),
      ],
      ['workstreams/b.md plan b stor store', 'workstreams/c.md info c'],
    ],
    [
      'a ratified plan that nobody carries out',
      planWithoutWorkstream,
      [
        plan('a', { status: 'ratified' }),
        plan('b', { status: 'ratified', aliases: ['b-old'] }),
        plan('c', { status: 'draft' }),
        workstream('w', { plan: 'b-old' }),
      ],
      ['plans/a.md status a'],
    ],
    [
      'closes that name no item, or one of a later record',
      closesNothing,
      [
        plan('store', { aliases: ['old-store'] }),
        session('RT-260510-01', { created: '2026-05-10T10:00:00+02:00', closes: ['SK-260511-01#w1'] }),
        session('SK-260511-01', {
          created: '2026-05-11T10:00:00+02:00',
          closes: [
            'RT-260510-01#W1',
            'plan:old-store#q1',
            'RT-260510-01#w9',
            'RT-260510-02#w1',
            'RT-260510-01',
          ],
        }),
      ],
      [
        'sessions/RT-260510-01.md closes SK-260511-01#w1 later',
        'sessions/SK-260511-01.md closes RT-260510-01#w9 item RT-260510-01#w1,RT-260510-01#q1',
        'sessions/SK-260511-01.md closes RT-260510-02#w1 record RT-260510-01,SK-260511-01',
        'sessions/SK-260511-01.md closes RT-260510-01 ref',
      ],
    ],
    [
      'an active workstream that rests, by the newest of its sessions and its own day',
      idleWorkstream,
      [
        workstream('a', { status: 'active', created: '2026-04-01', aliases: ['a-old'] }),
        workstream('b', { status: 'active', created: '2026-04-01' }),
        workstream('c', { status: 'active', created: '2026-05-01' }),
        workstream('d', { status: 'blocked', created: '2026-04-01' }),
        workstream('e', { status: 'active' }),
        session('S1', { workstream: 'a-old', created: '2026-04-27T23:00:00+02:00' }),
        session('S2', { workstream: 'b', created: '2026-04-26T10:00:00+02:00' }),
      ],
      ['workstreams/b.md status b 2026-04-26'],
    ],
    [
      'what waits for something that is over',
      blockedByDone,
      [
        workstream('a', { status: 'blocked', blockedBy: ['b', 'workstream:c', 'plan:p'] }),
        workstream('b', { status: 'done', blockedBy: ['c'] }),
        workstream('c', { status: 'active', blockedBy: ['b'] }),
        plan('p', { status: 'superseded' }),
      ],
      [
        'workstreams/a.md blocked_by b done',
        'workstreams/a.md blocked_by plan:p superseded',
        'workstreams/c.md blocked_by b done',
      ],
    ],
    [
      'what waits for something that is not there',
      unknownBlocker,
      [
        session('RT-260510-02'),
        workstream('flip', { blockedBy: ['RT-260510-02#w1', 'vualt'] }),
        workstream('vault'),
      ],
      ['workstreams/flip.md blocked_by vualt vault'],
    ],
    [
      'workstreams that wait for each other, each circle once',
      blockedCycle,
      [
        workstream('d', { blockedBy: ['b'] }),
        workstream('c', { blockedBy: ['old-a'] }),
        workstream('b', { blockedBy: ['workstream:c', 'gone'] }),
        workstream('a', { blockedBy: ['b'], aliases: ['old-a'] }),
        workstream('e', { blockedBy: ['e'] }),
        workstream('f', { blockedBy: ['a', 'g'] }),
        workstream('g', { blockedBy: ['f', 'h'], status: 'done' }),
        workstream('h', { blockedBy: ['i'] }),
        workstream('i', { blockedBy: ['h', 'j'] }),
        workstream('j', { blockedBy: ['i'] }),
      ],
      [
        'workstreams/a.md blocked_by a,b,c,a',
        'workstreams/e.md blocked_by e,e',
        'workstreams/h.md blocked_by h,i,h',
        'workstreams/j.md blocked_by j,i,j',
      ],
    ],
    [
      'a succession of which one side knows',
      oneSidedSupersedes,
      [
        plan('a', { supersedes: ['b', 'gone'] }),
        plan('b'),
        plan('c', { supersededBy: 'd' }),
        plan('d'),
        // Both sides; and one that was replaced twice.
        plan('e', { supersededBy: 'f' }),
        plan('f', { supersedes: ['e'] }),
        plan('g', { supersedes: ['e'] }),
        plan('h', { supersededBy: 'h' }),
      ],
      [
        'plans/b.md a b superseded_by',
        'plans/a.md supersedes a gone record ',
        'plans/d.md c d supersedes',
        'plans/h.md superseded_by h h itself',
      ],
    ],
    [
      'two tasks of one id, in one workstream only',
      duplicateTaskId,
      [
        workstream('a', {
          tasks: [task('P1', 'open', [], 7), task('P2', 'open', [], 8), task('P1', 'open')],
        }),
        workstream('b', { tasks: [task('P1', 'open')] }),
      ],
      ['workstreams/a.md 9 P1 7'],
    ],
    [
      'ticks that nothing stands behind, once a workstream',
      tickWithoutEvidence,
      [
        workstream('a', {
          tasks: [
            task('P1', 'done'),
            task('P2', 'done', ['3f889a1']),
            task('P3', 'dropped'),
            task('P4', 'done'),
          ],
        }),
        workstream('b', { tasks: [task('P1', 'open')] }),
      ],
      ['workstreams/a.md 9 P1,P4'],
    ],
    [
      'a learning that has expired when its last day is over',
      expiredLearning,
      [
        row('learning', 'a', { status: 'active', expires: '2026-05-10' }),
        row('learning', 'b', { status: 'active', expires: '2026-05-11' }),
        row('learning', 'c', { status: 'deprecated', expires: '2020-01-01' }),
      ],
      ['learnings/a.md expires a 2026-05-10'],
    ],
    [
      'an owner whom nobody knows',
      unknownOperator,
      [
        session('A', { owner: 'roamn' }),
        session('B', { owner: 'unknown' }),
        session('C', { owner: 'sergei' }),
        session('D', { owner: 'Roman T', legacy: true }),
        workstream('w', { owner: 'anna' }),
      ],
      ['sessions/A.md operator operator roamn roman', 'workstreams/w.md owner owner anna '],
    ],
  ])('find %s', async (_what, rule, rows, expected) => {
    expect(await found(rule, rows)).toEqual(expected);
  });

  it('ask git once about all evidence, and tell what is not here from what is wrong', async () => {
    const asked: string[][] = [];
    const rows = [
      session('RT-260511-01'),
      workstream('a', {
        tasks: [
          task('P1', 'done', ['RT-260511-01', 'aaaaaaa', 'bbbbbbb']),
          task('P2', 'done', ['ccccccc', 'RT-260511-02', 'RT-260511-03', 'notes']),
        ],
      }),
    ];
    const isBeingWritten = (id: string): boolean => id === 'RT-260511-02';
    const commits: Around['commits'] = async (names) => {
      asked.push([...names]);
      return new Map([
        ['aaaaaaa', 'commit'],
        ['bbbbbbb', 'missing'],
        ['ccccccc', 'other'],
      ]);
    };
    expect(await found(badEvidence, rows, { isBeingWritten, commits })).toEqual([
      'workstreams/a.md 9 info P1 bbbbbbb not-here',
      'workstreams/a.md 9 P2 ccccccc no-commit',
      'workstreams/a.md 9 info P2 RT-260511-02 claimed',
      'workstreams/a.md 9 P2 RT-260511-03 no-session',
      'workstreams/a.md 9 P2 notes neither',
    ]);
    expect(asked).toEqual([['aaaaaaa', 'bbbbbbb', 'ccccccc']]);
  });

  it('find claims that are older than a day, and on no branch', async () => {
    const since = (days: number): { operator: string | undefined; since: number } => ({
      operator: 'roman',
      since: NOON.ms - days * DAY - 60_000,
    });
    const claims: Around['claims'] = new Map([
      ['RT-260511-01', since(0)],
      ['RT-260510-01', since(1)],
      ['RT-260508-01', since(3)],
      ['RT-260508-02', since(3)],
      ['RT-260508-03', { operator: undefined as string | undefined, since: 0 }],
    ]);
    const elsewhere = async (): Promise<Set<string>> => new Set(['RT-260508-02']);
    expect(await found(unclosedClaim, [session('RT-260508-01')], { claims, elsewhere })).toEqual([
      'sessions/RT-260510-01.md RT-260510-01 roman 1',
      'sessions/RT-260508-03.md RT-260508-03  0',
    ]);
  });

  it('count the records of a folder', async () => {
    const folders = new Map([
      ['docs/sessions', 2001],
      ['plans', 2000],
    ]);
    expect(await found(crowdedFolder, [], { folders })).toEqual(['docs/sessions 2001 2000']);
  });
});

describe('the time of a check', () => {
  it('says until when what it said holds', () => {
    const time = timeAt(NOON);
    expect(time.until()).toBe(Infinity);
    expect(time.passed(NOON.ms - 1)).toBe(true);
    expect(time.until()).toBe(Infinity);
    // The end of the day in Berlin.
    expect(time.passed(time.endOf('2026-05-11'))).toBe(false);
    expect(time.until()).toBe(Date.parse('2026-05-11T22:00:00Z'));
    expect(time.daysSince(NOON.ms - DAY - 5)).toBe(1);
    expect(time.passed(Number.NaN)).toBe(false);
    expect(time.until()).toBe(Date.parse('2026-05-11T22:00:00Z'));
    expect(timeAt(undefined).passed(0)).toBe(false);
  });
});
