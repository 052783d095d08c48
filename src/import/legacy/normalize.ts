import type { SplitDocument } from '../../record/document.ts';
import { LEGACY_NAMES } from '../../record/sections.ts';
import { readBody } from '../../work/document.ts';
import type { Edit } from '../../work/edit.ts';
import type { Mention } from '../../work/mentions.ts';

/** The edits that give known sections their name of today: Changes becomes What I Did. */
export async function normalizeHeadings({ body }: Pick<SplitDocument, 'body'>): Promise<Edit[]> {
  const names = LEGACY_NAMES.session ?? {};
  const { sections } = await readBody('session', body);
  const lines: Mention[] = [];
  const written = body.split('\n').map((line) => line.replace(/\r$/, ''));
  for (const { key, heading, start } of sections) {
    const end = body.indexOf('\n', start);
    const before = body.slice(start, end < 0 ? body.length : end).replace(/\r$/, '');
    // Only a heading that is on one line and has nothing else on it.
    const plain = /^(#{1,2}[ \t]+)(\S.*?)([ \t]*#*[ \t]*)$/.exec(before);
    if (key === undefined || plain?.[2] !== heading || heading === key) continue;
    if (
      !Object.entries(names).some(([old, now]) => now === key && old.toLowerCase() === heading.toLowerCase())
    )
      continue;
    // The same line stands in code as well, where it is no heading: they cannot be told apart by what they say.
    const headings = sections.filter((one) => one.heading === heading && one.level === 2).length;
    if (written.filter((line) => line === before).length > headings) continue;
    lines.push({ key: null, before, after: `${plain[1] ?? ''}${key}${plain[3] ?? ''}` });
  }
  return lines.length === 0 ? [] : [{ op: 'mentions', lines }];
}
