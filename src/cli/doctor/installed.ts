import { join } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { Host, HostSettings } from '../../host/host.ts';
import { compareHooks, eventsCalling } from '../../host/settings/compare.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { World } from '../../world.ts';
import { textOutside } from './guarded.ts';
import type { HookReport, HostReport } from './report.ts';

/** A file of hooks that a host reads besides the project's. */
export interface OtherFile {
  /** As it is shown. */
  readonly name: string;
  readonly text: string;
}

export interface ComparedHost {
  readonly report: HostReport;
  readonly findings: readonly Diagnostic[];
}

/** Holds what canon wants in the settings of a host against what stands there, and in other files it reads. */
export function compareHost(
  host: Host,
  { path, entries }: HostSettings,
  text: string | undefined,
  others: readonly OtherFile[],
): ComparedHost {
  const { title } = host;
  const all = (installed: HookReport['installed']): HookReport[] =>
    entries.map(({ event }) => ({ event, installed, fired: { state: 'skipped' }, last: null }));
  const compared = compareHooks(text, entries);
  if ('fault' in compared) {
    const { line, column, key, expected } = compared;
    const code = compared.fault === 'syntax' ? 'doctor-settings-syntax' : 'doctor-settings-shape';
    return {
      report: { host, path, settings: 'unreadable', hooks: all('unknown'), others: 0 },
      findings: [{ code, severity: 'error', path, line, column, args: { title, key, expected } }],
    };
  }
  const alsoIn = others.map(({ name, text: theirs }) => ({ name, events: eventsCalling(theirs) ?? [] }));
  const hooks = compared.entries.map(({ entry: { event }, state }): HookReport => {
    const twice = state === 'ok' && alsoIn.some(({ events }) => events.includes(event));
    return { event, installed: twice ? 'doubled' : state, fired: { state: 'skipped' }, last: null };
  });
  const named = (state: HookReport['installed']): string[] =>
    hooks.flatMap(({ event, installed }) => (installed === state ? [event] : []));
  const elsewhere = alsoIn.filter(({ events }) => hooks.some(({ event }) => events.includes(event)));
  const disabledIn = [
    ...(compared.disabled ? [path] : []),
    ...others.flatMap((other) => (disables(other.text) ? [other.name] : [])),
  ];
  const findings = [
    tell('doctor-hooks-missing', 'error', path, { title, events: named('missing') }),
    tell('doctor-hooks-changed', 'warning', path, { title, events: named('changed') }),
    tell('doctor-hooks-doubled', 'warning', path, {
      title,
      events: named('doubled'),
      files: elsewhere.map(({ name }) => name),
    }),
    tell('doctor-hooks-stray', 'warning', path, { title, events: compared.stray }),
    ...disabledIn.map((file): Diagnostic => ({
      code: 'doctor-hooks-disabled',
      severity: 'error',
      path: file,
      args: { title },
    })),
    ...(compared.notPlain
      ? [
          {
            code: 'settings-not-plain',
            severity: 'error',
            path,
            ...compared.notPlain,
            args: { title },
          } as const,
        ]
      : []),
  ].filter((finding) => finding !== undefined);
  const settings =
    text === undefined
      ? 'missing'
      : compared.notPlain
        ? 'ignored'
        : disabledIn.length > 0
          ? 'disabled'
          : 'ok';
  return { report: { host, path, settings, hooks, others: compared.others }, findings };
}

function tell(
  code: string,
  severity: 'error' | 'warning',
  path: string,
  args: { readonly title: string; readonly events: readonly string[]; readonly files?: readonly string[] },
): Diagnostic | undefined {
  return args.events.length > 0 ? { code, severity, path, args } : undefined;
}

function disables(text: string): boolean {
  const compared = compareHooks(text, []);
  return !('fault' in compared) && compared.disabled;
}

/** The files of hooks that a host reads besides the project's own: a person's for this project, and for all. */
export async function otherFiles(
  project: Project,
  { name }: Pick<Host, 'name'>,
  { env }: Pick<World, 'env'>,
): Promise<OtherFile[]> {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const own = async (path: string): Promise<OtherFile[]> => {
    // One that canon would not read, like a link out of the repository, says nothing here.
    const text = await readRecord(project, path).catch(() => undefined);
    return text === undefined ? [] : [{ name: path, text }];
  };
  if (name === 'claude-code') {
    const folder = env['CLAUDE_CONFIG_DIR'] || join(home, '.claude');
    return [...(await own('.claude/settings.local.json')), ...outside(join(folder, 'settings.json'))];
  }
  if (name !== 'codex') return [];
  const folder = env['CODEX_HOME'] || join(home, '.codex');
  // Codex reads those of every folder from the repository's top down.
  const above = project.prefix === '' ? [] : outside(join(project.top, '.codex/hooks.json'));
  return [...above, ...outside(join(folder, 'hooks.json'))];
}

function outside(file: string): OtherFile[] {
  const text = textOutside(file);
  return text === undefined ? [] : [{ name: file, text }];
}
