import { placeOfKey } from '../../record/key-place.ts';
import type { FrontmatterRule, Finding } from '../rule.ts';

/** The file name is the id, the folder is the kind; a frontmatter that says otherwise misleads whoever links to it. */
export const idMismatch: FrontmatterRule = {
  name: 'id-mismatch',
  severity: 'error',
  checkFile(file) {
    if (!file.data || file.row.legacy || file.row.stub) return [];
    const findings: Finding[] = [];
    const expected = { id: file.row.id, kind: file.kind };
    for (const key of ['id', 'kind'] as const) {
      const value = file.data[key];
      if (value === undefined || value === null || value === expected[key]) continue;
      findings.push({
        ...placeOfKey(file.text, key),
        args: {
          key,
          found: typeof value === 'object' ? JSON.stringify(value) : String(value),
          expected: expected[key],
        },
      });
    }
    return findings;
  },
};
