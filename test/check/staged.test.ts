import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkStaged } from '../../src/check/staged.ts';
import { NOON, OPERATORS, projectAt } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

interface Place {
  readonly box: Sandbox;
  readonly repo: string;
  put(path: string, text: string): void;
  git(...args: string[]): string;
  /** Findings of errors and warnings about what is staged. */
  staged(index?: string): Promise<string[]>;
}

/** A project (in `prefix` of the repository) with a workstream, two sessions that link to it, and an index page. */
function place(prefix = ''): Place {
  const box = sandbox();
  const repo = box.repo('work');
  const root = join(repo, prefix);
  const put = (path: string, text: string): void => box.write(join(root, path), text);
  const git = (...args: string[]): string => box.git(root, ...args);
  put('.canon/config.yaml', 'format: 1\n');
  put('.canon/operators.yaml', OPERATORS);
  put('workstreams/flip.md', workstreamText('The flip'));
  const extra = 'workstream: flip\n';
  for (const id of ['RT-260511-01', 'RT-260511-02'])
    put(
      `docs/sessions/${id}.md`,
      sessionText(id, { extra, body: '\n[the flip](../../workstreams/flip.md)\n' }),
    );
  put('docs/sessions/INDEX.md', '# Sessions\n');
  git('add', '-A');
  git('commit', '-qm', 'Records');
  return {
    box,
    repo: root,
    put,
    git,
    async staged(index) {
      const { findings } = await checkStaged(await projectAt(box, root), NOON, index);
      return findings
        .filter(({ severity }) => severity !== 'info')
        .map(({ code, path, line }) => `${code} ${path}${line === undefined ? '' : `:${line}`}`);
    },
  };
}

const BAD = sessionText('RT-260511-03', { extra: 'workstream: flop\n', body: '\n[gone](gone.md)\n' });

describe('what is staged', () => {
  it('is checked as the index has it, and nothing of the work tree', async () => {
    const { put, git, staged } = place();
    expect(await staged()).toEqual([]);
    put('docs/sessions/RT-260511-03.md', BAD);
    put('docs/sessions/RT-260511-01.md', BAD);
    expect(await staged()).toEqual([]);
    git('add', 'docs/sessions/RT-260511-03.md');
    // Mended in the work tree, and not yet in the index.
    put('docs/sessions/RT-260511-03.md', sessionText('RT-260511-03'));
    const found = [
      'orphan-session docs/sessions/RT-260511-03.md:4',
      'broken-link docs/sessions/RT-260511-03.md:13',
    ];
    expect(await staged()).toEqual(found);
    git('add', 'docs/sessions/RT-260511-03.md');
    expect(await staged()).toEqual([]);
  });

  it.each(['', 'sub dir/'])('breaks what leads to it when it goes (in "%s")', async (prefix) => {
    const { git, staged } = place(prefix);
    git('rm', '-q', '--cached', 'workstreams/flip.md');
    expect(await staged()).toEqual([
      'orphan-session docs/sessions/RT-260511-01.md:4',
      'broken-link docs/sessions/RT-260511-01.md:13',
      'orphan-session docs/sessions/RT-260511-02.md:4',
      'broken-link docs/sessions/RT-260511-02.md:13',
    ]);
    // Of what goes as well, nothing is said.
    git('rm', '-q', '--cached', 'docs/sessions/RT-260511-01.md', 'docs/sessions/RT-260511-02.md');
    expect(await staged()).toEqual([]);
  });

  it('is held against the index where a record lies about in the work tree', async () => {
    const { put, git, staged } = place();
    put('workstreams/flop.md', workstreamText('Not added'));
    put('docs/sessions/RT-260511-03.md', BAD.replace('gone.md', '../../workstreams/flop.md'));
    git('add', 'docs/sessions/RT-260511-03.md');
    expect(await staged()).toEqual([
      'orphan-session docs/sessions/RT-260511-03.md:4',
      'broken-link docs/sessions/RT-260511-03.md:13',
    ]);
    git('add', 'workstreams/flop.md');
    expect(await staged()).toEqual([]);
  });

  it('is not blamed for what was wrong before', async () => {
    const { put, git, staged } = place();
    put('docs/sessions/RT-260511-03.md', BAD);
    git('add', '-A');
    git('commit', '-qm', 'Bad');
    put('workstreams/flip.md', workstreamText('The flip, again'));
    put('code.txt', 'x\n');
    git('add', '-A');
    expect(await staged()).toEqual([]);
    put('docs/sessions/RT-260511-03.md', `${BAD}More.\n`);
    git('add', '-A');
    expect(await staged()).toHaveLength(2);
  });

  it('may be an index of its own, a conflict in an index page, a first commit', async () => {
    const { box, repo, put, git, staged } = place();
    put('docs/sessions/RT-260511-03.md', BAD);
    const index = join(repo, '.git/next-index.lock');
    box.env['GIT_INDEX_FILE'] = index;
    git('read-tree', 'HEAD');
    git('add', 'docs/sessions/RT-260511-03.md');
    delete box.env['GIT_INDEX_FILE'];
    expect(await staged()).toEqual([]);
    expect(await staged(index)).toHaveLength(2);
    put('docs/sessions/INDEX.md', '# Sessions\n<<<<<<< a\n=======\n>>>>>>> b\n');
    git('add', 'docs/sessions/INDEX.md');
    expect(await staged()).toEqual(['conflict-marker docs/sessions/INDEX.md:2']);
    git('checkout', '-q', '--orphan', 'new');
    git('add', '-A');
    expect(await staged()).toHaveLength(3);
  });
});
