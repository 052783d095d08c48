import { type LinkCandidate, linkCandidates } from '../../record/links.ts';
import type { CheckedBody, Finding, LinkRule } from '../rule.ts';

async function judge(file: CheckedBody, candidates: readonly LinkCandidate[]): Promise<Finding[]> {
  const { markdownLinks } = await import('../../record/markdown-links.ts');
  const real = markdownLinks(file.body).filter((one) => one.kind === 'wikilink');
  return candidates
    .filter((one) =>
      real.some((link) => link.href === one.href && one.line > link.from && one.line <= link.to),
    )
    .map((one) => ({
      line: file.bodyLine - 1 + one.line,
      column: one.column,
      args: { target: one.href },
    }));
}

/** `[[wikilinks]]` work in one editor only; relative links work there, on GitHub and on the site. */
export const wikilink: LinkRule = {
  name: 'wikilink',
  severity: 'warning',
  checkLinks(file) {
    if (!file.body.includes('[[')) return [];
    const candidates = linkCandidates(file.body).filter((one) => one.kind === 'wikilink');
    return candidates.length === 0 ? [] : judge(file, candidates);
  },
};
