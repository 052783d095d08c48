import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import type { EditorName } from '../../host/editor/editor.ts';
import { EDITORS } from '../../host/editor/index.ts';
import type { HostName } from '../../host/host.ts';
import { HOSTS } from '../../host/index.ts';
import { takeHooksOut } from '../../host/settings/merge.ts';
import { takeKeysOut } from '../../host/settings/merge-keys.ts';
import type { SettingsFault } from '../../host/settings/read.ts';
import { KINDS } from '../../record/kinds.ts';
import { derivedPages } from '../../store/derived.ts';
import { openProject, type Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { World } from '../../world.ts';
import { filesBelow, findFiles } from '../init/found.ts';
import type { SharedFile } from '../init/git-facts.ts';
import { GITATTRIBUTES } from '../init/gitattributes.ts';
import { driverState } from '../merge/driver-config.ts';
import { MANIFEST_PATH, type Manifest, parseManifest } from '../init/manifest.ts';
import type { Step } from '../init/plan.ts';
import { planUninstall, type UninstallPlan, withoutAttributes } from './plan.ts';

/** All that `uninstall` finds out before it removes anything. */
export interface PreparedUninstall {
  readonly project: Project;
  /** Undefined where canon installed nothing. */
  readonly plan: UninstallPlan | undefined;
  readonly hasRecords: boolean;
  readonly shared: readonly SharedFile[];
  /** Canon's merge driver is in the configuration of this clone, and goes. */
  readonly driver: boolean;
}

/**
 * Looks at the repository and plans. Changes nothing.
 * @throws E_MANIFEST_UNREADABLE, E_PATH_OUTSIDE, E_FILE_SYMLINK and others
 */
export async function prepareUninstall(
  world: World,
  options: { repo?: string | undefined; hosts: readonly HostName[]; editors: readonly EditorName[] },
): Promise<PreparedUninstall> {
  const project = await openProject(world, options.repo);
  const text = await readRecord(project, MANIFEST_PATH);
  const hasRecords = KINDS.some((kind) => holdsRecords(project, project.layout.indexDir(kind)));
  const driver = options.hosts.length === 0 && ['same', 'older'].includes(await driverState(project.repo));
  if (text === undefined) return { project, plan: undefined, hasRecords, shared: [], driver };
  const manifest = parseManifest(text);
  if (manifest === undefined)
    throw new CanonError('E_MANIFEST_UNREADABLE', { path: MANIFEST_PATH, data: { path: MANIFEST_PATH } });
  const found = await findFiles(project, [
    ...Object.keys(manifest.files),
    ...Object.keys(manifest.entries),
    ...Object.keys(manifest.keys),
    GITATTRIBUTES,
    MANIFEST_PATH,
  ]);
  const { hosts, editors } = options;
  const only = hosts.length + editors.length > 0 ? { only: filesOf(hosts, editors) } : {};
  const emptyIndexes = new Map(derivedPages(project, []).map((page) => [page.path, page.text]));
  const plan = planUninstall({ manifest, found, hasRecords, emptyIndexes, ...only });
  return { project, plan, hasRecords, shared: sharedOf(manifest, plan.steps), driver };
}

function filesOf(
  hostNames: readonly HostName[],
  editorNames: readonly EditorName[],
): { names: readonly string[]; has: (path: string) => boolean } {
  const hosts = HOSTS.filter(({ name }) => hostNames.includes(name));
  const editors = EDITORS.filter(({ name }) => editorNames.includes(name));
  const paths = new Set(hosts.map((host) => host.settings?.({ telemetry: 'on' }).path));
  const has = (path: string): boolean =>
    paths.has(path) ||
    hosts.some(({ folder }) => path.startsWith(`${folder}/`)) ||
    editors.some((editor) => editor.has(path));
  return { names: [...hostNames, ...editorNames], has };
}

// The settings files and `.gitattributes`, which may hold uncommitted lines of somebody.
function sharedOf(manifest: Manifest, steps: readonly Step[]): SharedFile[] {
  return steps.flatMap((step): SharedFile[] => {
    if (step.act === 'keep' || step.act === 'write') return [];
    const text = step.act === 'update' ? step.text : undefined;
    const entries = manifest.entries[step.path];
    const keys = manifest.keys[step.path];
    const takeOut = (head: string): { text: string | undefined } | SettingsFault | undefined =>
      (entries && takeHooksOut(head, entries)) ?? (keys && takeKeysOut(head, keys));
    if (step.path !== GITATTRIBUTES && !entries && !keys) return [];
    const redo = (head: string): string | undefined => {
      if (step.path === GITATTRIBUTES) return withoutAttributes(manifest, head);
      const out = takeOut(head);
      return out === undefined || 'fault' in out ? undefined : out.text;
    };
    return [{ path: step.path, text, redo: (head) => (head === undefined ? undefined : redo(head)) }];
  });
}

function holdsRecords({ root, layout }: Project, folder: string): boolean {
  if (!existsSync(join(root, folder))) return false;
  const files = filesBelow(root, folder, 2000);
  return files === undefined || files.some((path) => layout.isRecordPath(path));
}
