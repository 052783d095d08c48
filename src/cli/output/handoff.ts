import type { HandoffResult } from '../../handoff/request.ts';
import type { Operators } from '../../identity/operators.ts';
import { safeLine, safeText } from '../../text/safe.ts';
import { cells, cutTo, wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';

/** A handoff as a person reads it: what was written, where it is, the one thing that waits on somebody. */
export function handoffText(result: HandoffResult, operators: Pick<Operators, 'bySlug'>, look: Look): string {
  const { id, path, title } = result;
  const lines = [
    ...headline(
      look.bold(verb(result)) + ' ' + look.accent(id),
      cells(`${verb(result)} ${id}`),
      factsOf(result),
      look,
    ),
    ...wrapTo(safeLine(title), look.width - 2).map((line) => `  ${line}`),
    look.dim(`  ${safeLine(path)}`),
    ...countedLines(result, look),
    ...waitingLines(result, operators, look),
    ...leftLines(result, look),
  ];
  return lines.join('\n');
}

function verb({ plan, commit, notCommitted, diagnostics }: HandoffResult): string {
  if (plan) return 'Would hand off';
  if (commit !== null) return 'Handed off';
  if (notCommitted === undefined || notCommitted === 'nothing') return 'Already handed off';
  return diagnostics.some(({ code }) => code === 'secret') ? 'Not handed off' : 'Written, not committed:';
}

/** `main · 4 commits · pushed to origin/main`, as far as there is something to say. */
function factsOf({ commit, commits, push }: HandoffResult): string {
  return [
    commits > 0 ? `${commits} commit${commits === 1 ? '' : 's'}` : '',
    commit === null ? '' : commit.slice(0, 7),
    push.pushed
      ? `pushed${push.to === undefined ? '' : ` to ${safeLine(push.to)}`}`
      : commit === null
        ? ''
        : 'not pushed',
  ]
    .filter(Boolean)
    .join(' · ');
}

const WORTH = {
  complete: 'all of the transcript',
  partial: 'not proven by the transcript',
  absent: '',
} as const;

/** `25 calls, 1 failed (all of the transcript) · mcp__notion_offplan 0` */
function countedLines({ telemetry, invariants }: HandoffResult, look: Look): string[] {
  const { tool_calls: calls, tool_failures: failed = 0 } = telemetry;
  if (calls === undefined) return [];
  const counted = `${calls} call${calls === 1 ? '' : 's'}${failed > 0 ? `, ${failed} failed` : ''}`;
  const held = Object.entries(invariants).map(([name, { count }]) => `${safeLine(name)} ${count}`);
  const items = [`${counted} (${WORTH[telemetry.telemetry]})`, ...held];
  return itemLines(items, look.width - 2).map((line) => look.dim(`  ${line}`));
}

/** Items after each other, on lines that begin with one: a name stays with its number, as long as it can. */
function itemLines(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const longer = last === undefined ? item : `${last} · ${item}`;
    if (last !== undefined && cells(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrapTo(item, width));
  }
  return lines;
}

/** Left and right on one line where they fit, else below each other. */
function headline(left: string, leftCells: number, right: string, look: Look): string[] {
  if (right === '') return [left];
  const gap = look.width - leftCells - cells(right);
  return gap >= 2 ? [`${left}${' '.repeat(gap)}${look.dim(right)}`] : [left, look.dim(`  ${right}`)];
}

function waitingLines(
  { waiting, who }: HandoffResult,
  operators: Pick<Operators, 'bySlug'>,
  look: Look,
): string[] {
  const [first, ...others] = waiting;
  if (first === undefined) return [];
  const slug = first.for ?? who.slug;
  const name = slug === who.slug ? 'you' : (operators.bySlug(slug)?.name ?? slug);
  const [text = '', ...rest] = wrapTo(safeLine(first.text), look.width - 6);
  const more = others.length === 0 ? '' : look.dim(`  and ${others.length} more`);
  return [
    '',
    `${look.bold(`Waiting on ${safeLine(name)}`)}${more}`,
    `  ${look.accent(first.id)}  ${text}`,
    ...rest.map((line) => `      ${line}`),
  ];
}

const SHOWN = 4;

function leftLines({ leftAlone }: HandoffResult, look: Look): string[] {
  if (leftAlone.length === 0) return [];
  const shown = leftAlone.slice(0, SHOWN).map(safeLine).join(', ');
  const more = leftAlone.length > SHOWN ? ` and ${leftAlone.length - SHOWN} more` : '';
  return ['', look.dim(cutTo(`Left alone: ${shown}${more}`, look.width))];
}

const ACTIONS = { create: 'write ', update: 'update', remove: 'remove' } as const;

/** The plan of a dry run: each file and what would become of it, the record whole. */
export function planText({ plan, path }: HandoffResult, look: Look): string {
  if (plan === undefined) return look.dim('Nothing would change.');
  const record = plan.files.find((file) => file.path === path)?.text ?? '';
  const how = plan.commit.amends
    ? 'Would replace the commit of that handoff by:'
    : 'Would commit, and nothing else:';
  return [
    look.dim(how),
    ...plan.files.map((file) => `  ${ACTIONS[file.action]}  ${safeLine(file.path)}`),
    look.dim(`  as "${safeLine(plan.commit.subject)}"`),
    '',
    ...safeText(record)
      .trimEnd()
      .split('\n')
      .map((line) => `${look.dim('  │')} ${line}`.trimEnd()),
  ].join('\n');
}
