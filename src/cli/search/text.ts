import { quotedLine } from '../../resume/quote.ts';
import type { Snippet } from '../../search/snippets.ts';
import { cells, wrapTo } from '../../text/width.ts';
import type { Look } from '../output/look.ts';
import type { Hit, Result } from './run.ts';

/** What was found, for a person. */
export function searchText({ hits, total, near }: Result, asked: string, look: Look): string {
  const query = quotedLine(asked, 200);
  if (total === 0) {
    const like =
      near.length > 0 ? ` Words like that: ${near.map((word) => quotedLine(word, 60)).join(', ')}.` : '';
    return `Nothing found for ${query}.${like}`;
  }
  const more =
    total > hits.length ? [look.dim(`The first ${hits.length} of ${total}. All of them: --all`)] : [];
  return [...hits.map((hit) => hitLines(hit, look).join('\n')), ...more].join('\n\n');
}

function hitLines({ doc, path, snippets }: Hit, look: Look): string[] {
  const id = quotedLine(doc.id);
  const title = doc.title === doc.id ? '' : quotedLine(doc.title);
  const status = doc.kind === 'session' && doc.status === 'handed-off' ? '' : doc.status;
  const facts = [doc.kind, status, doc.owner, doc.created.slice(0, 10), path].filter((fact) => fact !== '');
  // Only the id is bold: it is what the next command wants.
  const beside = cells(id) + 2 + cells(title) <= look.width;
  return [
    beside ? `${look.bold(id)}  ${title}`.trimEnd() : look.bold(id),
    ...(beside ? [] : wrapTo(title, look.width - 2).map((line) => `  ${line}`)),
    ...wrapTo(facts.map((fact) => quotedLine(fact)).join(' · '), look.width - 2).map(
      (line) => `  ${look.dim(line)}`,
    ),
    ...(doc.supersededBy === '' ? [] : [`  ${look.accent(`replaced by ${quotedLine(doc.supersededBy)}`)}`]),
    ...snippets.flatMap((snippet) => snippetLines(snippet, look)),
  ];
}

// For private use, so no text says anything with them: what stands between is bold.
const ON = '\uE000';
const OFF = '\uE001';
const BOTH = /[\uE000\uE001]/g;

/** A piece of a record behind a mark on every line, as `show` has it: nothing in it can pass for a line of canon's. */
function snippetLines({ text, marks }: Snippet, look: Look): string[] {
  let at = 0;
  let marked = '';
  for (const [start, end] of marks) {
    marked += text.slice(at, start).replace(BOTH, '') + ON + text.slice(start, end).replace(BOTH, '') + OFF;
    at = end;
  }
  marked += text.slice(at).replace(BOTH, '');
  const line = quotedLine(marked, 2000);
  const shown = look.color ? line : line.replace(BOTH, '');
  return wrapTo(shown, look.width - 6).map((part, i) => {
    const bold = part.replace(/\uE000([^\uE001]*)\uE001?/g, (_, word: string) => look.bold(word));
    // Further lines stand in a little: where the next piece begins is seen.
    return `  ${look.dim('│')} ${i === 0 ? '' : '  '}${bold.replace(BOTH, '')}`;
  });
}
