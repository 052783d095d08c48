import { describe, expect, test } from 'vitest';
import { lastSession, rivals, sessionsOf } from '../../src/resume/last.ts';
import type { Row } from '../../src/work/row.ts';

const row = (id: string, time: string, more: Partial<Row> = {}): Row => ({
  path: `docs/sessions/${id}.md`,
  kind: 'session',
  id,
  title: id,
  owner: 'roman',
  branch: 'main',
  status: 'handed-off',
  created: `2026-05-11T${time}:00+02:00`,
  ...more,
});

const last = (rows: Row[], branch: string | null = 'main'): string | undefined =>
  lastSession(sessionsOf(rows, 'roman'), branch)?.row.id;

describe('the last session', () => {
  test('is the newest of mine on this branch by its time, not by its id', () => {
    expect(
      last([row('RT-260511-02', '09:00'), row('RT-260511-01', '15:00'), row('RT-260511-03', '12:00')]),
    ).toBe('RT-260511-01');
  });

  test('is judged by the instant, whatever offset it is written in', () => {
    const early = row('RT-260511-01', '23:00', { created: '2026-05-11T23:00:00+09:00' });
    expect(last([early, row('RT-260511-02', '18:00')])).toBe('RT-260511-02');
  });

  test('is none of somebody else', () => {
    expect(last([row('SK-260511-01', '15:00', { owner: 'sergei' })])).toBeUndefined();
  });

  test('is of this branch before a newer one of another', () => {
    expect(last([row('RT-260511-01', '09:00'), row('RT-260511-02', '15:00', { branch: 'other' })])).toBe(
      'RT-260511-01',
    );
  });

  test('is of the workstream of this branch, though it was on another', () => {
    const rows = [
      row('RT-260511-01', '09:00', { workstream: 'flip' }),
      row('RT-260511-02', '15:00', { branch: 'other', workstream: 'flip' }),
      row('RT-260511-03', '16:00', { branch: 'other', workstream: 'vault' }),
    ];
    expect(last(rows)).toBe('RT-260511-02');
  });

  test('is of the workstream that a new branch is called after', () => {
    const rows = [row('RT-260511-01', '09:00', { workstream: 'flip' }), row('RT-260511-02', '15:00')];
    expect(last(rows, 'roman/flip')).toBe('RT-260511-01');
  });

  test('is the newest of all where the branch has none', () => {
    expect(last([row('RT-260511-01', '09:00'), row('RT-260511-02', '15:00')], 'new-branch')).toBe(
      'RT-260511-02',
    );
  });

  test('may be one that names no branch', () => {
    const { branch: _, ...anywhere } = row('RT-260511-02', '15:00');
    expect(last([row('RT-260511-01', '09:00'), anywhere])).toBe('RT-260511-02');
  });

  test('is the newest of any branch on a detached HEAD', () => {
    expect(last([row('RT-260511-01', '09:00'), row('RT-260511-02', '15:00', { branch: 'x' })], null)).toBe(
      'RT-260511-02',
    );
  });

  test('is one that somebody wrote before a newer one that was only recovered', () => {
    const rows = [row('RT-260511-01', '09:00'), row('RT-260511-02', '15:00', { status: 'auto' })];
    expect(last(rows)).toBe('RT-260511-01');
    expect(last(rows.slice(1))).toBe('RT-260511-02');
  });

  test('is not one that another replaces', () => {
    const rows = [
      row('RT-260511-01', '15:00'),
      row('RT-260511-02', '09:00', { supersedes: ['RT-260511-01'] }),
    ];
    expect(last(rows)).toBe('RT-260511-02');
  });

  test('is one with a time before one without', () => {
    const { created: _, ...undated } = row('RT-260511-09', '00:00');
    expect(last([undated, row('RT-260511-01', '09:00')])).toBe('RT-260511-01');
  });
});

describe('other sessions it could be', () => {
  const others = (rows: Row[], minutes?: number): string[] => {
    const mine = sessionsOf(rows, 'roman');
    const found = lastSession(mine, 'main');
    return found ? rivals(mine, found, minutes).map(({ id }) => id) : [];
  };

  test('are those handed off while it was running', () => {
    const rows = [row('RT-260511-01', '12:00'), row('RT-260511-02', '14:00'), row('RT-260511-03', '15:00')];
    expect(others(rows, 90)).toEqual(['RT-260511-02']);
  });

  test('are those shortly before, where nobody knows how long it took', () => {
    const rows = [row('RT-260511-01', '14:00'), row('RT-260511-02', '14:50'), row('RT-260511-03', '15:00')];
    expect(others(rows)).toEqual(['RT-260511-02']);
  });

  test('are none that it continues: its parents, or the same session of the host', () => {
    const rows = [
      row('RT-260511-01', '14:40'),
      row('RT-260511-02', '14:50', { parent: 'RT-260511-01' }),
      row('RT-260511-03', '14:55', { hostSessions: ['a'] }),
      row('RT-260511-04', '15:00', { parent: 'RT-260511-02', hostSessions: ['a', 'b'] }),
    ];
    expect(others(rows)).toEqual([]);
  });

  test('are those handed off while it was running, though canon has it continue one of them', () => {
    const rows = [
      row('RT-260511-01', '12:00'),
      row('RT-260511-02', '14:00', { parent: 'RT-260511-01' }),
      row('RT-260511-03', '15:00', { parent: 'RT-260511-02' }),
    ];
    expect(others(rows, 90)).toEqual(['RT-260511-02']);
  });

  test('are none that yet another continues', () => {
    const rows = [
      row('RT-260511-01', '14:50'),
      row('RT-260511-02', '14:55', { parent: 'RT-260511-01' }),
      row('RT-260511-03', '15:00'),
    ];
    expect(others(rows)).toEqual(['RT-260511-02']);
  });

  test('are newer ones that were only recovered', () => {
    const rows = [row('RT-260511-01', '09:00'), row('RT-260511-02', '15:00', { status: 'auto' })];
    expect(others(rows)).toEqual(['RT-260511-02']);
  });

  test('are at most five', () => {
    const rows = Array.from({ length: 20 }, (_, i) => row(`RT-260511-${10 + i}`, `15:${10 + i}`));
    expect(others(rows)).toHaveLength(5);
  });

  test('survive records that name each other as parents', () => {
    const rows = [
      row('RT-260511-01', '14:50', { parent: 'RT-260511-02' }),
      row('RT-260511-02', '15:00', { parent: 'RT-260511-01' }),
    ];
    expect(others(rows)).toEqual([]);
  });
});
