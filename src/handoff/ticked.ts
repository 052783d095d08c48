import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import type { RowSet } from '../store/row-set.ts';
import { readRecordText } from '../work/document.ts';
import type { Row } from '../work/row.ts';
import { tasksOf } from '../work/tasks.ts';
import type { Draft } from './draft.ts';

/** A draft with what the session's own ticks say of it. */
export interface Told {
  readonly draft: Draft;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A draft that names no workstream is of the one in which this session has ticked tasks, and of its plan: their
 * evidence is its id. With several it stays without one, and that is said.
 * @param id claimed before this run; one that is new stands nowhere
 */
export async function withTicked(
  project: Project,
  rows: Pick<RowSet, 'having'>,
  draft: Draft,
  id: string,
): Promise<Told> {
  if (typeof draft.data['workstream'] === 'string') return { draft, diagnostics: [] };
  const [first, ...others] = await tickedBy(project, rows.having('kind', 'workstream'), id);
  if (first === undefined) return { draft, diagnostics: [] };
  if (others.length > 0) {
    const workstreams = [first, ...others].map((row) => row.id).toSorted();
    return {
      draft,
      diagnostics: [{ code: 'handoff-ticked-several', severity: 'info', args: { id, workstreams } }],
    };
  }
  const plan = draft.data['plan'] ?? first.plan;
  return {
    draft: {
      ...draft,
      data: { ...draft.data, workstream: first.id, ...(plan === undefined ? {} : { plan }) },
    },
    diagnostics: [
      { code: 'handoff-ticked', severity: 'info', args: { workstream: first.id, plan: first.plan ?? '' } },
    ],
  };
}

/** The workstreams with a task whose evidence is a session. */
async function tickedBy(project: Project, streams: readonly Row[], id: string): Promise<Row[]> {
  const found = await Promise.all(
    streams.map(async (row) => {
      // One that cannot be read stops no handoff.
      const text = await readRecord(project, row.path).catch(() => undefined);
      if (text === undefined || !text.includes(id)) return false;
      const { body } = await readRecordText('workstream', text);
      return tasksOf(body).some(({ sessions }) => sessions.includes(id));
    }),
  );
  return streams.filter((_, at) => found[at]);
}
