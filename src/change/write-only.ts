import { CanonError } from '../fault/error.ts';
import { createExclusive } from '../store/atomic.ts';
import { atomicWrite } from '../store/atomic.ts';
import { createdHashes, hashOf, noteCreated } from './created.ts';
import { editAll } from './edit-version.ts';
import type { Skipped } from './versions.ts';
import type { PlannedEdit, PlannedFile } from './plan.ts';
import { type ChangeProject, readWork, targetOf, textOf } from './project.ts';

/**
 * Makes a plan's edits in the work tree alone, without its derived text. Derived text tells of what is
 * committed, and this is not.
 */
export async function writeOnly(
  project: ChangeProject,
  planned: readonly PlannedFile[],
): Promise<{ written: string[]; skipped: Skipped[] }> {
  const written: string[] = [];
  const skipped: Skipped[] = [];
  const created = await createdHashes(project);
  const texts = new Map<string, string | null>();
  const files = new Map<string, { edits: PlannedEdit[]; expect: PlannedFile['expect'] }>();
  for (const { path, edit, expect, derived } of planned) {
    if (derived) continue;
    const known = files.get(path);
    if (known) known.edits.push(edit);
    else files.set(path, { edits: [edit], expect });
  }
  for (const [path, { edits, expect }] of files) {
    const result = await writeOne(project, path, edits, expect);
    if ('why' in result) {
      skipped.push({ path, where: 'work-tree', ...result });
      continue;
    }
    if (result.text !== result.before) written.push(path);
    const mine = result.before === null || created[path] === hashOf(result.before);
    if (mine) texts.set(path, result.text);
  }
  if (texts.size > 0) await noteCreated(project, texts);
  return { written, skipped };
}

async function writeOne(
  project: ChangeProject,
  path: string,
  edits: readonly PlannedEdit[],
  expect: PlannedFile['expect'],
): Promise<{ before: string | null; text: string | null } | Pick<Skipped, 'why' | 'code'>> {
  const file = await targetOf(project, path);
  const work = await readWork(file);
  if (work.is === 'other') return { why: 'not-a-file' };
  const before = work.is === 'file' ? textOf(work.bytes) : null;
  if (before === undefined) return { why: 'not-utf8' };
  if (before === null && expect === 'present') return { why: 'missing' };
  let text: string | null;
  try {
    text = await editAll(edits, before, before);
  } catch (error) {
    return { why: 'unreadable', ...(error instanceof CanonError ? { code: error.code } : {}) };
  }
  if (text === before) return { before: expect === 'absent' ? null : before, text };
  if (before !== null && expect === 'absent')
    throw new CanonError('E_CHANGE_EXISTS', { path, data: { path } });
  // Nothing is removed without a commit that has it: the work tree may be the only place it is in.
  if (text === null) return { why: 'uncommitted' };
  if (before !== null) await atomicWrite(file, text);
  else if (!(await createExclusive(file, text))) {
    throw new CanonError('E_CHANGE_EXISTS', { path, data: { path } });
  }
  return { before, text };
}
