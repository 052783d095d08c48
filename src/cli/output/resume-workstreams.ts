import type { Page } from '../../resume/page.ts';
import type { WorkstreamFacts } from '../../resume/snapshot.ts';
import { cells, padTo, wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';
import { ago } from './moment.ts';
import { plain } from './resume-lines.ts';

const LONGEST_BAR = 10;

/** `■■■■□□□□□`: a square for each task while they are few, else for each tenth. */
export function bar(done: number, total: number): string {
  const squares = Math.min(total, LONGEST_BAR);
  // Full only when everything is done, empty only when nothing is.
  let full = total === 0 ? 0 : Math.round((done / total) * squares);
  if (done > 0) full = Math.max(full, 1);
  if (done < total) full = Math.min(full, squares - 1);
  return '■'.repeat(full) + '□'.repeat(squares - full);
}

/** A line or two for each workstream: priority, name, how far, and what is next or in the way. */
export function workstreamLines(
  list: readonly WorkstreamFacts[],
  page: Page,
  look: Look,
  options: { owner?: boolean } = {},
): string[] {
  const widest = Math.max(0, ...list.map((one) => cells(one.id)));
  const name = Math.min(widest, look.width - 40);
  const bars = Math.max(0, ...list.map((one) => Math.min(one.total, LONGEST_BAR)));
  return list.flatMap((one) => {
    const head = `  ${padTo(one.priority ?? '', 2)}  `;
    const margin = ' '.repeat(cells(head));
    const count = one.total === 0 ? '' : `${one.done}/${one.total}`;
    const tail = state(one, page, options.owner === true);
    // What is blocked and not begun has nothing to measure yet; what it waits for is the news.
    const drawn = one.total > 0 && (one.done > 0 || one.blockedBy.length === 0);
    const squares = `${look.accent(bar(one.done, one.total))}${' '.repeat(Math.max(0, bars - one.total))}  ${count}`;
    if (cells(one.id) > name) {
      // A long name has the line to itself: it is there to be copied.
      const lines = wrapTo(one.id, look.width - margin.length);
      const first = look.bold(head) + (lines[0] ?? '');
      const more = [...lines.slice(1), ...(drawn ? [squares] : [])].map((line) => margin + line);
      return [
        first,
        ...more,
        ...wrapTo(tail, look.width - margin.length).map((line) => margin + look.dim(line)),
      ];
    }
    const parts = [look.bold(head) + padTo(one.id, name), ...(drawn ? [squares] : [])];
    const used = cells(head) + name + (drawn ? 2 + bars + 2 + cells(count) : 0);
    if (tail === '') return [parts.join('  ').trimEnd()];
    if (used + 3 + cells(tail) <= look.width)
      return [`${parts.join('  ')}${drawn ? '   ' : '  '}${look.dim(tail)}`];
    const below = wrapTo(tail, look.width - margin.length).map((line) => margin + look.dim(line));
    return [parts.join('  ').trimEnd(), ...below];
  });
}

function state(one: WorkstreamFacts, page: Page, owner: boolean): string {
  const who = one.owner === null ? '' : (page.facts.names[one.owner] ?? one.owner);
  const out = owner ? [[who, ago(one.updated, page.now)].filter(Boolean).join(', ')] : [];
  if (one.blockedBy.length > 0) out.push(`blocked by ${one.blockedBy.join(', ')}`);
  else if (one.status === 'blocked') out.push('blocked');
  else if (one.status !== 'active' && one.status !== null) out.push(one.status);
  else if (!owner && one.next !== null) out.push(`next ${one.next.id}  ${plain(one.next.text)}`);
  return out.filter(Boolean).join(' · ');
}
