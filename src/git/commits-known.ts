import type { Repo } from './discover.ts';

/**
 * What this clone has under names that look like those of commits, asked all at once. A name that fits several
 * objects counts as a commit's: which one is meant, nobody can say.
 */
export async function commitsKnown(
  repo: Repo,
  names: readonly string[],
): Promise<Map<string, 'commit' | 'missing' | 'other'>> {
  const asked = [...new Set(names)].filter((name) => /^[0-9a-f]{4,64}$/.test(name));
  if (asked.length === 0) return new Map();
  const { stdout } = await repo.git.run(['cat-file', '--batch-check'], {
    input: asked.map((name) => `${name}\n`).join(''),
    // A partial clone must not fetch what is only asked about.
    env: { GIT_NO_LAZY_FETCH: '1' },
    ok: [0, 128],
  });
  const answers = stdout.split('\n');
  return new Map(
    asked.map((name, at) => {
      const [, type = 'missing'] = (answers[at] ?? '').split(' ');
      if (type === 'commit' || type === 'ambiguous') return [name, 'commit'];
      return [name, ['blob', 'tree', 'tag'].includes(type) ? 'other' : 'missing'];
    }),
  );
}
