import { basename } from 'node:path';
import { isConflict, mayConflict, splitConflicts } from '../../src/record/conflict-markers.ts';
import type { Clone } from './clones.ts';

/**
 * What a person does about a merge that stopped: `canon index`, both sides of what is left, and a new id for a record
 * whose id another one has. Answers false where something else is in the way.
 */
export async function resolve(clone: Clone): Promise<void> {
  const { out } = await clone.git('ls-files', '-u', '-z');
  const stages = new Map<string, Map<number, string>>();
  const taken = new Set((await clone.files('docs/sessions')).map((one) => basename(one, '.md')));
  for (const line of out.split('\0').filter(Boolean)) {
    const [, oid = '', stage = '', path = ''] = /^\d+ (\w+) (\d)\t(.*)$/s.exec(line) ?? [];
    const known = stages.get(path) ?? new Map<number, string>();
    stages.set(path, known.set(Number(stage), oid));
  }
  for (const [path, oids] of stages) {
    const [base, ours, theirs] = [oids.get(1), oids.get(2), oids.get(3)];
    if (/docs\/sessions\/[A-Z]{2}-/.test(path) && base === undefined && ours && theirs) {
      await renumber(clone, path, taken, ours, theirs);
    } else if (ours === undefined || theirs === undefined) {
      // An index page for a month that one side took away, for instance: `canon index` knows.
      await clone.git('checkout', ours === undefined ? '--theirs' : '--ours', '--', path);
    }
  }
  await clone.index();
  for (const path of stages.keys()) {
    const text = clone.read(path);
    if (mayConflict(text)) clone.write(path, bothSides(text));
  }
  await clone.index();
  await clone.git('add', '-A');
}

async function renumber(
  clone: Clone,
  path: string,
  taken: Set<string>,
  ours: string,
  theirs: string,
): Promise<void> {
  const id = basename(path, '.md');
  const [mine, other] = await Promise.all([
    clone.git('cat-file', 'blob', ours),
    clone.git('cat-file', 'blob', theirs),
  ]);
  let next = 50;
  while (taken.has(`${id.slice(0, -2)}${next}`)) next++;
  const to = `${id.slice(0, -2)}${next}`;
  taken.add(to);
  clone.write(path, mine.out);
  if (titleOf(mine.out) === titleOf(other.out)) return;
  clone.write(`docs/sessions/${to}.md`, other.out.replaceAll(id, to));
}

const titleOf = (text: string): string => /^title: (.*)$/m.exec(text)?.[1] ?? '';

/** Every line of both sides; of a key in the frontmatter that has two values, the first. */
function bothSides(text: string): string {
  const lines = splitConflicts(text).flatMap((piece) =>
    isConflict(piece)
      ? [...piece.ours, ...piece.theirs.filter((line) => !piece.ours.includes(line))]
      : piece.lines,
  );
  const end = lines.indexOf('---\n', 1);
  const keys = new Set<string>();
  return lines
    .filter((line, at) => {
      const key = at < end ? /^(\w+):/.exec(line)?.[1] : undefined;
      if (key === undefined) return true;
      const isNew = !keys.has(key);
      keys.add(key);
      return isNew;
    })
    .join('');
}
