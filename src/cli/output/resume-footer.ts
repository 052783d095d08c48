import type { Page } from '../../resume/page.ts';
import type { UnclosedFacts } from '../../resume/snapshot.ts';
import { paragraphs } from './columns.ts';
import type { Look } from './look.ts';
import { ago } from './moment.ts';
import { itemRow, moreOf, plural } from './resume-lines.ts';

/** Counts and faults: what there is to know, but not to read first. */
export function footer(page: Page, look: Look): string[] {
  const { facts } = page;
  const lines: string[] = [];
  const questions = [...facts.questions.items, ...facts.questionsImported.items];
  const asked = questionCount(page);
  const listed = page.all && questions.length > 0;
  if (listed) {
    lines.push(look.bold(`Open questions (${asked})`));
    for (const one of questions) lines.push(...itemRow(one, page, look));
    lines.push('');
  }
  const counts = [
    ...(asked !== '' && !listed ? [`Open questions (${asked}): ${moreOf(page)}`] : []),
    ...(facts.unclosed.items.length === 0 || claimsOf(page).length > 0 ? unclosed(page) : []),
  ];
  if (counts.length > 0) lines.push(...paragraphs(counts.join(' · '), look, 0));
  if (facts.legacyUnattributed > 0) {
    const what = `${plural(facts.legacyUnattributed, 'legacy session')} without an operator: in need of backfill`;
    lines.push(...paragraphs(what, look, 0, look.dim));
  }
  for (const one of facts.broken.items) {
    const at = one.line === null ? one.path : `${one.path}:${one.line}`;
    const [first = '', ...rest] = paragraphs(`broken  ${at} (${one.code})`, look, 0);
    lines.push(look.bad('broken') + first.slice('broken'.length), ...rest);
  }
  const more = facts.broken.total - facts.broken.items.length;
  if (more > 0)
    lines.push(`${look.bad('broken')}  ${more}${facts.broken.items.length > 0 ? ' more' : ' files'}`);
  const cut = leftOut(page);
  if (cut !== '')
    lines.push(...paragraphs(`Left out: ${cut}. canon resume --all shows it.`, look, 0, look.dim));
  return lines;
}

/** `2`, `2 and 41 imported`; empty where there are none. */
function questionCount({ facts }: Page): string {
  const imported = facts.questionsImported.total;
  const own = facts.questions.total;
  const parts = [own > 0 ? String(own) : '', imported > 0 ? `${imported} imported` : ''];
  return parts.filter(Boolean).join(' and ');
}

/** Those that only a claim tells of: host sessions have lines of their own. */
const claimsOf = (page: Page): UnclosedFacts[] =>
  page.facts.unclosed.items.filter(({ counted }) => counted === null);

function unclosed(page: Page): string[] {
  const { items, total } = page.facts.unclosed;
  if (items.length === 0) return total > 0 ? [`unclosed: ${total}`] : [];
  const claims = claimsOf(page).map((one) =>
    [one.id, ago(one.claimedAt, page.now)].filter(Boolean).join(', '),
  );
  return [`unclosed: ${claims.length + total - items.length} (${claims.join('; ')})`];
}

// Questions are a count in the text anyway, and what stands below a list is said there.
const SAID = new Set(['open_questions', 'unclosed', 'broken']);

function leftOut({ leftOut: list, facts }: Page): string {
  // Those of imported sessions have a line of their own, above.
  const told = facts.waitingImported.total - facts.waitingImported.items.length;
  return list
    .map((one) => (one.what === 'waiting_on_me' ? { ...one, count: one.count - told } : one))
    .filter((one) => one.count > 0 && !SAID.has(one.what))
    .map(({ what, count, unit }) =>
      unit === 'entries'
        ? `${count} ${NAMES[what]?.[count === 1 ? 0 : 1] ?? what}`
        : `${count} characters of the ${what.replaceAll('_', ' ')}`,
    )
    .join(', ');
}

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  waiting_on_me: ['thing that waits', 'things that wait'],
  own_workstreams: ['workstream', 'workstreams'],
  peer_workstreams: ['workstream of others', 'workstreams of others'],
  peer_activity: ['peer', 'peers'],
  learnings: ['learning', 'learnings'],
  elsewhere: ['session on the upstream', 'sessions on the upstream'],
  candidates: ['other session', 'other sessions'],
};
