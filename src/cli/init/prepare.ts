import { lstat, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { HostName } from '../../host/host.ts';
import { chooseHosts, type Chosen } from '../../host/index.ts';
import { HOOK_PATH, HOOK_SCRIPT } from '../../host/hook-script.ts';
import { LAUNCHER, LAUNCHER_PATH } from '../../host/launcher.ts';
import { OPERATORS_PATH, type Operator } from '../../identity/operators.ts';
import { KINDS } from '../../record/kinds.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import { openProject, type Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { World } from '../../world.ts';
import { derivedPages, derivedState } from '../../store/derived.ts';
import { readRows } from '../../store/rows.ts';
import { type DriverState, driverState } from '../merge/driver-config.ts';
import { VERSION } from '../version.ts';
import { CONFIG_TEXT } from './config-text.ts';
import type { WantedEditorSettings } from './editors.ts';
import { findFiles, realPathOf, throughLinks } from './found.ts';
import type { SharedFile } from './git-facts.ts';
import { GITATTRIBUTES, wantedLines, withLines } from './gitattributes.ts';
import { MANIFEST_PATH, NO_MANIFEST, parseManifest } from './manifest.ts';
import { findOperators } from './operators.ts';
import type { Editor, EditorName } from '../../host/editor/editor.ts';
import { chooseEditors } from '../../host/editor/index.ts';
import { type InstalledKeys, NO_KEYS } from '../../host/settings/installed-keys.ts';
import { mergeKeys } from '../../host/settings/merge-keys.ts';
import { type InstalledHooks, NOTHING_INSTALLED } from '../../host/settings/installed.ts';
import { mergeHooks } from '../../host/settings/merge.ts';
import { planInit, type InitPlan, type WantedFile, type WantedSettings } from './plan.ts';
import { tracesOf } from './traces.ts';

/** All that `init` finds out before it writes anything. */
export interface Prepared {
  readonly project: Project;
  readonly plan: InitPlan;
  /** Files of the people that canon adds to. */
  readonly shared: readonly SharedFile[];
  readonly hosts: readonly Chosen[];
  readonly editors: readonly Editor[];
  readonly operators: readonly Operator[];
  readonly added: Operator | undefined;
  /** The merge driver in the configuration of this clone, as it is found. */
  readonly driver: DriverState;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at the repository and plans. Changes nothing. */
export async function prepareInit(
  world: World,
  options: {
    repo?: string | undefined;
    operator?: string | undefined;
    hosts: readonly HostName[];
    editors?: readonly EditorName[];
    dryRun?: boolean;
  },
): Promise<Prepared> {
  const project = await projectFor(world, options.repo, options.dryRun === true);
  const manifestText = await readRecord(project, MANIFEST_PATH);
  const manifest = manifestText === undefined ? NO_MANIFEST : parseManifest(manifestText);
  const operators = await findOperators(project, world.env, options.operator);
  const hosts = chooseHosts(options.hosts, manifest?.hosts ?? [], tracesOf(project.root, world.env));
  const asked = options.editors ?? [];
  const editors = chooseEditors(asked, manifest?.editors ?? []);
  const wanted = throughLinks(project, [
    { path: CONFIG_PATH, text: CONFIG_TEXT, role: 'seed' },
    ...(operators.theirs ? [] : [{ path: OPERATORS_PATH, text: operators.text, role: 'owned' } as const]),
    { path: LAUNCHER_PATH, text: LAUNCHER, role: 'owned', executable: true },
    { path: HOOK_PATH, text: HOOK_SCRIPT, role: 'owned', executable: true },
    ...(await indexFiles(project)),
    ...hosts.flatMap(({ host }) =>
      host.files(operators.list).map((file): WantedFile => ({ ...file, role: 'owned' })),
    ),
    ...editors.flatMap((editor) =>
      editor.files(project.layout).map((file): WantedFile => ({ ...file, role: 'owned' })),
    ),
  ]);
  const settings = hosts.flatMap(({ host }): WantedSettings[] => {
    const one = host.settings?.(project.config);
    return one ? [{ ...one, path: realPathOf(project, one.path), title: host.title }] : [];
  });
  const editorSettings = editors.flatMap(({ name, title, settings }) =>
    settings(project.prefix).map((one): WantedEditorSettings => ({
      ...one,
      path: realPathOf(project, one.path),
      title,
      asked: asked.includes(name),
    })),
  );
  const found = await findFiles(project, [
    ...wanted.map(({ path }) => path),
    ...[...settings, ...editorSettings].map(({ path }) => path),
    ...Object.keys(manifest?.files ?? {}),
    GITATTRIBUTES,
    MANIFEST_PATH,
  ]);
  const attributes = wantedLines(
    KINDS.map((kind) => project.layout.indexDir(kind)),
    KINDS.map((kind) => project.layout.dirs[kind]),
  );
  const plan = planInit({
    version: VERSION,
    hosts: hosts.map(({ host }) => host.name),
    wanted,
    settings,
    editors: editors.map(({ name }) => name),
    editorSettings,
    attributes,
    manifest: manifest ?? NO_MANIFEST,
    // A manifest that cannot be read is made anew; what it knew is then taken for changed by people.
    found,
    removable: (path) =>
      hosts.some(({ host }) => path.startsWith(`${host.folder}/`)) || editors.some(({ has }) => has(path)),
  });
  const unreadable: Diagnostic[] =
    manifest === undefined
      ? [{ code: 'init-manifest-unreadable', severity: 'warning', path: MANIFEST_PATH }]
      : [];
  const textAfter = (path: string): string | undefined => {
    const step = plan.steps.find((one) => one.path === path);
    return step && 'text' in step ? step.text : found.get(path)?.text;
  };
  const shared: SharedFile[] = [
    {
      path: GITATTRIBUTES,
      redo: (head: string | undefined) => withLines(head, attributes, manifest?.lines[GITATTRIBUTES]).text,
    },
    ...settings.map(({ path, entries }) => ({ path, redo: redoOf(entries, manifest?.entries[path]) })),
    ...editorSettings.map((one) => ({ path: one.path, redo: redoKeys(one, manifest?.keys[one.path]) })),
  ].map((file) => ({ ...file, text: textAfter(file.path) }));
  return {
    project,
    plan,
    shared,
    hosts,
    editors,
    operators: operators.list,
    added: operators.added,
    driver: await driverState(project.repo),
    diagnostics: [...project.diagnostics, ...unreadable, ...operators.diagnostics, ...plan.diagnostics],
  };
}

const redoOf =
  (entries: WantedSettings['entries'], before: InstalledHooks = NOTHING_INSTALLED) =>
  (head: string | undefined): string | undefined => {
    const merged = mergeHooks(head, entries, before);
    return 'fault' in merged ? undefined : merged.text;
  };

const redoKeys =
  ({ keys }: WantedEditorSettings, before: InstalledKeys = NO_KEYS) =>
  (head: string | undefined): string | undefined => {
    const merged = mergeKeys(head, keys, before);
    return 'fault' in merged ? undefined : merged.text;
  };

/**
 * The project to set up. `--repo DIR` may name a folder below the repository's top that is to become a
 * project of its own; without it, it is the one around the working directory, or the top.
 */
async function projectFor(world: World, repo: string | undefined, readOnly: boolean): Promise<Project> {
  const project = await openProject(world, repo, { readOnly });
  if (project.initialized || repo === undefined) return project;
  const root = await realpath(resolve(world.cwd, repo));
  const info = await lstat(join(root, '.git')).catch(() => undefined);
  if (info !== undefined) return project;
  const below = relative(project.top, root).split(sep).join('/');
  return { ...project, root, prefix: below === '' ? '' : `${below}/` };
}

// The folders of the records: git keeps a folder only for a file in it, and the index is what everybody
// opens first. Where derived text is not due, a folder comes with its first record.
async function indexFiles(project: Project): Promise<WantedFile[]> {
  const state = await derivedState(project);
  if (!state.due) return [];
  const pages = derivedPages(project, (await readRows(project)).all());
  return pages.map(({ path, text }) => ({ path, text, role: 'seed' }));
}
