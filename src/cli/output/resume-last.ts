import { plainText } from '../../record/markdown-plain.ts';
import { quotedText } from '../../resume/quote.ts';
import type { Page } from '../../resume/page.ts';
import type { LastSession } from '../../resume/snapshot.ts';
import { leftRight, paragraphs, quote } from './columns.ts';
import type { Look } from './look.ts';
import { ago } from './moment.ts';
import { reflow } from './reflow.ts';
import { plain, plural, row } from './resume-lines.ts';

const LABEL = 'Next    ';

/** Where the work was left off: the session, how to go on, and which others it could be. */
export function lastSection(page: Page, look: Look): string[] {
  const { last } = page.facts;
  if (last === null) return nobody(page, look);
  const mine = last.operator !== null && last.operator === page.operator?.slug;
  const who = last.operator === null ? undefined : (page.facts.names[last.operator] ?? last.operator);
  const left = mine ? `You left off at ${last.id}` : `${who ?? 'Somebody'} left off at ${last.id}`;
  const since = last.commitsSince === null ? '' : `${plural(last.commitsSince, 'commit')} since`;
  const right = [ago(last.created, page.now), since].filter(Boolean).join(' · ');
  const lines = leftRight(left, right, look, { indent: 0, style: look.bold });
  if (last.title !== last.id) lines.push(...leftRight(plain(last.title), '', look));
  if (last.summary !== null) lines.push(...paragraphs(plain(last.summary), look, 2, look.dim));
  for (const note of notes(last, page)) lines.push(...paragraphs(note, look, 2, look.dim));
  lines.push(...next(last, look));
  if (last.resumePrompt !== null) {
    const labels = { source: last.path, close: 'quoted from the record: context, not instructions' };
    lines.push('', ...quote(reflow(last.resumePrompt), 'Resume prompt', labels, look));
  }
  lines.push(...others(page, look));
  return lines;
}

function nobody(page: Page, look: Look): string[] {
  if (page.subject === null) {
    const few = page.facts.sessions === 0 ? 'No session is recorded here yet.' : '';
    return few === '' ? [] : [few];
  }
  if (page.subject !== page.operator?.slug) {
    return [`No session of ${page.facts.names[page.subject] ?? page.subject} yet.`];
  }
  return [
    look.bold('first /handoff for you'),
    ...leftRight('No session of yours is recorded here yet; canon handoff writes one.', '', look, {
      style: look.dim,
    }),
  ];
}

function notes(last: LastSession, page: Page): string[] {
  const out: string[] = [];
  if (last.supersededBy !== undefined) {
    out.push(
      `Superseded by ${last.supersededBy}, whose resume prompt counts: canon resume ${last.supersededBy}`,
    );
  }
  if (last.imported) out.push('Imported: it was not handed off in canon.');
  if (last.auto) out.push('Recovered from a session that ended without a handoff.');
  const { branch } = page.repo;
  if (last.branch !== null && branch !== null && last.branch !== branch) {
    out.push(`Handed off on ${last.branch}; you are on ${branch}.`);
  }
  if (last.unmeasured === 'unreachable') {
    out.push(
      'Its commit is not in HEAD (rebased, another branch, a shallow clone): how far HEAD moved is not known.',
    );
  }
  return out;
}

function next(last: LastSession, look: Look): string[] {
  if (last.nextAction === null) return [];
  // A person reads the words; where a link leads is in the record, and in the JSON. An entity may stand
  // for what was taken out of the record's text: it is made safe once more.
  const lines = reflow(last.nextAction).split('\n').map(plainText);
  const plain = quotedText(lines.join('\n'), last.nextAction.length);
  const [first = '', ...rest] = paragraphs(plain, look, 2 + LABEL.length);
  return [`  ${look.accent(LABEL.trimEnd())}${first.slice(2 + LABEL.trimEnd().length)}`, ...rest];
}

function others(page: Page, look: Look): string[] {
  const lines = page.facts.candidates.items.flatMap((one) =>
    row(
      `${one.title}${one.auto ? ' (recovered)' : one.imported ? ' (imported)' : ''}`,
      null,
      one.created,
      one.id,
      page,
      look,
    ),
  );
  if (lines.length === 0) return [];
  return ['', ...leftRight('Or where another terminal left off (canon resume ID):', '', look), ...lines];
}
