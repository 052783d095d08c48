import type { Editor, EditorName } from './editor.ts';
import { obsidian } from './obsidian.ts';
import { vscode } from './vscode.ts';

/** Every editor canon knows. */
export const EDITORS: readonly Editor[] = [obsidian, vscode];

/** The editors to set up for: those asked for, and those of an earlier `init`. */
export const chooseEditors = (asked: readonly EditorName[], before: readonly string[]): readonly Editor[] =>
  EDITORS.filter(({ name }) => asked.includes(name) || before.includes(name));
