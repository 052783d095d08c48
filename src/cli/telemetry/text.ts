import type { TokenCounts } from '../../telemetry/event.ts';
import { type Tally, MAIN } from '../../telemetry/counts.ts';
import type { Proof } from '../../telemetry/verify.ts';
import { safeLine } from '../../text/safe.ts';
import { wrapTo } from '../../text/width.ts';
import type { Moment } from '../../world.ts';
import { leftRight } from '../output/columns.ts';
import type { Look } from '../output/look.ts';
import { plural } from '../output/resume-lines.ts';
import { span, timeRange } from '../output/span.ts';
import { table } from '../output/table.ts';
import { verifyLines } from '../output/verify.ts';
import { violationLines } from '../output/violation.ts';
import type { Chosen } from './choose.ts';
import type { Shown } from './document.ts';

/** Tools in a table; a session of hundreds would push everything else off the screen. */
const MOST_TOOLS = 24;
const LONGEST_BAR = 20;

/** What was chosen, for a person. */
export function telemetryText(chosen: Chosen, shown: readonly Shown[], now: Moment, look: Look): string {
  if (shown.length === 0) return nothing(chosen);
  const parts = shown.map((one) => sessionLines(one, now, look).join('\n'));
  if (shown.length > 1) parts.push(totalLine(chosen, shown, look));
  return parts.join('\n\n');
}

function nothing({ what, name }: Chosen): string {
  const begin = 'Calls are recorded by the hooks that `canon init` installs.';
  switch (what) {
    case 'record':
      return `No call of ${safeLine(name)} is recorded in this clone.`;
    case 'current':
      return `No call of this session (${safeLine(name)}) is recorded. ${begin}`;
    case 'day':
      return `No call is recorded on ${name}. All there are: --all`;
    default:
      return `No call is recorded in this clone. ${begin}`;
  }
}

function totalLine({ what, name }: Chosen, shown: readonly Shown[], look: Look): string {
  const sum = (of: (tally: Tally) => number): number =>
    shown.reduce((total, { session }) => total + of(session.counts), 0);
  const calls = sum((one) => one.calls);
  const failures = sum((one) => one.failures);
  const when = what === 'day' ? `${name}: ` : '';
  return look.bold(`${when}${plural(shown.length, 'session')}, ${plural(calls, 'call')}, ${failures} failed`);
}

function sessionLines({ session, proof, compared, verify }: Shown, now: Moment, look: Look): string[] {
  const { counts } = session;
  const { first, last } = counts;
  const title = [session.host, session.hostSession].map(safeLine).filter(Boolean).join('  ');
  const when = first === undefined || last === undefined ? '' : timeRange(first, last, now);
  const who = [
    ...(session.operator === undefined ? [] : [session.operator]),
    ...(session.record === null ? ['no record yet'] : session.records),
    ...(session.record !== null && session.unclosed ? ['work after it'] : []),
  ].map(safeLine);
  const lines = [
    ...leftRight(title, when, look, { indent: 0, style: look.bold }),
    ...wrapTo(who.join(' · '), look.width).map(look.dim),
  ];
  if (counts.calls > 0)
    lines.push('', ...toolLines(counts.byTool, look), ...sumLines(counts, compared?.tokens));
  if (counts.byAgent.size > 1) lines.push('', ...agentLines(counts.byAgent, look));
  if (session.invariants.size > 0) lines.push('', ...invariantLines({ session, proof }, look));
  for (const one of session.violations) lines.push('', ...violationLines(one, now.offset, look));
  if (verify && compared) lines.push('', ...verifyLines(compared.verification, look));
  return lines;
}

function toolLines(byTool: ReadonlyMap<string, Tally>, look: Look): string[] {
  const all = [...byTool];
  const shown = all.slice(0, MOST_TOOLS);
  const most = Math.max(1, ...shown.map(([, { calls }]) => calls));
  const bars = shown.map(([, { calls }]) =>
    '■'.repeat(Math.max(1, Math.round((calls / most) * LONGEST_BAR))),
  );
  const lines = table(
    [
      { values: shown.map(([tool]) => safeLine(tool)), max: look.width, flexible: true, cut: 'middle' },
      { values: right(shown.map(([, { calls }]) => `${calls}`)), max: 9 },
      { values: bars, max: LONGEST_BAR, style: look.accent },
      {
        values: right(shown.map(([, { failures }]) => (failures === 0 ? '' : `${failures} failed`))),
        max: 14,
      },
      { values: right(shown.map(([, { ms }]) => span(ms))), max: 9, style: look.dim },
    ],
    look.width - 2,
  );
  const rest = all.slice(MOST_TOOLS);
  const calls = rest.reduce((sum, [, tally]) => sum + tally.calls, 0);
  if (rest.length > 0)
    lines.push(look.dim(`and ${plural(rest.length, 'tool')} more, ${plural(calls, 'call')}`));
  return lines.map((line) => `  ${line}`);
}

/** Numbers stand under each other. */
function right(values: readonly string[]): string[] {
  const width = Math.max(...values.map((value) => value.length));
  return values.map((value) =>
    value === '' && values.every((one) => one === '') ? '' : value.padStart(width),
  );
}

function sumLines({ calls, failures, ms }: Tally, tokens: TokenCounts | undefined): string[] {
  const time = ms === 0 ? '' : `, ${span(ms)} in tools`;
  const spent = tokens && `; ${thousands(tokens.input)} tokens in, ${thousands(tokens.output)} out`;
  return [`  ${plural(calls, 'call')}, ${failures} failed${time}${spent ?? ''}`];
}

/** `950`, `12k`, `3.4M` */
function thousands(count: number): string {
  if (count < 1000) return `${count}`;
  return count < 1_000_000 ? `${Math.round(count / 1000)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

function agentLines(byAgent: ReadonlyMap<string, Tally>, look: Look): string[] {
  const texts = [...byAgent].map(([agent, { calls, failures }]) => {
    const failed = failures === 0 ? '' : ` (${failures} failed)`;
    return `${agent === MAIN ? 'itself' : safeLine(agent)} ${calls}${failed}`;
  });
  return wrapTo(texts.join(' · '), look.width - 12).map(
    (line, at) => `${at === 0 ? `  ${look.bold('Agents')}    ` : ' '.repeat(12)}${line}`,
  );
}

/** What a count is worth: a zero that nobody has counted is none. */
const WORTH: Readonly<Record<Proof, string>> = {
  complete: 'every call of the transcript was counted',
  partial: 'counted as far as the hooks ran: the transcript does not prove it',
  absent: 'not counted: no call was recorded',
};

function invariantLines({ session, proof }: Pick<Shown, 'session' | 'proof'>, look: Look): string[] {
  const rows = [...session.invariants];
  const lines = table(
    [
      { values: rows.map(([name]) => safeLine(name)), max: 48, flexible: true },
      { values: right(rows.map(([, { count }]) => (proof === 'absent' ? '?' : `${count}`))), max: 9 },
      { values: rows.map(([, { max }]) => `at most ${max}`), max: 18, style: look.dim },
      {
        values: rows.map(([, { ok }]) => (proof === 'absent' ? 'not known' : ok ? 'holds' : 'BROKEN')),
        max: 9,
        style: (text) => (text === 'BROKEN' ? look.bad(text) : text),
      },
    ],
    look.width - 2,
  );
  return [`  ${look.bold('Invariants')}  ${look.dim(WORTH[proof])}`, ...lines.map((line) => `  ${line}`)];
}
