import { sectionKey } from '../record/sections.ts';

/**
 * The session section a heading means, whatever its case and dress: `NEXT ACTION:`, `**Next action**` and
 * `next_action` all mean "Next Action". Undefined for a name of the author's own.
 */
export function knownName(heading: string): string | undefined {
  const plain = heading
    .replace(/^(\*\*|__|\*|`)(.+)\1$/, '$2')
    .replace(/[:.]\s*$/, '')
    .replace(/[\s_-]+/g, ' ')
    .trim();
  return sectionKey('session', plain);
}
