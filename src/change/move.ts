import type { Note } from './note.ts';
import type { ChangeProject } from './project.ts';

export async function finishMove(
  _project: ChangeProject,
  _note: Extract<Note, { kind: 'move' }>,
  _head: string | null,
): Promise<void> {}
