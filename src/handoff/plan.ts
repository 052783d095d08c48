import type { ChangePlan, PlannedFile } from '../change/plan.ts';
import type { SessionId } from '../record/ids.ts';
import { cutTo } from '../text/width.ts';

/** What is to be written and committed of a session. */
export interface SessionChange {
  readonly id: SessionId;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  /** `new`: nobody has committed a record of this name. `correction`: one is to be replaced. */
  readonly kind: 'new' | 'correction';
  /** Records that it names, that canon made and nobody has committed. */
  readonly alongside?: readonly string[];
  /** Records whose place it takes, and which do not say so yet. */
  readonly superseded?: readonly string[];
  /** It takes the place of one that was made from a transcript: what it says is true of the ground it stands on. */
  readonly takesOver?: true;
  /** The commit that a correction may take the place of. */
  readonly amend?: string;
}

const LONGEST_SUBJECT = 72;

/**
 * The plan of a handoff: the record. What is derived from it (the Session Log of its workstream, index
 * pages) is made from the committed tree when the plan is applied, and again whenever that tree changes.
 */
export function planHandoff(change: SessionChange): ChangePlan {
  const { id, path, title, text, kind, takesOver, amend, alongside = [], superseded = [] } = change;
  const isNew = kind === 'new';
  const verb = isNew || takesOver || amend !== undefined ? 'Hand off' : 'Correct';
  const expect = isNew && !takesOver ? 'absent' : 'any';
  const file: PlannedFile = { path, edit: { op: 'write', text }, expect };
  return {
    commit: {
      subject: cutTo(`${verb} ${id}: ${title}`, LONGEST_SUBJECT),
      trailers: [['Canon-Session', id]],
    },
    files: [file, ...superseded.map((old) => supersededBy(old, id)), ...alongside.map(asItIs)],
    ...(amend === undefined ? {} : { amend }),
  };
}

/** A file of the work tree that is only taken along: an edit of nothing. */
const asItIs = (path: string): PlannedFile => ({
  path,
  edit: { op: 'set', values: [] },
  expect: 'present',
});

/** The other side of `supersedes`. */
const supersededBy = (path: string, id: SessionId): PlannedFile => ({
  path,
  edit: { op: 'set', values: [{ key: ['superseded_by'], value: id }] },
  expect: 'present',
});
