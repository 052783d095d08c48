import { conflictLines } from '../conflict-markers.ts';
import type { Finding, LinkRule, RepositoryRule } from '../rule.ts';

/** What a merge left and nobody solved: in a record, or in an index page. Examples in code fences are none. */
export const conflictMarker: LinkRule & RepositoryRule = {
  name: 'conflict-marker',
  severity: 'error',
  checkLinks(file) {
    const found = 'text' in file ? conflictLines(String(file.text)) : conflictLines(file.body);
    const first = 'text' in file ? 0 : file.bodyLine - 1;
    return found.map((line): Finding => ({ line: first + line, args: { derived: false } }));
  },
  async checkAll(_rows, _derived, { indexPages }) {
    return (await indexPages()).flatMap(({ path, text }) =>
      conflictLines(text).map((line): Finding => ({ path, line, args: { derived: true } })),
    );
  },
};
