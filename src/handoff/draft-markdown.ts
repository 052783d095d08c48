import type { Heading } from '../record/headings.ts';
import { findHeadings, scanHeadings } from '../record/headings.ts';
import { faultError } from '../record/fault.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import type { SplitDocument } from '../record/document.ts';
import { checkKeys, type LineOf, type RawDraft } from './draft-keys.ts';
import { knownName } from './section-names.ts';

// `# RT-260511-01 — title`: a draft written from an older record carries that record's id along.
const OWN_ID = /^[A-Z]{2,4}-\d{6}-\d{2,}\s*(?:—|–|-|:)\s*/;

/**
 * Reads a Markdown draft: frontmatter, a title, text under headings. Text before the first heading belongs
 * to the Summary.
 * @throws E_FRONTMATTER_SYNTAX, E_DRAFT_KIND, E_DRAFT_TYPE
 */
export async function readMarkdownDraft(text: string, name: string): Promise<RawDraft> {
  const parsed = await parseFrontmatterFully(text, 'session');
  if (!parsed.ok) throw faultError(parsed.fault, name);
  const { body } = parsed.document;
  const lineOf = keyLines(parsed.document);
  const checked = checkKeys(parsed.data, lineOf, name);
  const headings = scanHeadings(body) ?? (await findHeadings(body));
  const { title, sections } = split(body, headings);
  const data =
    title === undefined || checked.data['title'] !== undefined ? checked.data : { title, ...checked.data };
  return { data, ignored: checked.ignored, lineOf, sections };
}

function split(
  body: string,
  headings: readonly Heading[],
): { title: string | undefined; sections: RawDraft['sections'] } {
  // An author who starts at another level than ## means the same: the known names tell which it is.
  const known = headings.filter(({ text }) => knownName(text) !== undefined).map(({ level }) => level);
  const deepest = Math.max(2, known.length === 0 ? 2 : Math.min(...known));
  const marks = headings.filter(({ level }) => level <= deepest);
  const sections = [{ heading: 'Summary', text: body.slice(0, marks[0]?.start ?? body.length) }];
  let title: string | undefined;
  for (const [at, mark] of marks.entries()) {
    const text = body.slice(mark.end, marks[at + 1]?.start ?? body.length);
    if (mark.level === 1 && title === undefined && knownName(mark.text) === undefined) {
      title = mark.text.replace(OWN_ID, '').trim() || undefined;
      sections.push({ heading: 'Summary', text });
    } else {
      sections.push({ heading: mark.text, text });
    }
  }
  return { title, sections };
}

/** Lines of the top-level keys, found when first asked for: only messages want them. */
function keyLines(document: SplitDocument): LineOf {
  return (key) => {
    const lines = document.yaml.split('\n');
    const at = lines.findIndex((line) => {
      const found = /^(?:"([^"]*)"|'([^']*)'|([^\s:#][^:]*?))\s*:(?:\s|$)/.exec(line);
      return found !== null && (found[1] ?? found[2] ?? found[3]) === key;
    });
    return at === -1 ? undefined : document.yamlLine + at;
  };
}
