import { SHOWN } from '../../store/session-reader.ts';
import { plainEntries, soundValues, unquoted } from '../../record/sound-frontmatter.ts';
import { tagsFrom } from '../../record/tags.ts';

// Everything here is in the letters that a text's bytes stand for, one each: they are only cut and put together.

/** In the order of a session's keys. */
const KEYS = ['title', 'operator', 'summary', 'plan', 'workstream', 'tags', 'status', 'created'];

/** What JSON, or the JSON that is safe to show, writes otherwise. */
const ESCAPED =
  /["\\\x7F]|\xC2[\x80-\x9F]|\xD8\x9C|\xE2\x80[\x8B-\x8F\xA8-\xAE]|\xE2\x81[\xA0-\xAF]|\xEF\xBB\xBF/;
/** What prose might be shown without: Markdown, and blanks of any kind at its end. */
const MARKUP =
  /[`*_~[\]<>&!]| {2}| $|\xC2[\x80-\xA0]$|\xE1\x9A\x80$|\xE2[\x80\x81][\x80-\xBF]$|\xE3\x80\x80$|\xEF\xBB\xBF$/;
/** Up to here nothing is cut. */
const SHORT = 240;
const PLAIN_PATH = /^[A-Za-z0-9 ._/-]+$/;

/**
 * Makes a writer of sessions as `rowDocument` has them, straight from their frontmatter, which is known to be sound: of
 * twenty thousand, most of the time would go into making rows and documents of them.
 *
 * @param out takes the pieces of a session's JSON
 * @returns false, and nothing was put out, where a document has to be made
 */
export function sessionJson(out: string[]): (path: string, id: string, front: string) => boolean {
  const read = soundValues('session', KEYS);
  const wordOf = remembering((written) => {
    const word = unquoted(written);
    return word === '' ? 'null' : ESCAPED.test(word) ? undefined : `"${word}"`;
  });
  const tagsOf = remembering((written) => {
    const entries = plainEntries(written);
    if (!entries || ESCAPED.test(written)) return undefined;
    const tags = tagsFrom(entries);
    return tags.length === 0 ? '[]' : `["${tags.join('","')}"]`;
  });
  return (path, id, front) => {
    if (!PLAIN_PATH.test(path)) return false;
    const written = read(front);
    const [title, summary] = [unquoted(written[0] ?? ''), unquoted(written[2] ?? '')];
    if (!isPlainProse(title) || !isPlainProse(summary)) return false;
    const [operator, plan] = [wordOf(written[1] ?? ''), wordOf(written[3] ?? '')];
    const [workstream, tags] = [wordOf(written[4] ?? ''), tagsOf(written[5] ?? '')];
    const [status, created] = [wordOf(written[6] ?? ''), written[7] ?? ''];
    if (!(operator && plan && workstream && tags && status) || ESCAPED.test(created)) return false;
    out.push('{"id":"', id, '","kind":"session","title":"', title, '","status":', status);
    out.push(',"operator":', operator, ',"summary":"', summary, '","tags":', tags, ',"plan":', plan);
    out.push(',"workstream":', workstream, ',"created":"', created, '","updated":null,"path":"', path, '"}');
    return true;
  };
}

const isPlainProse = (text: string): boolean =>
  text.length <= SHORT && SHOWN.test(text) && !MARKUP.test(text) && !ESCAPED.test(text);

/** The same few words come again and again: each is looked at once. */
function remembering(make: (written: string) => string | undefined): (written: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (written) => {
    const made = known.get(written);
    if (made !== undefined || known.has(written)) return made;
    const fresh = make(written);
    known.set(written, fresh);
    return fresh;
  };
}
