import type { Violation } from '../../telemetry/invariants.ts';
import { safeLine } from '../../text/safe.ts';
import { wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';
import { plural } from './resume-lines.ts';
import { clockTime } from './span.ts';

const MOST_TOOLS = 6;
/** Cells of the mark and the words in front. */
const MARGIN = 23;

/**
 * An invariant that was broken, so that nobody misses it: which, by what, by whom first, and what comes of it.
 * @param offset minutes east of UTC, for the time of day
 * @param outcome what becomes of the record, as a sentence
 */
export function violationLines(violation: Violation, offset: number, look: Look, outcome = ''): string[] {
  const { name, count, max, folded, tools, first } = violation;
  const names = folded.map(safeLine);
  const of =
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const [head = '', ...rest] = wrapTo(
    `${safeLine(name)}: ${plural(count, 'call')} of ${of} (at most ${max})`,
    look.width - MARGIN,
  );
  const listed = tools.slice(0, MOST_TOOLS).map(([tool, calls]) => `${safeLine(tool)} ×${calls}`);
  const more = tools.length > MOST_TOOLS ? [`${tools.length - MOST_TOOLS} more`] : [];
  const by = first.agent === undefined ? '' : `, by subagent "${safeLine(first.agent)}"`;
  const told = [
    `${[...listed, ...more].join(', ')}`,
    `first ${clockTime(first.at, offset)}${by}. ${outcome}`,
  ];
  return [
    `${look.bad('⚠  INVARIANT BROKEN')}  ${look.bold(head)}`,
    ...rest.map((line) => `${' '.repeat(MARGIN)}${look.bold(line)}`),
    ...told.flatMap((text) => wrapTo(text, look.width - 3)).map((line) => `   ${line}`),
  ];
}
