import { composeHeading } from '../record/compose.ts';
import { splitDocument } from '../record/document.ts';
import { insertLines } from '../record/section-edit.ts';
import { type Body, SECTIONS, type Section, sectionKey } from '../record/sections.ts';
import { setValues, type ValueChange } from '../record/set-values.ts';
import type { Value } from '../record/value.ts';
import { readBody } from '../work/document.ts';
import { itemsOf } from '../work/items.ts';
import { orderSections } from './compose.ts';
import type { Draft } from './draft.ts';

/**
 * A session record corrected by a draft: keys and sections of the draft take the place of the record's,
 * everything else keeps its bytes. Items that say the same keep their id.
 * @throws what `setValues` throws
 */
export async function amendRecord(text: string, id: string, draft: Draft): Promise<string> {
  const changes = Object.entries(draft.data).map(([key, value]): ValueChange => ({
    key,
    value: value as Value,
  }));
  const withKeys = changes.length === 0 ? text : await setValues(text, changes, 'session');
  const { body: source, bodyStart, eol } = splitDocument(withKeys);
  let body = await readBody('session', source);
  const known = { 'Waiting On': itemsOf(body, 'w'), 'Open Questions': itemsOf(body, 'q') };
  const sections = await orderSections(draft, (heading) => known[heading as keyof typeof known] ?? []);
  if (typeof draft.data['title'] === 'string') body = await retitle(body, id, draft.data['title'], eol);
  for (const { heading, text: content } of sections) {
    body = await readBody('session', putSection(body, heading, content.split('\n'), eol));
  }
  return withKeys.slice(0, bodyStart) + body.source;
}

async function retitle(body: Body, id: string, title: string, eol: string): Promise<Body> {
  const heading = `# ${composeHeading('session', { id, title })}${eol}`;
  const { source, title: old } = body;
  const next = old ? source.slice(0, old.start) + heading + source.slice(old.end) : heading + eol + source;
  return next === source ? body : readBody('session', next);
}

function putSection(body: Body, heading: string, lines: readonly string[], eol: '\n' | '\r\n'): string {
  const same = body.sections.filter((section) => isCalled(section, heading));
  const [first, ...others] = same;
  if (first === undefined) return addSection(body, heading, lines, eol);
  // A second section of the name said the rest of the old text, which is replaced as a whole.
  const rest = others.reduceRight(
    (source, section) => source.slice(0, section.start) + source.slice(section.end),
    body.source,
  );
  const tail = rest.slice(first.end);
  const content = ['', ...lines, ...(tail === '' ? [] : [''])].map((line) => line + eol).join('');
  const open = rest.slice(0, first.contentStart);
  return (open.endsWith('\n') ? open : open + eol) + content + tail;
}

const isCalled = (section: Section, heading: string): boolean =>
  (section.key ?? section.heading).toLowerCase() === heading.toLowerCase();

/** A known section goes behind those before it in the order, one of the author's own before See Also. */
function addSection(
  { source, sections }: Body,
  heading: string,
  lines: readonly string[],
  eol: '\n' | '\r\n',
): string {
  const order = SECTIONS.session;
  const rank = order.indexOf(sectionKey('session', heading) ?? '');
  const before =
    rank === -1
      ? sections.findLast(({ key }) => key !== order.at(-1))
      : sections.findLast(({ key }) => key !== undefined && order.indexOf(key) < rank);
  const first = rank === -1 || before ? undefined : sections[0];
  const at = before?.end ?? first?.start ?? source.length;
  const gap = at === source.length && !/(?:^|\n)[ \t]*\r?\n$/.test(source) ? [''] : [];
  const tail = at === source.length ? [] : [''];
  return insertLines(source, at, [...gap, `## ${heading}`, '', ...lines, ...tail], eol);
}
