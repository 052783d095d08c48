import { rm } from 'node:fs/promises';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { conflictLine } from '../../record/conflict-markers.ts';
import { atomicWrite } from '../../store/atomic.ts';
import { openProject, type Project } from '../../store/project.ts';
import { containedPath } from '../../store/read.ts';
import { readRows } from '../../store/rows.ts';
import { safeLine } from '../../text/safe.ts';
import { defineCommand } from '../command.ts';
import { mendedImports } from '../merge/mend-imports.ts';
import { diagnosticText } from '../output/fault.ts';
import { diagnosticToJson } from '../output/json.ts';
import {
  derivedFiles,
  derivedState,
  isConflicted,
  isOurs,
  type DerivedFile,
  type DerivedState,
} from '../../store/derived.ts';

/** `canon index` */
export const command = defineCommand({
  name: 'index',
  usage: ['index [--check | --dry-run]'],
  about: [
    "Makes every INDEX.md and every workstream's Session Log anew from the records of the work tree, and writes the files that are out of date. It commits nothing; a handoff does this by itself for what it changes.",
    'What a merge has left in derived text is repaired, with the lines of both sides: conflicts in an INDEX.md, in a Session Log, among tasks and in the reports of imports. Conflicts in what people wrote stay, and are named.',
    'Derived text is written on the default branch only, so that branches never conflict in it (`derived` in .canon/config.yaml). Elsewhere this says so, and does nothing but repair.',
  ],
  args: [],
  flags: {
    check: { brief: 'only look: exit 1 if a file is out of date' },
    dryRun: { brief: 'say which files would be written' },
  },
  examples: [
    ['canon index', 'after records were edited or merged by hand'],
    ['canon index --check', 'in continuous integration'],
  ],
  async run({ world, globals, progress }, flags) {
    const project = await openProject(world, globals.repo, { readOnly: flags.dryRun === true });
    const state = await derivedState(project);
    const elsewhere = state.due ? [] : [notDue(state)];
    const onlyLook = flags.check === true || flags.dryRun === true;
    progress.say('Reading the records');
    let rows = (await readRows(project)).all();
    const imports = await mendedImports(project, rows);
    const mended = imports.filter(({ want, have }) => want !== have);
    if (!onlyLook && mended.length > 0) {
      for (const file of mended) await write(project, file);
      rows = (await readRows(project)).all();
    }
    // What a merge has left is in everybody's way, on whatever branch and in the midst of a rebase.
    const all = state.reason === 'never' ? [] : await derivedFiles(project, rows);
    const files = [...imports, ...(state.due ? all : all.filter(isConflicted))];
    const stale = files.filter(({ want, have }) => want !== have);
    const due = stale.filter(isOurs);
    if (!onlyLook) for (const file of due) if (!mended.includes(file)) await write(project, file);
    const foreign = stale.flatMap((file): Diagnostic[] =>
      isOurs(file) ? [] : [{ code: 'index-not-derived', severity: 'warning', path: file.path }],
    );
    const left = files.flatMap(conflictLeft);
    const findings = flags.check ? [...due.map(finding), ...foreign, ...left] : [];
    const told = [...project.diagnostics, ...elsewhere];
    return {
      data: {
        findings: findings.map(diagnosticToJson),
        records: rows.filter((row) => row.stub !== true).length,
        fixed: onlyLook ? [] : due.map(({ path }) => path),
        ...(flags.dryRun ? { would_write: due.map(({ path }) => path) } : {}),
      },
      diagnostics: flags.check ? told : [...told, ...foreign, ...left],
      exit: findings.length > 0 ? 1 : 0,
      human(look) {
        if (flags.check && findings.length > 0)
          return findings.map((one) => diagnosticText(one, look)).join('');
        if (due.length === 0) return state.due ? `Up to date: ${files.length} files.` : 'Nothing to do here.';
        return due.map((file) => `${look.dim(wordFor(file, onlyLook))}  ${safeLine(file.path)}`).join('\n');
      },
    };
  },
});

function wordFor({ want }: DerivedFile, onlyLook: boolean): string {
  if (want === undefined) return onlyLook ? 'would remove' : 'removed';
  return onlyLook ? 'would write' : 'wrote';
}

async function write(project: Project, { path, want }: DerivedFile): Promise<void> {
  const file = containedPath(project, path);
  if (want === undefined) await rm(file, { force: true });
  else await atomicWrite(file, want);
}

const finding = ({ path, have, want }: DerivedFile): Diagnostic => ({
  code: 'stale-derived',
  severity: 'warning',
  path,
  args: { missing: have === undefined, superfluous: want === undefined },
});

/** A conflict that stays in a file of people, as that file will be. */
function conflictLeft(file: DerivedFile): Diagnostic[] {
  const line = file.want === undefined || !isOurs(file) ? undefined : conflictLine(file.want);
  const { path } = file;
  return line === undefined ? [] : [{ code: 'index-conflict-left', severity: 'warning', path, line }];
}

const notDue = ({ reason, branch, defaultBranch }: DerivedState): Diagnostic => ({
  code: reason === 'never' ? 'index-never' : 'index-elsewhere',
  severity: 'info',
  args: { branch: branch ?? '', main: defaultBranch ?? '' },
});
