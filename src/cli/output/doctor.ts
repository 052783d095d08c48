import { formatTime } from '../../record/ids.ts';
import { safeLine } from '../../text/safe.ts';
import { cells, cutTo, padTo, wrapTo } from '../../text/width.ts';
import type { Moment } from '../../world.ts';
import type { Check, HookReport, HostReport, Report } from '../doctor/report.ts';
import { isCalled } from '../doctor/report.ts';
import { VERSION } from '../version.ts';
import type { Look } from './look.ts';
import { ago } from './moment.ts';

/** What `canon doctor` looked at. What is to be mended follows, as with every command, with its remedy. */
export function doctorText(report: Report, now: Moment, look: Look): string {
  const { root, checks, hosts, findings } = report;
  const out = [`${look.bold('canon')} ${VERSION}  ${look.dim(safeLine(root))}`];
  if (checks.length > 0) out.push('', look.bold('Set-up'), ...checkLines(checks, look));
  for (const host of hosts) out.push('', ...hostLines(host, now, look));
  const count = findings.filter(({ severity }) => severity !== 'info').length;
  const sum = count === 1 ? '1 problem:' : `${count} problems:`;
  const fired = hosts.some(({ hooks }) => hooks.some((hook) => hook.fired.state === 'ok'));
  const well = fired ? 'Everything works.' : 'Nothing to mend; no hook was fired.';
  const bad = findings.some(({ severity }) => severity === 'error');
  out.push('', count === 0 ? well : bad ? look.bad(sum) : look.bold(sum));
  return out.join('\n');
}

type State = Check['state'];

const WORDS: Readonly<Record<State, string>> = {
  ok: '✓ ok',
  info: '· note',
  warning: '! warning',
  error: '✗ error',
};
const WORD = 9;

function word(state: State, look: Look): string {
  const text = padTo(WORDS[state], WORD);
  if (state === 'error') return look.bad(text);
  if (state === 'warning') return look.bold(text);
  return state === 'ok' ? look.accent(text) : look.dim(text);
}

function checkLines(checks: readonly Check[], look: Look): string[] {
  const width = Math.max(...checks.map(({ name }) => cells(name)));
  const indent = 2 + WORD + 2 + width + 2;
  return checks.flatMap(({ name, state, detail }) => {
    const [first = '', ...more] = wrapTo(safeLine(detail), look.width - indent);
    return [
      `  ${word(state, look)}  ${padTo(name, width)}  ${first}`,
      ...more.map((line) => ' '.repeat(indent) + line),
    ];
  });
}

const SETTINGS: Readonly<Record<HostReport['settings'], string>> = {
  ok: '',
  missing: 'not there',
  unreadable: 'cannot be read',
  ignored: 'passed over by the client',
  disabled: 'hooks are disabled',
};

function hostLines({ host, path, settings, hooks, others }: HostReport, now: Moment, look: Look): string[] {
  const state = SETTINGS[settings] === '' ? '' : `: ${SETTINGS[settings]}`;
  const width = Math.max(...hooks.map(({ event }) => cells(event)), 0);
  const called = isCalled({ settings });
  const whats = hooks.map((hook) => whatOf(hook, called));
  const wide = Math.max(...whats.map(cells), 0);
  const room = look.width - (2 + WORD + 2 + width + 2 + wide + 2);
  return [
    `${look.bold(host.title)}  ${look.dim(safeLine(path))}${state}`,
    ...hooks.map((hook, at) => {
      const last = cutTo(lastOf(hook, now), Math.max(room, 12));
      return `  ${word(stateOf(hook, called), look)}  ${padTo(hook.event, width)}  ${padTo(whats[at] ?? '', wide)}  ${look.dim(last)}`;
    }),
    ...(others > 0
      ? [look.dim(`  ${others} other ${others === 1 ? 'hook' : 'hooks'} there: not canon's, not run`)]
      : []),
  ];
}

function stateOf({ installed, fired, trust }: HookReport, called: boolean): State {
  if (!called || fired.state === 'failed' || installed === 'missing' || installed === 'unknown')
    return 'error';
  if (installed !== 'ok') return 'warning';
  if (trust !== undefined && trust !== 'trusted' && trust !== 'unknown') return 'warning';
  return fired.state === 'ok' ? 'ok' : 'info';
}

function whatOf({ installed, fired, trust }: HookReport, called: boolean): string {
  if (installed === 'missing' || installed === 'unknown') return installed;
  if (!called) return 'not called';
  const words: string[] = installed === 'ok' ? [] : [installed];
  words.push(fired.state === 'ok' ? 'works' : fired.state === 'failed' ? 'fails' : 'not fired');
  if (trust !== undefined && trust !== 'trusted' && trust !== 'unknown')
    words.push(trust === 'unlisted' ? 'not trusted' : trust);
  return words.join(', ');
}

/** What it means that a hook never fired. */
const NEVER: Readonly<Record<string, string>> = {
  PreToolUse: 'no call began yet',
  PostToolUse: 'no call ended yet',
  PostToolUseFailure: 'no call failed yet',
  PostToolBatch: 'no batch of calls yet',
  Stop: 'no turn ended yet',
  SessionStart: 'no session began yet',
  PreCompact: 'no compaction yet',
  SessionEnd: 'no session ended yet',
};

function lastOf({ event, last }: HookReport, now: Moment): string {
  if (last === undefined) return '';
  if (last !== null) return `last ${ago(formatTime({ ms: last, offset: now.offset }), now)}`;
  return `never: ${NEVER[event] ?? 'not called yet'}`;
}
