import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { HostSettings } from '../../host/host.ts';
import { planEditors, type WantedEditorSettings } from './editors.ts';
import { GITATTRIBUTES, withLines } from './gitattributes.ts';
import { planSettings } from './settings.ts';
import { formatManifest, hashOf, isNewer, MANIFEST_PATH, type Manifest } from './manifest.ts';

/** A file that `init` wants to be there. */
export interface WantedFile {
  readonly path: string;
  readonly text: string;
  /** `seed`: written once, then the people's own. `owned`: kept up to date while nobody changes it. */
  readonly role: 'seed' | 'owned';
  readonly executable?: true;
}

/** A settings file of a host, and what is to stand in it. */
export interface WantedSettings extends HostSettings {
  /** As people call the host. */
  readonly title: string;
}

/** A file as it is found. */
export interface FoundFile {
  readonly text: string;
  readonly executable: boolean;
}

export interface PlanInput {
  readonly version: string;
  readonly hosts: readonly string[];
  readonly wanted: readonly WantedFile[];
  readonly settings: readonly WantedSettings[];
  readonly editors: readonly string[];
  readonly editorSettings: readonly WantedEditorSettings[];
  readonly attributes: readonly string[];
  readonly manifest: Manifest;
  /** Every wanted path, every path of the manifest, `.gitattributes` and the manifest itself. */
  readonly found: ReadonlyMap<string, FoundFile>;
  /** Whether a file of the manifest that is no longer wanted may go: a skill of a host that is installed now. */
  readonly removable: (path: string) => boolean;
}

/** What `init` is going to do: plain data, printed by `--dry-run`. */
export interface InitPlan {
  readonly steps: readonly Step[];
  /** Paths that are there just as canon wrote them: what an earlier run left uncommitted is among them. */
  readonly installed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export type Step =
  | {
      readonly act: 'write' | 'update';
      readonly path: string;
      readonly text: string;
      readonly executable?: true;
    }
  | { readonly act: 'remove'; readonly path: string }
  /**
   * `changed`: by somebody, so canon's newer text is not put there. `same`: nothing to do. `yours`: a seed.
   * `unreadable`: settings that are not what the host documents. `records`: they need it.
   */
  | {
      readonly act: 'keep';
      readonly path: string;
      readonly why: 'changed' | 'same' | 'yours' | 'newer' | 'unreadable' | 'records';
    };

/** Compares what is wanted with what is found. Nothing that a person changed is ever overwritten. */
export function planInit(input: PlanInput): InitPlan {
  const { version, manifest, found } = input;
  const newer = isNewer(manifest.version, version);
  const files: Record<string, string> = {};
  const steps = input.wanted.map((file) => {
    const step = stepFor(file, found.get(file.path), manifest, newer);
    const hash = step.act === 'keep' ? manifest.files[file.path] : hashOf(file.text);
    if (hash !== undefined) files[file.path] = hash;
    // A file that somebody put there with the very same text is canon's to keep up to date.
    else if (step.act === 'keep' && step.why === 'same') files[file.path] = hashOf(file.text);
    return step;
  });
  const wantedPaths = new Set(input.wanted.map(({ path }) => path));
  for (const [path, hash] of Object.entries(manifest.files)) {
    if (wantedPaths.has(path)) continue;
    const there = found.get(path);
    if (there === undefined) continue;
    if (!input.removable(path)) {
      // Of a host that is not the matter of this run, or the people's own by now.
      files[path] = hash;
      continue;
    }
    // A wrapper of an operator who left, a skill of an older version.
    if (!newer && hashOf(there.text) === hash) steps.push({ act: 'remove', path });
    else {
      files[path] = hash;
      steps.push({ act: 'keep', path, why: newer ? 'newer' : 'changed' });
    }
  }
  const settings = planSettings(input, newer);
  const editors = planEditors(input.editorSettings, manifest.keys, found, newer);
  steps.push(...settings.steps, ...editors.steps);
  const own = manifest.lines[GITATTRIBUTES] ?? [];
  // Of a newer canon's lines an older one cannot tell whether they are out of date.
  const attributes = withLines(found.get(GITATTRIBUTES)?.text, input.attributes, newer ? [] : own);
  if (attributes.added.length > 0) {
    const act = found.has(GITATTRIBUTES) ? 'update' : 'write';
    steps.push({ act, path: GITATTRIBUTES, text: attributes.text });
  } else {
    steps.push({ act: 'keep', path: GITATTRIBUTES, why: 'same' });
  }
  const before = new Set(own.filter((line) => !attributes.replaced.includes(line)));
  const lines = [...before, ...attributes.added.filter((line) => !before.has(line))];
  const text = formatManifest({
    format: 1,
    version: newer ? manifest.version : version,
    hosts: [...new Set([...manifest.hosts, ...input.hosts])],
    files,
    lines: lines.length > 0 ? { [GITATTRIBUTES]: lines } : {},
    ended: [...new Set([...manifest.ended, ...(attributes.ended ? [GITATTRIBUTES] : [])])],
    entries: settings.entries,
    editors: [...new Set([...manifest.editors, ...input.editors])],
    keys: editors.keys,
  });
  const there = found.get(MANIFEST_PATH)?.text.replaceAll('\r\n', '\n');
  if (there === undefined) steps.push({ act: 'write', path: MANIFEST_PATH, text });
  else if (there !== text) steps.push({ act: 'update', path: MANIFEST_PATH, text });
  else steps.push({ act: 'keep', path: MANIFEST_PATH, why: 'same' });
  const asWritten = (path: string, hash: string): boolean => {
    const there = found.get(path);
    return there !== undefined && hashOf(there.text) === hash;
  };
  const installed = Object.entries(files).flatMap(([path, hash]) => (asWritten(path, hash) ? [path] : []));
  if (there === text) installed.push(MANIFEST_PATH);
  installed.push(...settings.installed, ...editors.installed);
  // A file that holds canon's lines and no other.
  if (
    attributes.added.length === 0 &&
    found.get(GITATTRIBUTES)?.text === withLines(undefined, input.attributes).text
  )
    installed.push(GITATTRIBUTES);
  const ofFiles = steps.filter((step) => !settings.steps.includes(step));
  const diagnostics = [
    ...diagnosticsOf(ofFiles, manifest.version, version, newer),
    ...settings.diagnostics,
    ...editors.diagnostics,
  ];
  return { steps, installed, diagnostics };
}

function stepFor(file: WantedFile, there: FoundFile | undefined, manifest: Manifest, newer: boolean): Step {
  const { path, text } = file;
  const executable = file.executable ? ({ executable: true } as const) : {};
  if (there === undefined) return { act: 'write', path, text, ...executable };
  if (hashOf(there.text) === hashOf(text)) {
    const lost = file.executable && !there.executable;
    return lost ? { act: 'update', path, text, executable: true } : { act: 'keep', path, why: 'same' };
  }
  if (file.role === 'seed') return { act: 'keep', path, why: 'yours' };
  if (manifest.files[path] !== hashOf(there.text)) return { act: 'keep', path, why: 'changed' };
  return newer ? { act: 'keep', path, why: 'newer' } : { act: 'update', path, text, ...executable };
}

function diagnosticsOf(
  steps: readonly Step[],
  installed: string,
  version: string,
  newer: boolean,
): Diagnostic[] {
  const changed = steps.filter((step) => step.act === 'keep' && step.why === 'changed');
  return [
    ...changed.map(({ path }): Diagnostic => ({ code: 'init-kept-changed', severity: 'info', path })),
    ...(newer
      ? [{ code: 'init-older-canon', severity: 'warning', args: { installed, version } } as const]
      : []),
  ];
}
