/** A piece of a line: text, or a run of emphasis marks that may turn out to be text. */
export interface Piece {
  text: string;
  readonly mark?: '*' | '_' | '~';
  readonly opens?: boolean;
  readonly closes?: boolean;
}

const WORD = /[\p{L}\p{N}_]/u;

/** The run of marks that stands at `at`. */
export function emphasis(source: string, at: number, token: string): Piece {
  const before = source.charAt(at - 1);
  const after = source.charAt(at + token.length);
  const opens = after !== '' && !/\s/.test(after);
  const closes = before !== '' && !/\s/.test(before);
  const mark = token.charAt(0) as '*' | '_' | '~';
  // Three are no strike.
  if (mark === '~' && token.length > 2) return { text: token };
  if (mark === '*' || token === '~~') return { text: token, mark, opens, closes };
  // Underscores inside a word are the word's; `~5` is a number.
  return { text: token, mark, opens: opens && !WORD.test(before), closes: closes && !WORD.test(after) };
}

/** Takes out the emphasis marks that pair; the others are text. */
export function withoutEmphasis(pieces: Piece[]): string {
  const open: Piece[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (piece.mark === undefined) continue;
    const isPartner = (one: Piece): boolean =>
      one.mark === piece.mark && one.text !== '' && (piece.mark !== '~' || one.text === piece.text);
    const partner = piece.closes ? open.findLastIndex(isPartner) : -1;
    if (partner >= 0) {
      const from = open[partner];
      const inner = pieces[i - 1];
      const size = Math.min(from?.text.length ?? 0, piece.text.length);
      // `__init__` is a name, whatever Markdown makes of it.
      const name =
        piece.mark === '_' &&
        size === 2 &&
        from &&
        pieces.indexOf(from) === i - 2 &&
        /^\w+$/.test(inner?.text ?? '');
      if (from && !name) {
        from.text = from.text.slice(size);
        piece.text = piece.text.slice(size);
      }
      open.length = partner;
      if (piece.text === '') continue;
    }
    if (piece.opens) open.push(piece);
  }
  return pieces.map((piece) => piece.text).join('');
}
