import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { record, repository, sessionText, workstreamText } from './repository.ts';

const PROMPT = `## Summary

Shipped two phases.

## Next Action

Rewrite /resume.

## Resume Prompt

Continue the flip at P4.

Mind the lock.
`;

describe('a repository', () => {
  test('with nothing in it has a dashboard, and says who is no operator', async () => {
    const repo = repository({ operators: null, commit: false });
    const ran = await repo.resume();
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('No session is recorded here yet.');
    expect(ran.stderr).toContain('roman: { initials: ');
    const data = await repo.data();
    expect(data.operator).toBeNull();
    expect(data.last_session).toBeNull();
    expect(data.repo.head).toBeNull();
  });

  test('without a session of mine says so, and shows the rest all the same', async () => {
    const repo = repository();
    repo.put(
      'docs/sessions/SK-260511-03.md',
      sessionText('SK-260511-03', { title: 'Trial mode wired', created: '2026-05-11T16:10:00+02:00' }),
    );
    const { stdout } = await repo.resume();
    expect(stdout).toContain('first /handoff for you');
    expect(stdout).toContain('Peer activity — sergei: last seen SK-260511-03 ("Trial mode wired", 2h ago)');
  });

  test('outside of one is an error', async () => {
    const repo = repository();
    const ran = await repo.resume([], { cwd: repo.dir });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('E_NO_REPOSITORY');
  });
});

describe('the document', () => {
  test('has exactly the keys of its schema', async () => {
    const repo = repository();
    const head = repo.commit();
    repo.put(
      'docs/sessions/RT-260511-01.md',
      sessionText(
        'RT-260511-01',
        { head, workstream: 'flip' },
        `${PROMPT}\n\n## Open Questions\n\n- [ ] q1 @roman: mine?\n`,
      ),
    );
    repo.put(
      'workstreams/flip.md',
      workstreamText({}, ['[x] P1. Schemas', '[ ] P2. Rewrite /resume', '[-] P3. Dropped']),
    );
    repo.put('workstreams/trial.md', workstreamText({ owner: 'sergei', title: 'Trial' }, ['[ ] Try']));
    repo.put(
      'docs/sessions/SK-260511-02.md',
      sessionText(
        'SK-260511-02',
        {},
        '## Waiting On\n\n- [ ] w1 @roman: approve the address\n\n## Open Questions\n\n- [ ] q1 @roman: which address?\n',
      ),
    );
    repo.put(
      'docs/learnings/lock.md',
      record({ title: 'Lock another file', status: 'active', kind: 'learning' }, {}, '# Lock\n'),
    );
    repo.put('docs/sessions/RT-260511-09.md', '---\ntitle: a: b: c\n---\n');
    repo.put('docs/sessions/CONV-10.md', '## Summary\n\nOld.\n');
    repo.commit('Records');
    const ran = await repo.resume(['--json']);
    const document = JSON.parse(ran.stdout) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['schema', 'data', 'diagnostics']);
    expect(document['schema']).toBe('canon.resume/1');
    expect(document['data']).toEqual({
      operator: { slug: 'roman', initials: 'RT', source: 'git-global' },
      repo: { root: repo.path, branch: 'main', head: repo.git(repo.path, 'rev-parse', 'HEAD'), dirty: 0 },
      last_session: {
        id: 'RT-260511-01',
        title: 'Title of RT-260511-01',
        summary: 'Shipped two phases.',
        next_action: 'Rewrite /resume.',
        resume_prompt: 'Continue the flip at P4.\n\nMind the lock.',
        created: '2026-05-11T15:12:40+02:00',
        age_hours: 3,
        path: 'docs/sessions/RT-260511-01.md',
        commits_since: 1,
      },
      own_workstreams: [
        {
          id: 'flip',
          title: 'The flip',
          status: 'active',
          priority: 'P0',
          tasks_done: 1,
          tasks_total: 2,
          next_task: { id: 'P2', text: 'Rewrite /resume' },
          updated: '2026-05-11T15:12:40+02:00',
        },
      ],
      peer_workstreams: [
        {
          id: 'trial',
          title: 'Trial',
          status: 'active',
          priority: 'P0',
          tasks_done: 0,
          tasks_total: 1,
          next_task: { id: '#1', text: 'Try' },
          updated: '2026-05-01',
          owner: 'sergei',
        },
      ],
      peer_activity: [
        { operator: 'sergei', last_session: 'SK-260511-02', title: 'Title of SK-260511-02', age_hours: 3 },
      ],
      waiting_on_me: [
        { ref: 'SK-260511-02#w1', text: 'approve the address', from: 'sergei', age_hours: 3 },
        { ref: 'SK-260511-02#q1', text: 'which address?', from: 'sergei', age_hours: 3 },
      ],
      open_questions: [{ ref: 'RT-260511-01#q1', text: 'mine?', from: 'roman', age_hours: 3 }],
      imported: { waiting_on_me: 0, open_questions: 0 },
      unclosed: [],
      learnings: [{ id: 'lock', title: 'Lock another file', summary: null, path: 'docs/learnings/lock.md' }],
      invariants: {},
      elsewhere: [],
      candidates: [],
      legacy_unattributed: 1,
      target: null,
      broken: [{ path: 'docs/sessions/RT-260511-09.md', code: 'E_FRONTMATTER_SYNTAX' }],
      cache: { hit: false },
      tokens: expect.any(Number) as number,
      left_out: [],
    });
  });
});

describe('what waits on me', () => {
  const waiting = async (body: string, values = {}): Promise<string[]> => {
    const repo = repository();
    repo.put('docs/sessions/SK-260511-02.md', sessionText('SK-260511-02', {}, body));
    repo.put(
      'docs/sessions/RT-260511-02.md',
      sessionText('RT-260511-02', { created: '2026-05-11T17:00:00+02:00', ...values }),
    );
    return (await repo.data()).waiting_on_me.map(({ ref }) => ref);
  };
  const open =
    '## Waiting On\n\n- [ ] w1 @roman: approve\n- [x] w2 @roman: done\n- [ ] w3 @sergei: his own\n- [ ] w4 nobody named\n';

  test('are open items that name me', async () => {
    expect(await waiting(open)).toEqual(['SK-260511-02#w1']);
  });

  test('are none that a later record closes', async () => {
    expect(await waiting(open, { closes: '[SK-260511-02#w1]' })).toEqual([]);
  });

  test('are those of my own sessions that name nobody', async () => {
    const repo = repository();
    repo.put(
      'docs/sessions/RT-260511-01.md',
      sessionText('RT-260511-01', {}, '## Waiting On\n\n- [ ] w1: call the bank\n'),
    );
    const [item] = (await repo.data()).waiting_on_me;
    expect(item).toMatchObject({ ref: 'RT-260511-01#w1', from: 'roman' });
  });

  test('comes first, whoever wrote it and wherever: a plan, a session that another has replaced', async () => {
    const repo = repository();
    const plan = { title: 'Send', owner: 'sergei', status: 'draft', kind: 'plan', created: '2026-05-10' };
    repo.put(
      'plans/send.md',
      record({}, plan, '# Send\n\n## Open Questions\n\n- @RT: EU or US?\n- [ ] When?\n'),
    );
    const asks = '## Waiting On\n\n- [ ] w1 @roman: sign\n- [ ] w2 @romann: pay\n';
    repo.put(
      'docs/sessions/SK-260511-01.md',
      sessionText('SK-260511-01', { superseded_by: 'SK-260511-02' }, asks),
    );
    repo.put('docs/sessions/SK-260511-02.md', sessionText('SK-260511-02', { supersedes: '[SK-260511-01]' }));
    const { waiting_on_me, open_questions } = await repo.data();
    expect(waiting_on_me).toEqual([
      { ref: 'SK-260511-01#w1', text: 'sign', from: 'sergei', age_hours: 3 },
      { ref: 'send#q1', text: 'EU or US?', from: 'sergei', age_hours: 40 },
    ]);
    expect(open_questions).toEqual([]);
    const { stdout } = await repo.resume();
    expect(stdout.split('\n').slice(2, 6)).toEqual([
      '',
      'Waiting on you',
      '  sign                                          Sergei, 3h ago · SK-260511-01#w1',
      expect.stringMatching(/^ {2}EU or US\? .*Sergei, .*ago · send#q1$/),
    ]);
    const peers = await repo.data(['sergei']);
    expect(peers.waiting_on_me.map(({ text }) => text)).toEqual(['@romann: pay']);
  });
});

describe('legacy files', () => {
  test('count for the operator they name; those that name none are counted in one line', async () => {
    const repo = repository();
    repo.put(
      'docs/sessions/CONV-30-mine.md',
      '---\ntitle: Old one\noperator: roman\ncreated: 2025-11-03\n---\n## Resume Prompt\n\nGo on.\n',
    );
    repo.put('docs/sessions/CONV-30-other.md', '# CONV-30\n\n## Changes\n\n- x\n');
    repo.put('docs/sessions/CONV-15.md', '---\ntitle: Only a title\n---\n');
    const data = await repo.data();
    expect(data.last_session).toMatchObject({ id: 'CONV-30-mine', resume_prompt: 'Go on.' });
    expect(data.legacy_unattributed).toBe(2);
    const { stdout, code } = await repo.resume();
    expect(code).toBe(0);
    expect(stdout).toContain('2 legacy sessions without an operator');
  });

  test('that are only claimed are skipped', async () => {
    const repo = repository();
    repo.put(
      'docs/sessions/RT-260511-05.md',
      '---\nclaimed_at: 2026-05-11T10:00:00Z\noperator: roman\nkind: session\n---\n',
    );
    expect((await repo.data()).last_session).toBeNull();
  });
});

describe('a broken record', () => {
  test('is listed as broken and does not hide the others', async () => {
    const repo = repository();
    repo.put('docs/sessions/RT-260511-01.md', sessionText('RT-260511-01', {}, PROMPT));
    repo.put('docs/sessions/RT-260511-02.md', '---\nsummary: P4 – P9: all shipped\n---\n');
    repo.put('workstreams/bad.md', '---\ntitle: [never closed\n---\n');
    const { stdout, code } = await repo.resume();
    expect(code).toBe(0);
    expect(stdout).toContain('You left off at RT-260511-01');
    expect(stdout).toMatch(/broken {2}docs\/sessions\/RT-260511-02\.md:\d+ \(E_FRONTMATTER_SYNTAX\)/);
    expect(stdout).toContain('workstreams/bad.md');
  });
});

describe('another one than my own', () => {
  const setUp = () => {
    const repo = repository();
    repo.put('docs/sessions/RT-260511-01.md', sessionText('RT-260511-01', { workstream: 'flip' }, PROMPT));
    repo.put(
      'docs/sessions/SK-260511-02.md',
      sessionText('SK-260511-02', { workstream: 'trial' }, '## Resume Prompt\n\nTake over.\n'),
    );
    repo.put('workstreams/flip.md', workstreamText());
    repo.put('workstreams/trial.md', workstreamText({ owner: 'sergei' }));
    repo.put(
      'plans/flip-plan.md',
      record({ title: 'Plan', owner: 'roman', status: 'draft', kind: 'plan' }, {}, '# Plan\n'),
    );
    return repo;
  };

  test.each([
    ['sergei', 'SK-260511-02', { kind: 'operator', id: 'sergei' }],
    ['operator:sergei', 'SK-260511-02', { kind: 'operator', id: 'sergei' }],
    ['SK-260511-02', 'SK-260511-02', { kind: 'session', id: 'SK-260511-02' }],
    ['session:SK-260511-02', 'SK-260511-02', { kind: 'session', id: 'SK-260511-02' }],
    ['docs/sessions/SK-260511-02.md', 'SK-260511-02', { kind: 'session', id: 'SK-260511-02' }],
    ['SK', 'SK-260511-02', { kind: 'session', id: 'SK-260511-02' }],
    ['trial', 'SK-260511-02', { kind: 'workstream', id: 'trial' }],
    ['serge', 'SK-260511-02', { kind: 'operator', id: 'sergei' }],
    ['tri', 'SK-260511-02', { kind: 'workstream', id: 'trial' }],
    ['flip', 'RT-260511-01', { kind: 'workstream', id: 'flip' }],
  ])('resume %s', async (ref, last, target) => {
    const data = await setUp().data([ref]);
    expect(data.last_session?.id).toBe(last);
    expect(data.target).toEqual(target);
    expect(data.operator?.slug).toBe('roman');
  });

  test('an operator’s dashboard shows their workstreams as the main ones', async () => {
    const repo = setUp();
    const data = await repo.data(['sergei']);
    expect(data.own_workstreams.map(({ id }) => id)).toEqual(['trial']);
    expect(data.peer_workstreams.map(({ id }) => id)).toEqual(['flip']);
    expect((await repo.resume(['sergei'])).stdout).toContain('Sergei left off at SK-260511-02');
  });

  test.each([
    ['nobody', 'E_RESUME_UNKNOWN'],
    ['flip-plan', 'E_RESUME_KIND'],
    ['2605', 'E_RESUME_UNKNOWN'],
    ['', 'E_RESUME_UNKNOWN'],
  ])('resume "%s" is %s', async (ref, code) => {
    const ran = await setUp().resume([ref]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(code);
  });

  test('what could be several lists them', async () => {
    const repo = setUp();
    repo.put('workstreams/sergei.md', workstreamText());
    const ran = await repo.resume(['sergei']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('operator:sergei, workstream:sergei');
  });
});

describe('a budget', () => {
  test.each(['0', '-1', 'much', '1.5', ''])('of "%s" is refused', async (value) => {
    const ran = await repository().resume([`--budget=${value}`]);
    expect(ran.code).toBe(2);
  });

  test('cuts and says so; --all shows everything', async () => {
    const repo = repository();
    repo.put(
      'docs/sessions/RT-260511-01.md',
      sessionText('RT-260511-01', {}, `## Resume Prompt\n\n${'Mind the lock. '.repeat(2000)}\n`),
    );
    const data = await repo.data(['--budget', '500']);
    expect(data.tokens).toBeLessThanOrEqual(500);
    expect(data.left_out).toContainEqual({
      what: 'resume_prompt',
      count: expect.any(Number) as number,
      unit: 'characters',
    });
    expect((await repo.data(['--all'])).left_out).toEqual([]);
    const { stdout } = await repo.resume(['--budget', '300']);
    expect(stdout.length / 4).toBeLessThanOrEqual(300);
    expect(stdout).toContain('Left out:');
  });
});

describe('wherever the project is', () => {
  test('below the top of the repository', async () => {
    const repo = repository({ operators: null });
    repo.put(
      'sub folder/.canon/operators.yaml',
      'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n',
    );
    repo.put(
      'sub folder/docs/sessions/RT-260511-01.md',
      sessionText('RT-260511-01', { head: repo.git(repo.path, 'rev-parse', 'HEAD') }, PROMPT),
    );
    repo.put('sub folder/code/a.ts', '');
    repo.commit('Hand off\n\nCanon-Session: RT-260511-01');
    const data = await repo.data([], { cwd: join(repo.path, 'sub folder', 'code') });
    expect(data.repo.root).toBe(join(repo.path, 'sub folder'));
    expect(data.last_session).toMatchObject({ id: 'RT-260511-01', commits_since: 1 });
  });

  test('in month folders, in a linked work tree, on a detached HEAD', async () => {
    const repo = repository();
    repo.put('docs/sessions/2026/05/RT-260511-01.md', sessionText('RT-260511-01', {}, PROMPT));
    repo.commit();
    repo.git(repo.path, 'worktree', 'add', '-q', '--detach', join(repo.dir, 'linked'));
    const data = await repo.data([], { cwd: join(repo.dir, 'linked') });
    expect(data.last_session?.id).toBe('RT-260511-01');
    expect(data.repo).toMatchObject({ root: join(repo.dir, 'linked'), branch: null });
  });
});

describe('an id that was claimed and never handed off', () => {
  test('is shown as unclosed', async () => {
    const repo = repository();
    repo.put(
      '.git/canon/claims/RT-260511-04',
      JSON.stringify({ operator: 'roman', claimed_at: '2026-05-11T17:40:00+02:00' }),
    );
    const data = await repo.data();
    expect(data.unclosed).toMatchObject([{ id: 'RT-260511-04', operator: 'roman', age_hours: 0 }]);
    expect((await repo.resume()).stdout).toContain('unclosed: 1 (RT-260511-04, 40 min ago)');
  });
});
