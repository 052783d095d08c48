import type { CallName, Verification } from '../../telemetry/verify.ts';
import { safeLine } from '../../text/safe.ts';
import { cutTo, wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';

/** Calls of one list that are named; the others are counted. */
const NAMED = 20;

/** What `canon telemetry --verify` says of a session: one line if all is well, lists of calls if not. */
export function verifyLines(verification: Verification, look: Look): string[] {
  const { missing, surplus, unfinished, no_hook, skipped } = verification;
  return [
    ...wrapTo(headline(verification), look.width - 2).map((line) => `  ${line}`),
    ...list(missing, 'not recorded', look, look.bad),
    ...list(surplus, 'recorded, not in the transcript (it may be written late)', look, look.bold),
    ...list(unfinished, 'without a result: stopped by the user, or still running', look, look.bold),
    ...list(no_hook, 'that the host need not have told hooks of', look, look.bold),
    ...(skipped === 0
      ? []
      : wrapTo(
          `${number(skipped, 'line')} of the transcript could not be read and may tell of a call.`,
          look.width - 2,
        ).map((line) => `  ${line}`)),
  ];
}

function headline({ transcript, recorded, expected, missing }: Verification): string {
  if (transcript === null) {
    return recorded === 0
      ? 'No call recorded, and no transcript that can be read.'
      : `${number(recorded, 'call')} recorded; no transcript that can be read to compare with.`;
  }
  if (expected === 0) return 'No call in the transcript that should be recorded.';
  const kept = expected - missing.length;
  return `${kept} of ${number(expected, 'call')} recorded`;
}

const number = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function list(
  calls: readonly CallName[],
  what: string,
  look: Look,
  style: (text: string) => string,
): string[] {
  if (calls.length === 0) return [];
  const rest = calls.length - NAMED;
  const [first, ...more] = wrapTo(`${calls.length} ${what}`, look.width - 2);
  return [
    `  ${style(first ?? '')}`,
    ...more.map((line) => `  ${style(line)}`),
    ...calls.slice(0, NAMED).map((call) => `    ${cutTo(named(call), look.width - 4)}`),
    ...(rest > 0 ? [look.dim(`    and ${rest} more: --json names all`)] : []),
  ];
}

const named = ({ tool, id }: CallName): string => `${safeLine(tool)} (${safeLine(id)})`;
