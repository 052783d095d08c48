import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { version } from 'highlight.js/package.json';
import { localFile } from '../../store/local.ts';
import { readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { writeNow } from '../../store/write-now.ts';
import type { CodeMemory } from '../markdown/highlight.ts';

const NAME = ['cache', 'site-code.json'] as const;
/** Raised when the same code would be written otherwise. */
const FORMAT = 1;
const MADE = `${FORMAT}/${version}`;
/** In characters. What was used last stays. */
const MOST_KEPT = 8 << 20;
// Local state may have come with an archive: what is kept there is code with classes, or it is forgotten.
const TAGS = /<span class="[\w -]*">|<\/span>/g;
const isSound = (html: unknown): html is string =>
  typeof html === 'string' && !html.replace(TAGS, '').includes('<');

/** Highlighted code that outlives a build, also of another canon: only the highlighter's version tells it apart. */
export interface KeptCode extends CodeMemory {
  /** Keeps what is new for the next build. */
  readonly save: () => void;
}

/** Opens what earlier builds have highlighted, once it is asked for. */
export function keptCode(project: Project): KeptCode {
  let kept: Map<string, string> | undefined;
  let isChanged = false;
  const used = new Map<string, string>();
  const keyOf = (code: string, language: string): string =>
    createHash('sha256').update(`${language}\0${code}`).digest('base64url').slice(0, 24);
  return {
    get(code, language) {
      const key = keyOf(code, language);
      const now = used.get(key);
      if (now !== undefined) return now;
      kept ??= read(project);
      const html = kept.get(key);
      if (!isSound(html)) return undefined;
      used.set(key, html);
      return html;
    },
    set(code, language, html) {
      used.set(keyOf(code, language), html);
      isChanged = true;
    },
    save() {
      if (!isChanged) return;
      const all = [...used, ...[...(kept ?? read(project))].filter(([key]) => !used.has(key))];
      let size = 0;
      const entries = all.filter(([key, html]) => (size += key.length + html.length) <= MOST_KEPT);
      try {
        writeNow(localFile(project, ...NAME), JSON.stringify({ made: MADE, entries }));
      } catch {
        // The next build highlights again.
      }
    },
  };
}

function read(project: Pick<Project, 'local'>): Map<string, string> {
  try {
    const kept = JSON.parse(readPlain(join(project.local, ...NAME), 4 * MOST_KEPT)?.text ?? 'null') as {
      made: string;
      entries: [string, string][];
    } | null;
    return kept?.made === MADE ? new Map(kept.entries) : new Map();
  } catch {
    return new Map();
  }
}
