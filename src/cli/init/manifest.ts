import { createHash } from 'node:crypto';
import type { InstalledHooks } from '../../host/settings/installed.ts';
import { type InstalledKeys, isInstalledKeys } from '../../host/settings/installed-keys.ts';

/** What `init` wrote, committed: any clone can bring it up to date, or take it away again. */
export interface Manifest {
  readonly format: 1;
  /** Version of the canon that wrote it last. */
  readonly version: string;
  readonly hosts: readonly string[];
  /** Hash of each file as it was written, by path relative to the project's root. */
  readonly files: Readonly<Record<string, string>>;
  /** Lines that were added to files that are not canon's. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
  /** Files of those whose last line had no end before. */
  readonly ended: readonly string[];
  /** What was added to settings files of the hosts. */
  readonly entries: Readonly<Record<string, InstalledHooks>>;
  /** Editors that the repository is set up for. */
  readonly editors: readonly string[];
  /** What was added to settings files of the editors. */
  readonly keys: Readonly<Record<string, InstalledKeys>>;
}

export const MANIFEST_PATH = '.canon/installed.json';

export const NO_MANIFEST: Manifest = {
  format: 1,
  version: '0.0.0',
  hosts: [],
  files: {},
  lines: {},
  ended: [],
  entries: {},
  editors: [],
  keys: {},
};

/** SHA-256 of a text with its line ends as git keeps them: a checkout with CRLF is not a change. */
export const hashOf = (text: string): string =>
  `sha256:${createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')}`;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const mapOf = <T>(value: unknown, keep: (item: unknown) => item is T): Record<string, T> => {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => keep(entry[1])));
};

function isHooks(value: unknown): value is InstalledHooks {
  if (typeof value !== 'object' || value === null) return false;
  const { events, made, opened } = value as Record<string, unknown>;
  if (typeof events !== 'object' || events === null || !isTexts(made) || !isTexts(opened)) return false;
  return Object.values(events).every(isTexts);
}

/** Reads a manifest; undefined when it is none (a merge conflict in it, another format). */
export function parseManifest(text: string): Manifest | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== 'object' || data === null || !('format' in data) || data.format !== 1) return undefined;
  const { version, hosts, files, lines, ended, entries, editors, keys } = data as Record<string, unknown>;
  return {
    format: 1,
    version: typeof version === 'string' ? version : NO_MANIFEST.version,
    hosts: isTexts(hosts) ? hosts : [],
    files: mapOf(files, (item): item is string => typeof item === 'string'),
    lines: mapOf(lines, isTexts),
    // Not there in the manifests of older versions.
    ended: isTexts(ended) ? ended : [],
    entries: mapOf(entries, isHooks),
    editors: isTexts(editors) ? editors : [],
    keys: mapOf(keys, isInstalledKeys),
  };
}

const sorted = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The manifest as it is written: the same for the same content. */
export function formatManifest(manifest: Manifest): string {
  const { format, version, hosts, files, lines, ended, editors } = manifest;
  const entries = Object.entries(manifest.entries).map(([path, { events, made, opened }]) => [
    path,
    { events: sorted(events), made: [...made].sort(), opened: [...opened].sort() },
  ]);
  const keys = Object.entries(manifest.keys).map(([path, { put, made, opened }]) => [
    path,
    { put: sorted(put), made: [...made].sort(), opened: [...opened].sort() },
  ]);
  const document = {
    format,
    version,
    hosts: [...hosts].sort(),
    files: sorted(files),
    lines: sorted(lines),
    ...(ended.length > 0 ? { ended: [...ended].sort() } : {}),
    ...(entries.length > 0 ? { entries: sorted(Object.fromEntries(entries)) } : {}),
    ...(editors.length > 0 ? { editors: [...editors].sort() } : {}),
    ...(keys.length > 0 ? { keys: sorted(Object.fromEntries(keys)) } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Whether version `a` is newer than `b`, by its three numbers. */
export function isNewer(a: string, b: string): boolean {
  const numbers = (version: string): number[] => version.split(/[.+-]/).slice(0, 3).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference > 0;
  }
  return false;
}
