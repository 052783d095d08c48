import type { Page } from '../../resume/page.ts';
import type { CountedFacts, UnclosedFacts } from '../../resume/snapshot.ts';
import { cutTo } from '../../text/width.ts';
import { leftRight } from './columns.ts';
import type { Look } from './look.ts';
import { ago } from './moment.ts';
import { plural } from './resume-lines.ts';

/** A line of a dashboard is no place for a long path. */
const LONGEST = 36;
/** Enough of a host's id to tell one session from another. */
const SHORT = 8;

/** Host sessions that ended without a handoff, with what is known of them. */
export function unclosedLines(page: Page, look: Look): string[] {
  const { items, total } = page.facts.unclosed;
  const counted = items.filter((one) => one.counted !== null);
  if (counted.length === 0) return [];
  const lines = counted.flatMap((one) => (one.counted ? line(one, one.counted, page, look) : []));
  const more = total - items.length;
  const rest = more > 0 ? [look.dim(`  and ${more} more`)] : [];
  return [
    ...leftRight('Not handed off (unclosed)', '', look, { indent: 0, style: look.bold }),
    ...lines,
    ...rest,
  ];
}

function line(one: UnclosedFacts, counted: CountedFacts, page: Page, look: Look): string[] {
  const { host, calls, failures, files, commits, branch } = counted;
  const what = [
    `${plural(calls, 'call')}${failures > 0 ? ` (${failures} failed)` : ''}`,
    files.total > 0 ? namesOf(files.items, files.total) : '',
    commits.length > 0 ? plural(commits.length, 'commit') : '',
    branch === null ? '' : `on ${branch}`,
  ];
  const when = ago(new Date(counted.last).toISOString(), page.now);
  const which = one.id ?? `${host} ${one.hostSession?.slice(0, SHORT) ?? ''}`;
  return leftRight(what.filter(Boolean).join(', '), [when, which].filter(Boolean).join(' · '), look);
}

/** The first names, and how many more: what was worked on is told best by where. */
function namesOf(paths: readonly string[], total: number): string {
  const shown = paths.slice(0, 2).map((path) => cutTo(path, LONGEST));
  const more = total - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
