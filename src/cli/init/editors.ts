import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { EditorSettings } from '../../host/editor/editor.ts';
import { type InstalledKeys, NO_KEYS, type Path } from '../../host/settings/installed-keys.ts';
import { mergeKeys } from '../../host/settings/merge-keys.ts';
import type { FoundFile, Step } from './plan.ts';
import { faultOf } from './settings.ts';

/** A settings file of an editor, and what is to stand in it. */
export interface WantedEditorSettings extends EditorSettings {
  /** As people call the editor. */
  readonly title: string;
  /** Asked for in this run, and not only in an earlier one. */
  readonly asked: boolean;
}

export interface PlannedEditors {
  readonly steps: readonly Step[];
  /** For the manifest. */
  readonly keys: Readonly<Record<string, InstalledKeys>>;
  /** Files that hold nothing but what canon put there. */
  readonly installed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is to be done to the settings of editors. A file that cannot be read holds nothing else up. */
export function planEditors(
  wanted: readonly WantedEditorSettings[],
  before: Readonly<Record<string, InstalledKeys>>,
  found: ReadonlyMap<string, FoundFile>,
  newer: boolean,
): PlannedEditors {
  const keys: Record<string, InstalledKeys> = { ...before };
  const planned = wanted.map((one) => planOne(one, before[one.path] ?? NO_KEYS, found, newer));
  for (const { step, installed } of planned)
    if (installed.made.length + Object.keys(installed.put).length > 0) keys[step.path] = installed;
    else delete keys[step.path];
  return {
    steps: planned.map(({ step }) => step),
    keys,
    installed: planned.flatMap(({ step, whole }) => (whole ? [step.path] : [])),
    diagnostics: planned.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface PlannedFile {
  readonly step: Step;
  readonly installed: InstalledKeys;
  readonly whole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

function planOne(
  { path, title, asked, keys, wasList }: WantedEditorSettings,
  before: InstalledKeys,
  found: ReadonlyMap<string, FoundFile>,
  newer: boolean,
): PlannedFile {
  const there = found.get(path)?.text;
  const kept = { installed: before, whole: false };
  if (newer) return { ...kept, step: { act: 'keep', path, why: 'newer' }, diagnostics: [] };
  const merged = mergeKeys(there, keys, before);
  if ('fault' in merged && wasList && /^\uFEFF?\s*\[/.test(there ?? ''))
    return { ...kept, step: { act: 'keep', path, why: 'yours' }, diagnostics: [] };
  if ('fault' in merged)
    return {
      ...kept,
      step: { act: 'keep', path, why: 'unreadable' },
      diagnostics: [faultOf(merged, path, title)],
    };
  const { text } = merged;
  const isNew = there === undefined;
  const step: Step =
    there === text ? { act: 'keep', path, why: 'same' } : { act: isNew ? 'write' : 'update', path, text };
  const fresh = mergeKeys(undefined, keys, NO_KEYS);
  const whole = there === text && !('fault' in fresh) && fresh.text === text;
  // A run that was killed before it wrote the manifest: a file that is all canon's is canon's.
  const unknown = Object.keys(before.put).length === 0;
  const installed = whole && unknown && !('fault' in fresh) ? fresh.installed : merged.installed;
  const diagnostics = asked && merged.kept.length > 0 ? [keptOf(merged.kept, path, title)] : [];
  return { step, installed, whole, diagnostics };
}

// Said when one asks for it. In every later run it would be noise: it is their choice.
const keptOf = (kept: readonly Path[], path: string, title: string): Diagnostic => ({
  code: 'editor-settings-kept',
  severity: 'info',
  path,
  args: { title, keys: kept.map(wordsOf) },
});

/** A path as people read it: `types.created`, `tasks "canon check"`. */
const wordsOf = (path: Path): string =>
  path
    .map((place) => (typeof place === 'string' ? place : `"${Object.values(place)[0] ?? ''}"`))
    .join('.')
    .replace('."', ' "');
