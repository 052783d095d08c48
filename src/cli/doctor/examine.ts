import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { Host, HostName, HostSettings } from '../../host/host.ts';
import { HOOK_PATH } from '../../host/hook-script.ts';
import { LAUNCHER_PATH } from '../../host/launcher.ts';
import { HOSTS } from '../../host/index.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { lastFired } from '../../telemetry/fired.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { realPathOf } from '../init/found.ts';
import { MANIFEST_PATH, parseManifest } from '../init/manifest.ts';
import { examineTranscripts } from './ahead.ts';
import { examineBacklog } from './backlog.ts';
import { examineTrust } from './codex-trust.ts';
import { examineFiles } from './files.ts';
import { findingOf } from './guarded.ts';
import { compareHost, otherFiles, type ComparedHost } from './installed.ts';
import { examineJournals } from './journals.ts';
import { examineMerges } from './merges.ts';
import type { Check, Exam, Fired, HookReport, HostReport, Report } from './report.ts';
import { isCalled, together } from './report.ts';
import { lookAtScripts, type Scripts, whyNotFired } from './scripts.ts';
import * as setUp from './set-up.ts';
import { examineFolder } from './subfolder.ts';
import { runTrials, type ToFire } from './trials.ts';

export interface Doctoring {
  /** Where a client would be started. */
  readonly from: string;
  readonly fire: boolean;
  /** No hook is given longer than this, in milliseconds. */
  readonly limit: number;
  /** The program that runs here. */
  readonly self: string;
}

/** Examines all of it. Nothing is mended; what waits in the spool is folded, as by every command that counts. */
export async function examine(project: Project, world: World, how: Doctoring): Promise<Report> {
  const { root } = project;
  const manifestText = await readRecord(project, MANIFEST_PATH);
  const manifest = manifestText === undefined ? undefined : parseManifest(manifestText);
  if (!project.initialized || manifest === undefined) {
    const code = !project.initialized
      ? 'doctor-not-set-up'
      : manifestText === undefined
        ? 'doctor-no-manifest'
        : 'doctor-manifest-unreadable';
    const path = project.initialized ? { path: MANIFEST_PATH } : {};
    return { root, checks: [], hosts: [], findings: [{ code, severity: 'error', ...path }] };
  }
  const installed = HOSTS.filter(({ name }) => manifest.hosts.includes(name));
  const hooked = installed.flatMap((host) => {
    const settings = host.settings?.(project.config);
    return settings ? [{ host, settings }] : [];
  });
  const compared = await Promise.all(
    hooked.map(({ host, settings }) => guarded(() => compareOne(project, world, host, settings))),
  );
  const reports = compared.flatMap((one) => ('code' in one ? [] : [one.report]));
  const right = hooked.map(({ host, settings }) => rightOnes(host, settings, reports));
  const scripts = await lookAtScripts(project, world, how.self);
  const locks = await setUp.examineLock(project);
  const early = [
    setUp.examineTelemetry(project),
    setUp.examineState(project),
    examineJournals(project),
    locks,
    await examineBacklog(project, world),
  ];
  const codex = right.find(({ host, entries }) => host === 'codex' && entries.length > 0);
  const names = installed.map(({ name }): HostName => name);
  const paths = hooked.map(({ settings }) => settings.path);
  const [launcher, files, trust] = await Promise.all([
    setUp.examineLauncher(project, world, scripts),
    examOf(async () => withScripts(await examineFiles(project, world, names, paths), scripts)),
    codex ? examineTrust(project, world, codex.entries) : undefined,
  ]);
  const runs = launcher.checks.some(({ state }) => state === 'ok' || state === 'warning');
  const trials =
    how.fire && locks.findings.length === 0
      ? await runTrials(project, world, fireable(right, scripts), { limit: how.limit, hopeless: !runs })
      : { fired: new Map<string, Map<string, Fired>>(), findings: [] };
  const { hosts, findings: untimed } = withTimes(
    project,
    reports.map((report): HostReport => ({
      ...report,
      hooks: report.hooks.map((hook) => ({
        ...hook,
        fired:
          trials.fired.get(report.host.name)?.get(hook.event) ??
          (how.fire ? skipped(scripts, report, hook) : hook.fired),
        ...(report.host.name === 'codex' ? { trust: trust?.trust.get(hook.event) ?? 'unknown' } : {}),
      })),
    })),
  );
  const exams = together([
    launcher,
    ...early,
    await examOf(() => Promise.resolve(setUp.examineQuarantine(project))),
    files,
    await examOf(() => examineMerges(project)),
    await examOf(() => Promise.resolve(examineTranscripts(project, world))),
    examineFolder(project, how.from, hosts),
    ...(trust ? [trust] : []),
  ]);
  const findings = [
    ...(hooked.length === 0 ? [{ code: 'doctor-no-host', severity: 'warning' } as const] : []),
    ...exams.findings,
    ...untimed,
    ...compared.flatMap((one): readonly Diagnostic[] => ('code' in one ? [one] : one.findings)),
    ...trials.findings,
    ...hosts.flatMap(failures),
  ];
  return { root, checks: exams.checks, hosts, findings: eachOnce(findings) };
}

// A journal that nobody can read is in the way of several.
const eachOnce = (findings: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(findings.map((one) => [JSON.stringify(one), one])).values(),
];

async function compareOne(
  project: Project,
  world: World,
  host: Host,
  settings: HostSettings,
): Promise<ComparedHost> {
  const path = realPathOf(project, settings.path);
  const [text, others] = await Promise.all([readRecord(project, path), otherFiles(project, host, world)]);
  return compareHost(host, { ...settings, path }, text, others);
}

/** What refuses a part of it, like a link that leads out of the repository, is a finding among others. */
async function guarded<T extends object>(part: () => Promise<T>): Promise<T | Diagnostic> {
  try {
    return await part();
  } catch (error) {
    return findingOf(error);
  }
}

async function examOf(part: () => Promise<Exam>): Promise<Exam> {
  const exam = await guarded(part);
  return 'code' in exam ? { checks: [], findings: [exam] } : exam;
}

// What somebody changed may be anything: not run. A doubled one is there as canon wants it.
function rightOnes(host: Host, { entries }: HostSettings, reports: readonly HostReport[]): ToFire {
  const report = reports.find((one) => one.host === host);
  const isRight = (event: string): boolean =>
    report !== undefined &&
    isCalled(report) &&
    report.hooks.some((hook) => hook.event === event && ['ok', 'doubled'].includes(hook.installed));
  return { host: host.name, entries: entries.filter(({ event }) => isRight(event)) };
}

/** Only of what is canon's own from end to end anything is started. */
const fireable = (hosts: readonly ToFire[], scripts: Scripts): ToFire[] =>
  hosts.map(({ host, entries }) => ({
    host,
    entries: entries.filter(({ event }) => whyNotFired(scripts, event) === undefined),
  }));

function skipped(scripts: Scripts, report: HostReport, { event, fired, installed }: HookReport): Fired {
  if (!isCalled(report)) return { ...fired, detail: `${report.host.title} calls nothing that stands there` };
  const detail = ['ok', 'doubled'].includes(installed) ? whyNotFired(scripts, event) : undefined;
  return detail === undefined ? fired : { ...fired, detail: safeLine(detail) };
}

// A script that is not run is told of in any case, whatever the manifest says of it.
function withScripts(exam: Exam, { run, hook }: Scripts): Exam {
  const told = exam.findings.flatMap(({ args }) => (Array.isArray(args?.['paths']) ? args['paths'] : []));
  const paths = [
    ...(run === 'changed' ? [LAUNCHER_PATH] : []),
    ...(hook === 'changed' ? [HOOK_PATH] : []),
  ].filter((path) => !told.includes(path));
  const checks: Check[] =
    hook === 'changed'
      ? [{ name: 'hook', state: 'warning', detail: `${HOOK_PATH} is not canon's own: not run` }]
      : [];
  const findings: Diagnostic[] =
    paths.length > 0 ? [{ code: 'doctor-files-changed', severity: 'warning', args: { paths } }] : [];
  return together([exam, { checks, findings }]);
}

function withTimes(
  project: Project,
  hosts: readonly HostReport[],
): { readonly hosts: HostReport[]; readonly findings: readonly Diagnostic[] } {
  const asked = hosts.flatMap(({ host, hooks }) => hooks.map(({ event }) => ({ host: host.name, event })));
  let times: (number | null)[] = [];
  let findings: Diagnostic[] = [];
  try {
    times = lastFired(project, asked);
  } catch (error) {
    findings = [findingOf(error)];
  }
  let at = 0;
  const timed = hosts.map((host) => ({
    ...host,
    hooks: host.hooks.map((hook) => ({ ...hook, last: times[at++] })),
  }));
  return { hosts: timed, findings };
}

/** Hooks that did not do what they should: those of one host that failed alike are told of together. */
function failures({ host, path, hooks }: HostReport): Diagnostic[] {
  const byDetail = new Map<string, string[]>();
  for (const { event, fired } of hooks) {
    if (fired.state !== 'failed') continue;
    const detail = fired.detail ?? '';
    byDetail.set(detail, [...(byDetail.get(detail) ?? []), event]);
  }
  return [...byDetail].map(([detail, events]) => ({
    code: 'doctor-hook-failed',
    severity: 'error',
    path,
    args: { title: host.title, events, detail },
  }));
}
