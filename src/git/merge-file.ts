import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './exec.ts';

/** Three versions of a text. */
export interface ThreeTexts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface MergeFileOptions {
  /** A folder that is there; what is made in it is taken away again. */
  readonly dir: string;
  /** What conflict marks call the three. */
  readonly labels?: { readonly base: string; readonly ours: string; readonly theirs: string };
  readonly markerSize?: number;
}

/** Git's own merge of three texts, with the conflict style that is configured. Conflicts are marked in the text. */
export async function mergeFileTexts(
  git: Git,
  { base, ours, theirs }: ThreeTexts,
  { dir, labels, markerSize }: MergeFileOptions,
): Promise<{ readonly text: string; readonly conflicts: boolean }> {
  const folder = await mkdtemp(join(dir, 'merge-'));
  try {
    const names = ['ours', 'base', 'theirs'].map((name) => join(folder, name));
    await Promise.all([ours, base, theirs].map((text, at) => writeFile(names[at] ?? '', text)));
    const called = labels ? [labels.ours, labels.base, labels.theirs].flatMap((label) => ['-L', label]) : [];
    const size = markerSize === undefined ? [] : [`--marker-size=${markerSize}`];
    // The exit code is the number of conflicts, at most 127.
    const { code, stdout } = await git.run(['merge-file', '-p', '-q', ...size, ...called, ...names], {
      ok: Array.from({ length: 128 }, (_, at) => at),
    });
    return { text: stdout, conflicts: code !== 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
