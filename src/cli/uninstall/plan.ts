import type { Diagnostic } from '../../fault/diagnostic.ts';
import { takeHooksOut } from '../../host/settings/merge.ts';
import { takeKeysOut } from '../../host/settings/merge-keys.ts';
import type { SettingsFault } from '../../host/settings/read.ts';
import { OPERATORS_PATH } from '../../identity/operators.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import { GITATTRIBUTES, withoutLines } from '../init/gitattributes.ts';
import { formatManifest, hashOf, MANIFEST_PATH, type Manifest } from '../init/manifest.ts';
import type { FoundFile, Step } from '../init/plan.ts';
import { faultOf } from '../init/settings.ts';

export interface UninstallInput {
  readonly manifest: Manifest;
  /** Every path of the manifest, `.gitattributes` and the manifest itself. */
  readonly found: ReadonlyMap<string, FoundFile>;
  /** Hosts and editors to take canon out of, and whether a path is one of theirs; undefined: the whole repository. */
  readonly only?: { readonly names: readonly string[]; readonly has: (path: string) => boolean };
  readonly hasRecords: boolean;
  /** Index files as they are where there is no record, by path. */
  readonly emptyIndexes: ReadonlyMap<string, string>;
}

/** What `uninstall` is going to do. */
export interface UninstallPlan {
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What `init` wrote and nobody changed goes. Records stay, and with them what says how to read them. */
export function planUninstall(input: UninstallInput): UninstallPlan {
  const { manifest, found, only } = input;
  const isMeant = (path: string): boolean => only === undefined || only.has(path);
  const files = Object.entries(manifest.files).flatMap(([path, hash]) => {
    const step = isMeant(path) ? stepFor(input, path, hash) : undefined;
    return step ? [step] : [];
  });
  const diagnostics: Diagnostic[] = [];
  const takenOut = <T>(
    all: Readonly<Record<string, T>>,
    title: string,
    take: (text: string, before: T) => TakenOut | SettingsFault,
  ): Step[] =>
    Object.entries(all).flatMap(([path, before]) => {
      const there = isMeant(path) ? found.get(path) : undefined;
      if (there === undefined) return [];
      const out = take(there.text, before);
      if (!('fault' in out)) return stepsOf(path, there.text, out);
      diagnostics.push(faultOf(out, path, title));
      return [{ act: 'keep', path, why: 'unreadable' }];
    });
  const settings = takenOut(manifest.entries, 'its host', takeHooksOut);
  const editors = takenOut(manifest.keys, 'its editor', takeKeysOut);
  const steps = [...files, ...settings, ...editors, ...(only ? [] : attributesStep(input))];
  return { steps: [...steps, ...manifestStep(input, isMeant, steps)], diagnostics };
}

/** A settings file without what canon put there. */
interface TakenOut {
  readonly text: string | undefined;
  readonly changed: readonly unknown[];
}

function stepsOf(path: string, text: string, out: TakenOut): Step[] {
  const changed: Step[] = out.changed.length > 0 ? [{ act: 'keep', path, why: 'changed' }] : [];
  if (out.text === undefined) return [{ act: 'remove', path }];
  return out.text === text ? changed : [{ act: 'update', path, text: out.text }, ...changed];
}

function stepFor(input: UninstallInput, path: string, hash: string): Step | undefined {
  const there = input.found.get(path);
  if (there === undefined) return undefined;
  const empty = input.emptyIndexes.get(path);
  if (input.hasRecords && (empty !== undefined || path === CONFIG_PATH || path === OPERATORS_PATH))
    return { act: 'keep', path, why: 'records' };
  const found = hashOf(there.text);
  const isOwn = found === hash || (empty !== undefined && found === hashOf(empty));
  return isOwn ? { act: 'remove', path } : { act: 'keep', path, why: 'changed' };
}

function attributesStep({ manifest, found }: UninstallInput): Step[] {
  const there = found.get(GITATTRIBUTES);
  if (there === undefined) return [];
  const text = withoutAttributes(manifest, there.text);
  if (text === undefined) return [{ act: 'remove', path: GITATTRIBUTES }];
  return text === there.text ? [] : [{ act: 'update', path: GITATTRIBUTES, text }];
}

/** `.gitattributes` without the lines that the manifest has. */
export function withoutAttributes({ lines, ended }: Manifest, text: string): string | undefined {
  return withoutLines(text, lines[GITATTRIBUTES] ?? [], { ended: ended.includes(GITATTRIBUTES) });
}

// It goes last, and stays where something is left to be taken out another time.
function manifestStep(
  { manifest, found, only }: UninstallInput,
  isMeant: (path: string) => boolean,
  steps: readonly Step[],
): Step[] {
  const there = found.get(MANIFEST_PATH);
  if (there === undefined) return [];
  const isLeft = (path: string): boolean =>
    !isMeant(path) ||
    steps.some((step) => step.path === path && step.act === 'keep' && step.why === 'unreadable');
  const entries = Object.entries(manifest.entries).filter(([path]) => isLeft(path));
  const keys = Object.entries(manifest.keys).filter(([path]) => isLeft(path));
  if (only === undefined && entries.length + keys.length === 0)
    return [{ act: 'remove', path: MANIFEST_PATH }];
  const files = Object.entries(manifest.files).filter(([path]) => !isMeant(path));
  const text = formatManifest({
    ...manifest,
    hosts: manifest.hosts.filter((name) => only !== undefined && !only.names.includes(name)),
    editors: manifest.editors.filter((name) => only !== undefined && !only.names.includes(name)),
    files: Object.fromEntries(files),
    ...(only ? {} : { lines: {}, ended: [] }),
    entries: Object.fromEntries(entries),
    keys: Object.fromEntries(keys),
  });
  return there.text.replaceAll('\r\n', '\n') === text ? [] : [{ act: 'update', path: MANIFEST_PATH, text }];
}
