import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { Project } from '../../store/project.ts';
import { safeLine } from '../../text/safe.ts';
import { textOutside } from './guarded.ts';
import { fine, type Check, type Exam, type HostReport } from './report.ts';

/** Where clients load a project's hooks from; `from` is where one would be started. */
export function examineFolder(project: Project, from: string, hosts: readonly HostReport[]): Exam {
  const { root, prefix } = project;
  const below = safeLine(relative(root, realpathSync.native(from)).split(sep).join('/'));
  const exams = hosts.map(({ host, path }): Exam => {
    const { title } = host;
    const name = `from here, ${title}`;
    const lead = prefix === '' ? [] : [fromTheTop(title, prefix, path)];
    // Outside of the project, by --repo: nobody starts a client there to work here.
    if (below.startsWith('..')) return { checks: [], findings: lead };
    if (below === '' || host.name !== 'claude-code') {
      const main = host.name === 'codex' ? mainTree(project, path) : undefined;
      if (main !== undefined) return { checks: [main.check], findings: [...lead, ...main.findings] };
      return { ...fine(name, 'loads them'), findings: lead };
    }
    const check: Check = { name, state: 'warning', detail: `started in ${below} it loads no hook` };
    const finding: Diagnostic = {
      code: 'doctor-subfolder',
      severity: 'warning',
      args: { title, below, root: safeLine(root), path },
    };
    return { checks: [check], findings: [...lead, finding] };
  });
  return {
    checks: exams.flatMap(({ checks }) => checks),
    findings: exams.flatMap(({ findings }) => findings),
  };
}

// Whoever starts at the top works in all of the repository, and has this project's hooks nowhere.
const fromTheTop = (title: string, prefix: string, path: string): Diagnostic => ({
  code: 'doctor-below-the-top',
  severity: 'info',
  args: { title, folder: safeLine(prefix.replace(/\/$/, '')), path },
});

/** Of a linked work tree Codex reads the hooks of the main one. Undefined in the main one. */
function mainTree(
  { repo, root, prefix }: Project,
  path: string,
): { check: Check; findings: readonly Diagnostic[] } | undefined {
  if (repo.gitDir === repo.commonDir || basename(repo.commonDir) !== '.git') return undefined;
  const main = join(dirname(repo.commonDir), prefix, path);
  const name = 'from here, Codex';
  if (textOutside(main) === textOutside(join(root, path)))
    return {
      check: { name, state: 'ok', detail: 'loads those of the main work tree, which are the same' },
      findings: [],
    };
  return {
    check: { name, state: 'warning', detail: 'loads those of the main work tree, which are others' },
    findings: [{ code: 'doctor-codex-main-tree', severity: 'warning', path, args: { main: safeLine(main) } }],
  };
}
