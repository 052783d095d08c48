import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { trackedPaths } from '../../git/tracked.ts';
import { HOOK_PATH } from '../../host/hook-script.ts';
import type { HostName } from '../../host/host.ts';
import { LAUNCHER_PATH } from '../../host/launcher.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { MANIFEST_PATH } from '../init/manifest.ts';
import type { Step } from '../init/plan.ts';
import { prepareInit } from '../init/prepare.ts';
import { fine, type Exam } from './report.ts';

/** What hooks run; without it nothing is recorded, however the settings look. */
const RUN = [LAUNCHER_PATH, HOOK_PATH];

/** Whether the files that `init` installs are there as this canon writes them, and whether other clones have them. */
export async function examineFiles(
  project: Project,
  world: World,
  hosts: readonly HostName[],
  settings: readonly string[],
): Promise<Exam> {
  const { plan, hosts: chosen } = await prepareInit(world, { repo: project.root, hosts, dryRun: true });
  const folders = chosen.map(({ host }) => `${host.folder}/`);
  const isInstalled = (path: string): boolean =>
    RUN.includes(path) || (!settings.includes(path) && folders.some((folder) => path.startsWith(folder)));
  const steps = plan.steps.filter(({ path }) => isInstalled(path));
  const findings = [
    ...fileFindings(steps),
    ...plan.diagnostics.filter(({ code }) => code === 'init-older-canon'),
    ...(await untracked(project, [
      CONFIG_PATH,
      MANIFEST_PATH,
      ...settings,
      ...steps.flatMap(({ act, path }) => (act === 'remove' ? [] : [path])),
    ])),
  ];
  if (findings.length === 0) return fine('files', `${steps.length} as this canon writes them, known to git`);
  return { checks: [fileCheck(findings)], findings };
}

function fileCheck(findings: readonly Diagnostic[]): Exam['checks'][number] {
  const severity = (['error', 'warning', 'info'] as const).find((one) =>
    findings.some((finding) => finding.severity === one),
  );
  return { name: 'files', state: severity ?? 'ok', detail: 'not all as this canon writes them' };
}

/** What the plan of `init` says of files, told of the state they are in. */
export function fileFindings(steps: readonly Step[]): Diagnostic[] {
  const pick = (isOne: (step: Step) => boolean): { run: string[]; skills: string[] } => {
    const paths = steps.filter(isOne).map(({ path }) => path);
    return {
      run: paths.filter((path) => RUN.includes(path)),
      skills: paths.filter((path) => !RUN.includes(path)),
    };
  };
  const missing = pick(({ act }) => act === 'write');
  const old = pick(({ act }) => act === 'update' || act === 'remove');
  const changed = pick((step) => step.act === 'keep' && step.why === 'changed');
  const findings: (Diagnostic & { readonly args: { readonly paths: readonly string[] } })[] = [
    { code: 'doctor-files-missing', severity: 'error', args: { paths: missing.run } },
    { code: 'doctor-files-missing', severity: 'warning', args: { paths: missing.skills } },
    { code: 'doctor-files-old', severity: 'warning', args: { paths: [...old.run, ...old.skills] } },
    { code: 'doctor-files-changed', severity: 'warning', args: { paths: changed.run } },
    // A skill that people have made theirs is no fault.
    { code: 'doctor-files-changed', severity: 'info', args: { paths: changed.skills } },
  ];
  return findings.filter(({ args }) => args.paths.length > 0);
}

async function untracked({ root, prefix, repo }: Project, paths: readonly string[]): Promise<Diagnostic[]> {
  const there = [...new Set(paths)].filter((path) => existsSync(join(root, path)));
  if (there.length === 0) return [];
  const known = await trackedPaths(
    repo,
    there.map((path) => prefix + path),
  );
  const unknown = there.filter((path) => !known.has(prefix + path));
  return unknown.length > 0
    ? [{ code: 'doctor-files-untracked', severity: 'warning', args: { paths: unknown } }]
    : [];
}
