import { type LinkCandidate, linkCandidates } from '../../record/links.ts';
import { idFromPath } from '../../record/ids.ts';
import { linkTarget } from '../../record/link-target.ts';
import { allLinksLead } from '../sure-links.ts';
import type { CheckedBody, Finding, LinkRule, Sight } from '../rule.ts';

function whyBroken(
  href: string,
  path: string,
  sight: Sight,
): 'missing' | 'claimed' | 'outside' | 'unreadable' | undefined {
  const target = linkTarget(href, path, sight.prefix);
  if (target.to === 'nowhere') return 'unreadable';
  if (target.to !== 'file') return undefined;
  const up = target.path.split('/').filter((part) => part === '..').length;
  if (up > sight.prefix.split('/').filter(Boolean).length) return 'outside';
  if (sight.exists(target.path)) return undefined;
  return sight.isBeingWritten(idFromPath(target.path)) ? 'claimed' : 'missing';
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
  const takers = new Map<string, (href: string) => LinkCandidate | undefined>();
  for (const link of markdownLinks(file.body)) {
    const why = link.kind === 'link' ? whyBroken(link.href, file.path, sight) : undefined;
    if (!why) continue;
    // The parser knows the block; the candidate in it knows the line and column.
    const block = `${link.from} ${link.to}`;
    const take = takers.get(block) ?? takerOf(candidates, link.from, link.to);
    takers.set(block, take);
    const href = decoded(link.href);
    const place = take(href);
    findings.push({
      line: file.bodyLine - 1 + (place?.line ?? link.from + 1),
      ...(place ? { column: place.column } : {}),
      // The session that is named is still at work.
      ...(why === 'claimed' ? { severity: 'info' as const } : {}),
      args: { href, why },
    });
  }
  return findings;
}

/**
 * Gives out the candidates of a block, each once: the first with that destination, else the first whose
 * destination only a parser can read. A block may be a paragraph of thousands of links.
 */
function takerOf(
  candidates: readonly LinkCandidate[],
  from: number,
  to: number,
): (href: string) => LinkCandidate | undefined {
  const used = new Set<LinkCandidate>();
  const byHref = new Map<string, LinkCandidate[]>();
  const unsure: LinkCandidate[] = [];
  for (let at = firstBelow(candidates, from); at < candidates.length; at += 1) {
    const one = candidates[at];
    if (!one || one.line > to) break;
    const href = decoded(one.href);
    const same = byHref.get(href);
    if (same) same.push(one);
    else byHref.set(href, [one]);
    if (!one.plain) unsure.push(one);
  }
  // Last first, so that taking one costs nothing.
  for (const queue of [...byHref.values(), unsure]) queue.reverse();
  const next = (queue: LinkCandidate[] | undefined): LinkCandidate | undefined => {
    let one = queue?.pop();
    while (one && used.has(one)) one = queue?.pop();
    return one;
  };
  return (href) => {
    const place = next(byHref.get(href)) ?? next(unsure);
    if (place) used.add(place);
    return place;
  };
}

/** The index of the first candidate below a line; they stand in order. */
function firstBelow(candidates: readonly LinkCandidate[], line: number): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candidates[middle]?.line ?? 0) > line) high = middle;
    else low = middle + 1;
  }
  return low;
}
