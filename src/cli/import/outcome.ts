import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { SourceContents, SourceProblem } from '../../import/item.ts';
import type { ImportPlan, PlanProblem } from '../../import/plan/plan.ts';
import type { Outcome } from '../command.ts';
import type { Applied } from './apply.ts';
import type { Proof } from './proof.ts';
import type { ImportRequest } from './run-import.ts';
import { importText } from './text.ts';

/** All that came of an import. */
export interface Came {
  readonly request: ImportRequest;
  readonly contents: SourceContents;
  readonly plan: ImportPlan;
  readonly applied: Applied;
  readonly proof: Proof;
  readonly diagnostics: readonly Diagnostic[];
}

/** An import as the top floor prints it: a table for people, `canon.import/1`, the exit code. */
export function outcomeOf(came: Came): Outcome {
  const { contents, plan, applied, proof } = came;
  const refused = applied.exit === 2;
  const conflicts = plan.items.filter(({ action }) => action === 'conflict');
  const lost = [
    ...proof.lost,
    ...contents.problems.flatMap(({ lost, code, path, line }) =>
      lost ? [{ source: path, what: `${code}${line === undefined ? '' : `:${line}`}` }] : [],
    ),
    ...plan.problems.map(({ code, path }) => ({ source: path, what: code })),
  ];
  const report = plan.reports[0]?.path ?? null;
  const findings = lost.length > 0 || conflicts.length > 0;
  return {
    data: {
      items: plan.items.map(({ item, action, kind, id, doubts }) => ({
        source: item.path,
        record: `${kind}:${id}`,
        action,
        uncertain: doubts,
      })),
      lost,
      commit: applied.commit,
      report,
      passed: contents.passed,
    },
    diagnostics: [
      ...came.diagnostics,
      ...applied.diagnostics,
      ...contents.problems.map(problemOf),
      ...plan.problems.map(problemOf),
      ...conflicts.map(({ item, file, entry }): Diagnostic => ({
        code: 'import-conflict',
        severity: 'warning',
        path: file,
        args: { source: item.path, missing: entry.lost ?? [], machine: item.text === undefined },
      })),
      ...proof.lost.map(({ source, what }): Diagnostic => ({
        code: 'import-lost',
        severity: 'error',
        args: { source, what },
      })),
      ...proof.edited.map((path): Diagnostic => ({
        code: 'import-edited',
        severity: 'info',
        path,
        args: { path },
      })),
    ],
    exit: refused ? 2 : findings ? 1 : applied.exit,
    human: (look) => (refused ? '' : importText({ ...came, report, lost: lost.length }, look)),
  };
}

const problemOf = (problem: SourceProblem | PlanProblem): Diagnostic => {
  const { code, path, line, args } = problem;
  const lost = !('lost' in problem) || problem.lost;
  return {
    code,
    severity: lost ? 'error' : 'warning',
    path,
    ...(line === undefined ? {} : { line }),
    args: { path, ...args },
  };
};
