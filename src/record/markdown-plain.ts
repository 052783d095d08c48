// No title or summary needs more; it bounds what hostile text can cost.
const LIMIT = 4096;
const MARKUP = /[\\`*_~[\]<>&!\n\r\t]|  /;

/**
 * One line of Markdown as plain text, for titles and summaries: links become their text, emphasis, code marks, tags
 * and comments go, entities and escapes become what they stand for. Identifiers like `snake_case` and `__init__`
 * keep their underscores. Marks of headings, lists and quotes are not looked for. Reads the first 4,096 characters.
 */
export function plainText(md: string): string {
  const line = md.length > LIMIT ? md.slice(0, LIMIT) : md;
  if (!MARKUP.test(line)) return line.trim();
  const source = line.replace(/\s+/g, ' ').trim();
  return withoutEmphasis(inline(source)).replace(/ {2,}/g, ' ').trim();
}

/** A piece of the result: text, or a run of emphasis marks that may turn out to be text. */
interface Piece {
  text: string;
  readonly mark?: '*' | '_' | '~';
  readonly opens?: boolean;
  readonly closes?: boolean;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
};

const TOKEN =
  /\\[!-/:-@[-`{-~]|`+|!?\[\[|!?\[|\]|\*+|_+|~~|<!--|<\/?[A-Za-z][^<>]{0,500}>|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/g;

function inline(source: string): Piece[] {
  const pieces: Piece[] = [];
  const brackets: { piece: number }[] = [];
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found; TOKEN.lastIndex = at, found = TOKEN.exec(source)) {
    const [token] = found;
    if (found.index > at) pieces.push({ text: source.slice(at, found.index) });
    at = found.index + token.length;
    const first = token.charAt(0);
    if (first === '\\') pieces.push({ text: token.slice(1) });
    else if (first === '`') {
      const close = closingBackticks(source, at, token.length);
      pieces.push({ text: close === undefined ? token : source.slice(at, close).trim() });
      if (close !== undefined) at = close + token.length;
    } else if (token.endsWith('[[')) {
      const close = source.indexOf(']]', at);
      if (close < 0) pieces.push({ text: token });
      else {
        const target = source.slice(at, close);
        pieces.push({ text: target.slice(target.lastIndexOf('|') + 1) });
        at = close + 2;
      }
    } else if (token.endsWith('[')) {
      brackets.push({ piece: pieces.length });
      pieces.push({ text: token });
    } else if (token === ']') {
      const open = brackets.pop();
      const end = open ? destinationEnd(source, at) : undefined;
      if (open && end !== undefined) {
        const mark = pieces[open.piece];
        if (mark) mark.text = '';
        at = end;
      } else pieces.push({ text: ']' });
    } else if (token === '<!--') {
      const close = source.indexOf('-->', at);
      at = close < 0 ? source.length : close + 3;
    } else if (first === '<') {
      if (/^<[A-Za-z][\w+.-]*:/.test(token)) pieces.push({ text: token.slice(1, -1) });
    } else if (first === '&') pieces.push({ text: entity(token) });
    else pieces.push(emphasis(source, found.index, token));
  }
  if (at < source.length) pieces.push({ text: source.slice(at) });
  return pieces;
}

function closingBackticks(source: string, from: number, size: number): number | undefined {
  for (let at = source.indexOf('`', from); at >= 0;) {
    let end = at;
    while (source.charCodeAt(end) === 96) end++;
    if (end - at === size) return at;
    at = source.indexOf('`', end);
  }
  return undefined;
}

/** Behind the `(destination "title")` that begins at `at`; `undefined` where there is none. */
function destinationEnd(source: string, at: number): number | undefined {
  if (source.charAt(at) !== '(') return undefined;
  let depth = 0;
  for (let i = at; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') i++;
    else if (char === '<') {
      const close = source.indexOf('>', i);
      if (close > 0) i = close;
    } else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i + 1;
  }
  return undefined;
}

function entity(token: string): string {
  const name = token.slice(1, -1);
  if (name.charAt(0) !== '#') return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? token) : token;
  const hex = /^#[xX]/.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : token;
}

const WORD = /[\p{L}\p{N}_]/u;

function emphasis(source: string, at: number, token: string): Piece {
  const before = source.charAt(at - 1);
  const after = source.charAt(at + token.length);
  const opens = after !== '' && !/\s/.test(after);
  const closes = before !== '' && !/\s/.test(before);
  const mark = token.charAt(0) as '*' | '_' | '~';
  if (mark !== '_') return { text: token, mark, opens, closes };
  // Underscores inside a word are the word's.
  return { text: token, mark, opens: opens && !WORD.test(before), closes: closes && !WORD.test(after) };
}

/** Takes out the emphasis marks that pair; the others are text. */
function withoutEmphasis(pieces: Piece[]): string {
  const open: Piece[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (piece.mark === undefined) continue;
    const partner = piece.closes
      ? open.findLastIndex((one) => one.mark === piece.mark && one.text !== '')
      : -1;
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
