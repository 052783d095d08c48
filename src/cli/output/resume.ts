import { ageHours } from '../../resume/age.ts';
import type { Page } from '../../resume/page.ts';
import { leftRight } from './columns.ts';
import type { Look } from './look.ts';
import { absolute } from './moment.ts';
import { printable } from './printable.ts';
import { itemRow, moreOf, plural, row } from './resume-lines.ts';
import { lastSection } from './resume-last.ts';
import { footer } from './resume-footer.ts';
import { unclosedLines } from './resume-unclosed.ts';
import { workstreamLines } from './resume-workstreams.ts';

/** The dashboard as a person reads it: what waits on them first, then where they were, then the rest. */
export function resumeText(given: Page, look: Look): string {
  const page = printable(given);
  const blocks = [
    header(page, look),
    invariantLines(page, look),
    waiting(page, look),
    lastSection(page, look),
    elsewhere(page, look),
    section(ownTitle(page), workstreamLines(page.facts.own.items, page, look), look),
    section('Others', workstreamLines(page.facts.peers.items, page, look, { owner: true }), look),
    section(
      'Learned',
      page.facts.learnings.items.flatMap((one) => leftRight(one.title, '', look)),
      look,
    ),
    unclosedLines(page, look),
    footer(page, look),
    peerFooter(page),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function section(title: string, lines: readonly string[], look: Look): string[] {
  return lines.length === 0 ? [] : [...leftRight(title, '', look, { indent: 0, style: look.bold }), ...lines];
}

function header(page: Page, look: Look): string[] {
  const { repo, operator } = page;
  const name = repo.root.split(/[\\/]/).findLast(Boolean) ?? repo.root;
  const where = repo.branch ?? (repo.head === null ? 'no commit' : `detached at ${repo.head.slice(0, 7)}`);
  const facts = [
    where,
    repo.dirty === 0 ? 'clean' : `${plural(repo.dirty, 'file')} changed`,
    ...(repo.behind > 0 && repo.upstream !== null ? [`${repo.behind} behind ${repo.upstream}`] : []),
  ].join(' · ');
  const who = operator === null ? 'No operator' : `${operator.name} (${operator.initials})`;
  return [
    ...leftRight(name, facts, look, { indent: 0, style: look.bold }),
    ...leftRight(who, absolute(page.now), look, { indent: 0 }),
  ];
}

/** What must hold and does not: nothing else on the page is as loud. */
function invariantLines(page: Page, look: Look): string[] {
  return Object.entries(page.facts.invariants)
    .filter(([, { ok }]) => !ok)
    .flatMap(([name, { count, max }]) => {
      const limit =
        max === 0 ? 'must never be called' : `may be called at most ${max === 1 ? 'once' : `${max} times`}`;
      const text = `INVARIANT BROKEN: ${name} was called ${count === 1 ? 'once' : `${count} times`} in ${page.facts.last?.id ?? 'it'}, and ${limit}`;
      return leftRight(text, '', look, { indent: 0, style: look.bad });
    });
}

const nameOf = (page: Page, slug: string): string => page.facts.names[slug] ?? slug;

/** Whether the page is about somebody else's work. */
const foreign = (page: Page): page is Page & { subject: string } =>
  page.subject !== null && page.subject !== page.operator?.slug;

function ownTitle(page: Page): string {
  return foreign(page) ? `${nameOf(page, page.subject)}’s workstreams` : 'Your workstreams';
}

function waiting(page: Page, look: Look): string[] {
  const title = foreign(page) ? `Waiting on ${nameOf(page, page.subject)}` : 'Waiting on you';
  const { waiting: own, waitingImported: imported } = page.facts;
  const lines = own.items.flatMap((one) => itemRow(one, page, look));
  const rest = own.total - own.items.length;
  if (rest > 0 && lines.length > 0) lines.push(look.dim(`  and ${rest} more`));
  lines.push(...imported.items.flatMap((one) => itemRow(one, page, look)));
  const hidden = imported.total - imported.items.length;
  if (hidden > 0) {
    const count = lines.length > 0 ? `and ${hidden} more` : String(hidden);
    lines.push(
      ...leftRight(`${count} from imported sessions: ${moreOf(page)}`, '', look, { style: look.dim }),
    );
  }
  return section(title, lines, look);
}

function elsewhere(page: Page, look: Look): string[] {
  const { items, total } = page.facts.elsewhere;
  const title = `Newer on ${page.repo.upstream ?? 'the upstream'}, not here yet${total > items.length ? ` (${total})` : ''}`;
  const lines = items.flatMap((one) => row(one.title, one.operator, one.created, one.id, page, look));
  return section(title, lines.length === 0 ? [] : [...lines, look.dim('  git pull brings them')], look);
}

/** A line for each peer, in exactly this form and never wrapped or cut: other tools read it. */
function peerFooter(page: Page): string[] {
  return page.facts.activity.items.map((one) => {
    const age = ageHours(one.created, page.now) ?? '?';
    // A quotation mark inside could end the title early and make up the rest of the line.
    const title = one.title.replaceAll('"', '’');
    return `Peer activity — ${one.operator ?? 'unknown'}: last seen ${one.id} ("${title}", ${age}h ago)`;
  });
}
