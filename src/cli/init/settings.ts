import type { Diagnostic } from '../../fault/diagnostic.ts';
import { type InstalledHooks, NOTHING_INSTALLED } from '../../host/settings/installed.ts';
import { mergeHooks } from '../../host/settings/merge.ts';
import { notPlain, readSettings, type SettingsFault } from '../../host/settings/read.ts';
import type { PlanInput, Step, WantedSettings } from './plan.ts';

interface PlannedSettings {
  readonly steps: readonly Step[];
  /** For the manifest. */
  readonly entries: Readonly<Record<string, InstalledHooks>>;
  /** Files that hold nothing but canon's entries. */
  readonly installed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is to be done to the settings of the hosts. A file that cannot be read holds nothing else up. */
export function planSettings(input: PlanInput, newer: boolean): PlannedSettings {
  const entries: Record<string, InstalledHooks> = { ...input.manifest.entries };
  const planned = input.settings.map((wanted) => planOne(input, wanted, newer));
  for (const { step, installed } of planned)
    if (installed.made.length + Object.keys(installed.events).length > 0) entries[step.path] = installed;
    else delete entries[step.path];
  return {
    steps: planned.map(({ step }) => step),
    entries,
    installed: planned.flatMap(({ step, whole }) => (whole ? [step.path] : [])),
    diagnostics: planned.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface PlannedFile {
  readonly step: Step;
  readonly installed: InstalledHooks;
  readonly whole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

function planOne(input: PlanInput, { path, title, entries }: WantedSettings, newer: boolean): PlannedFile {
  const there = input.found.get(path)?.text;
  const before = input.manifest.entries[path] ?? NOTHING_INSTALLED;
  const kept = { installed: before, whole: false };
  if (newer) return { ...kept, step: { act: 'keep', path, why: 'newer' }, diagnostics: [] };
  const merged = mergeHooks(there, entries, before);
  if ('fault' in merged) {
    const diagnostics = [faultOf(merged, path, title)];
    return { ...kept, step: { act: 'keep', path, why: 'unreadable' }, diagnostics };
  }
  const { text, installed, changed } = merged;
  const diagnostics = [...notesOf(there, path, title), ...changedOf(changed, path)];
  if (there === undefined && entries.length > 0)
    return { step: { act: 'write', path, text }, installed, whole: false, diagnostics };
  if (there !== undefined && there !== text)
    return { step: { act: 'update', path, text }, installed, whole: false, diagnostics };
  const why = changed.length > 0 ? 'changed' : 'same';
  const whole = there !== undefined && there === freshText(entries);
  return { step: { act: 'keep', path, why }, installed, whole, diagnostics };
}

function freshText(entries: WantedSettings['entries']): string | undefined {
  const fresh = mergeHooks(undefined, entries, NOTHING_INSTALLED);
  return 'fault' in fresh ? undefined : fresh.text;
}

/** What is said about a settings file that is left alone. */
export function faultOf(fault: SettingsFault, path: string, title: string): Diagnostic {
  const { line, column, key, expected } = fault;
  const code = fault.fault === 'syntax' ? 'settings-syntax' : 'settings-shape';
  return { code, severity: 'warning', path, line, column, args: { title, key, expected } };
}

function changedOf(events: readonly string[], path: string): Diagnostic[] {
  return events.length > 0 ? [{ code: 'settings-changed', severity: 'info', path, args: { events } }] : [];
}

// Comments are kept, whoever wrote them, but the host ought to read the file.
function notesOf(text: string | undefined, path: string, title: string): Diagnostic[] {
  const read = text === undefined ? undefined : readSettings(text);
  const place = read === undefined || 'fault' in read ? undefined : notPlain(read);
  return place ? [{ code: 'settings-not-plain', severity: 'warning', path, ...place, args: { title } }] : [];
}
