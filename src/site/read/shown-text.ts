import { readRecordText } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';
import { writtenLines } from '../../work/session-log.ts';
import type { Exclusion } from './exclusion.ts';
import type { Texts } from './texts.ts';

/**
 * The texts of records as the site has them: canon's own lines about sessions that are kept out are not in them. What
 * people wrote is left as they wrote it.
 */
export function shownTexts(texts: Texts, rows: readonly Row[], hides: Exclusion['hidesId']): Texts {
  const cut = new Map(rows.filter(mayBeCut).map((row) => [row.path, row]));
  return {
    async read(path) {
      const text = await texts.read(path);
      const row = cut.get(path);
      return text === undefined || row === undefined ? text : await withoutLines(row, text, hides);
    },
  };
}

/** Whether a record has lines that canon writes of others. */
export const mayBeCut = ({ kind, fault }: Row): boolean => kind === 'workstream' && fault === undefined;

async function withoutLines(row: Row, text: string, hides: Exclusion['hidesId']): Promise<string> {
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
