import type { Earlier } from './earlier.ts';

/** The id that an import gave to a record which has another one by now; undefined where it has it still. */
export const formerId = ({ id, kind, row }: Earlier): string | undefined =>
  kind === 'session' && row !== undefined && row.id !== id ? id : undefined;

/** A record as it was before `canon renumber` gave it another id: nobody has edited anything in it by that. */
export function beforeRenumber(text: string, earlier: Earlier): string {
  const former = formerId(earlier);
  const now = earlier.row?.id ?? '';
  if (former === undefined) return text;
  return text
    .replace(`\naliases: [${former}]\n`, '\n')
    .replace(`\nid: ${now}\n`, () => `\nid: ${former}\n`)
    .replace(`\n# ${now} — `, () => `\n# ${former} — `);
}
