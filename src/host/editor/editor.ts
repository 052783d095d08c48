import type { Layout } from '../../store/layout.ts';
import type { HostFile } from '../host.ts';
import type { WantedKey } from '../settings/installed-keys.ts';

/** An editor that canon can set the repository up for. */
export type EditorName = 'obsidian' | 'vscode';

/** Settings that are the people's, and what canon adds to them. */
export interface EditorSettings {
  /** Relative to the project's root. */
  readonly path: string;
  readonly keys: readonly WantedKey[];
  /** Older versions keep a list in it. It is left as it is, and newer ones bring it up to date. */
  readonly wasList?: true;
}

/** One editor, and what it is given. Nothing of it is needed to work with the records. */
export interface Editor {
  readonly name: EditorName;
  /** As people call it. */
  readonly title: string;
  /** Files of its own. */
  readonly files: (layout: Layout) => readonly HostFile[];
  /** `prefix`: the project's folder below the top of the repository, with a slash at its end; empty at the top. */
  readonly settings: (prefix: string) => readonly EditorSettings[];
  /** Whether a file of the manifest is this editor's. */
  readonly has: (path: string) => boolean;
}
