import { readRecordText } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';
import { writtenLines } from '../../work/session-log.ts';
import type { Exclusion } from './exclusion.ts';
import type { Texts } from './texts.ts';

type Hides = Pick<Exclusion, 'hidesId' | 'hiddenIds'>;

/**
 * The texts of records as the site has them: canon's own lines about sessions that are kept out are not in them. What
 * people wrote is left as they wrote it. Of a record that does not parse nobody knows which is which: it has no text
 * where it names what is kept out.
 */
export function shownTexts(texts: Texts, rows: readonly Row[], { hidesId, hiddenIds }: Hides): Texts {
  const cut = new Map(rows.filter(mayBeCut).map((row) => [row.path, row]));
  return {
    async read(path) {
      const text = await texts.read(path);
      const row = cut.get(path);
      if (text === undefined || row === undefined) return text;
      if (row.fault !== undefined) return isNaming(text, hiddenIds) ? undefined : text;
      return await withoutLines(row, text, hidesId);
    },
  };
}

/** Whether a record may have lines that canon writes of others. */
export const mayBeCut = ({ kind, fault }: Row): boolean => kind === 'workstream' || fault !== undefined;

/** Whether a text has one of these ids as a word, also as Markdown and addresses write it. */
function isNaming(text: string, ids: ReadonlySet<string>): boolean {
  const plain = text.replace(/\\/g, '').replace(/(?:%[\da-f]{2})+/gi, decoded);
  return [...ids].some((id) => {
    for (let at = plain.indexOf(id); at >= 0; at = plain.indexOf(id, at + 1)) {
      if (!isPart(plain.charAt(at - 1)) && !isPart(plain.charAt(at + id.length))) return true;
    }
    return false;
  });
}

const isPart = (letter: string): boolean => /[\p{L}\p{N}_-]/u.test(letter);

function decoded(octets: string): string {
  try {
    return decodeURIComponent(octets);
  } catch {
    return octets;
  }
}

async function withoutLines(row: Row, text: string, hides: Hides['hidesId']): Promise<string> {
  const { body } = await readRecordText(row.kind, text);
  const gone = writtenLines(body).filter(({ id }) => hides(id, 'session'));
  if (gone.length === 0) return text;
  const shift = text.length - body.source.length;
  let cut = '';
  let from = 0;
  for (const { start, end } of gone) {
    cut += text.slice(from, shift + start);
    from = shift + end;
  }
  return cut + text.slice(from);
}
