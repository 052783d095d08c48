import { type LinkCandidate, linkCandidates } from '../../record/links.ts';
import { linkTarget } from '../../record/link-target.ts';
import { allLinksLead } from '../sure-links.ts';
import type { CheckedBody, Finding, LinkRule, Sight } from '../rule.ts';

function whyBroken(
  href: string,
  path: string,
  sight: Sight,
): 'missing' | 'outside' | 'unreadable' | undefined {
  const target = linkTarget(href, path, sight.prefix);
  if (target.to === 'nowhere') return 'unreadable';
  if (target.to !== 'file') return undefined;
  const up = target.path.split('/').filter((part) => part === '..').length;
  if (up > sight.prefix.split('/').filter(Boolean).length) return 'outside';
  return sight.exists(target.path) ? undefined : 'missing';
}

const decoded = (href: string): string => {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
};

/**
 * A relative link must lead to something in the repository. Candidates are found without a parser; only a
 * text that seems to hold a broken one is parsed, since that one may stand in code.
 */
export const brokenLink: LinkRule = {
  name: 'broken-link',
  severity: 'error',
  checkLinks(file, sight) {
    if (allLinksLead(file, sight)) return [];
    const candidates = linkCandidates(file.body).filter((one) => one.kind === 'link');
    const suspect = candidates.some((one) => !one.plain || whyBroken(one.href, file.path, sight));
    return suspect ? judge(file, candidates, sight) : [];
  },
};

async function judge(
  file: CheckedBody,
  candidates: readonly LinkCandidate[],
  sight: Sight,
): Promise<Finding[]> {
  const { markdownLinks } = await import('../../record/markdown-links.ts');
  const findings: Finding[] = [];
  const used = new Set<LinkCandidate>();
  for (const link of markdownLinks(file.body)) {
    const why = link.kind === 'link' ? whyBroken(link.href, file.path, sight) : undefined;
    if (!why) continue;
    // The parser knows the block; the candidate in it knows the line and column.
    const inBlock = candidates.filter((one) => !used.has(one) && one.line > link.from && one.line <= link.to);
    const place =
      inBlock.find((one) => decoded(one.href) === decoded(link.href)) ?? inBlock.find((one) => !one.plain);
    if (place) used.add(place);
    findings.push({
      line: file.bodyLine - 1 + (place?.line ?? link.from + 1),
      ...(place ? { column: place.column } : {}),
      args: { href: decoded(link.href), why },
    });
  }
  return findings;
}
