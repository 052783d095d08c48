import type { Token } from 'markdown-it';
import type { PageEnv } from './state.ts';
import { token } from './tokens.ts';

/** What each footnote of a page says, by its label: notes may stand in another section than what refers to them. */
export type Notes = ReadonlyMap<string, Token[]>;

/** Takes the footnotes out of the parts of a page, whose inline text is not parsed yet. */
export function takeNotes(parts: readonly { tokens: Token[] }[]): Notes {
  const notes = new Map<string, Token[]>();
  for (const part of parts) {
    if (!part.tokens.some(({ type }) => type === 'footnote_reference_open')) continue;
    const kept: Token[] = [];
    // A note in a note is one of the page like any other.
    const open: Token[][] = [];
    for (const one of part.tokens) {
      if (one.type === 'footnote_reference_open') {
        const said: Token[] = [];
        open.push(said);
        notes.set((one.meta as { label: string }).label, said);
      } else if (one.type === 'footnote_reference_close') open.pop();
      else (open.at(-1) ?? kept).push(one);
    }
    part.tokens = kept;
  }
  return notes;
}

/**
 * The list of the notes that a part refers to first, to stand at its end; empty where there are none.
 * @param from how many notes of the page stand in lists already
 * @param parse parses the inline text of a note, which may refer to further ones
 */
export function noteList(
  env: PageEnv,
  notes: Notes,
  from: number,
  parse: (said: Token[]) => Token[],
): Token[] {
  const list = env.footnotes?.list ?? [];
  if (list.length <= from) return [];
  const open = token('footnote_block_open', '', 1);
  open.meta = { id: from };
  const out = [open];
  for (let id = from; id < list.length; id++) {
    const begin = token('footnote_open', '', 1);
    begin.meta = { id };
    const said = parse(notes.get(list[id]?.label ?? '') ?? []);
    out.push(begin, ...said);
    const paragraph = said.at(-1)?.type === 'paragraph_close' ? out.pop() : undefined;
    const refers = token('note_backs', '', 0);
    refers.meta = { id };
    out.push(refers);
    if (paragraph) out.push(paragraph);
    out.push(token('footnote_close', '', -1));
  }
  out.push(token('footnote_block_close', '', -1));
  return out;
}

/** The ways back from each note, once it is known how often it is referred to. */
export function waysBack(tokens: readonly Token[], env: PageEnv): Token[] {
  return tokens.flatMap((one) => {
    if (one.type !== 'note_backs') return [one];
    const { id } = one.meta as { id: number };
    return Array.from({ length: Math.min(env.footnotes?.list?.[id]?.count ?? 1, 20) }, (_, subId) => {
      const back = token('footnote_anchor', 'a', 0);
      back.meta = { id, subId };
      return back;
    });
  });
}
