import { idFromPath } from '../../record/ids.ts';
import { conflictLines } from '../conflict-markers.ts';
import type { CheckedFile, Finding, LinkRule, RepositoryRule, Sight } from '../rule.ts';
import { areTwoSessions } from '../two-sessions.ts';

/** What a merge left and nobody solved: in a record, or in an index page. Examples in code fences are none. */
export const conflictMarker: LinkRule & RepositoryRule = {
  name: 'conflict-marker',
  severity: 'error',
  checkLinks(file, sight) {
    const isWhole = 'text' in file;
    const found = conflictLines(isWhole ? String(file.text) : file.body);
    const first = isWhole ? 0 : file.bodyLine - 1;
    const places = found.map((line): Finding => ({ line: first + line, args: { derived: false } }));
    if (!isWhole || places.length === 0) return places;
    return together(file as CheckedFile, sight, places);
  },
  async checkAll(_rows, _derived, { indexPages }) {
    return (await indexPages()).flatMap(({ path, text }) =>
      conflictLines(text).map((line): Finding => ({ path, line, args: { derived: true } })),
    );
  },
};

/** Of two records that met in one file one finding: to solve it place by place would lose one of them. */
async function together(
  { path, kind, text }: CheckedFile,
  { met }: Sight,
  places: readonly Finding[],
): Promise<readonly Finding[]> {
  const here = (await met?.(path)) === true;
  if (!here && !(kind === 'session' && (await areTwoSessions(path, text)))) return places;
  const args = { derived: false, met: idFromPath(path), under_way: here };
  return places.slice(0, 1).map((finding) => ({ ...finding, args }));
}
