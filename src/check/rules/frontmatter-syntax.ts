import type { FrontmatterRule } from '../rule.ts';

/** A record that cannot be read is shown as broken everywhere; here it is said why. */
export const frontmatterSyntax: FrontmatterRule = {
  name: 'frontmatter-syntax',
  severity: 'error',
  checkFile(file) {
    if (!file.fault) return [];
    const { code, line, column, args } = file.fault;
    return [
      {
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
        args: { ...args, fault: code },
      },
    ];
  },
};
