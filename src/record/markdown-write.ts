/** Plain text as Markdown that shows it as it is, on one line. */
export function escapeInline(text: string): string {
  return NOTHING_TO_ESCAPE.test(text) ? text : escapeMarks(text);
}

// A repository's index has many thousands of texts, and most are plain.
const NOTHING_TO_ESCAPE = /^[^\s\\`*[\]<>|~&_]+(?: [^\s\\`*[\]<>|~&_]+)*$/;

function escapeMarks(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*[\]<>|~]|&(?=#?\w+;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (char) =>
      char === '<' ? '&lt;' : char === '>' ? '&gt;' : `\\${char}`,
    );
}

// What RFC 3986 lets stand in a path, without the parentheses that would end a Markdown link.
const UNSAFE = /[^A-Za-z0-9\-._~!$'*+,;=:@/]+/g;

/** A path as the destination of a relative Markdown link. */
export function linkDestination(path: string): string {
  const encoded = path.replace(UNSAFE, encodePath);
  // A first segment with a colon would be read as a scheme.
  return /^[^/]*:/.test(encoded) ? `./${encoded}` : encoded;
}

/** The path that a link's destination means, without query and fragment; as it is where it is no valid encoding. */
export function destinationPath(destination: string): string {
  const path = destination.replace(/[?#].*$/s, '').replace(/^<|>$/g, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The way from one file to another, both relative to the same root with forward slashes. */
export function relativePath(fromFile: string, toFile: string): string {
  const from = fromFile.slice(0, fromFile.lastIndexOf('/') + 1);
  if (toFile.startsWith(from)) return toFile.slice(from.length);
  const to = toFile.slice(0, toFile.lastIndexOf('/') + 1);
  // A page or log leads to many files of one folder.
  if (last?.from !== from || last.to !== to) last = { from, to, way: wayBetween(from, to) };
  return last.way + toFile.slice(to.length);
}

let last: { readonly from: string; readonly to: string; readonly way: string } | undefined;

/** The way from one folder to another, all with a slash at their end. */
function wayBetween(fromFolder: string, toFolder: string): string {
  const from = fromFolder.split('/').slice(0, -1);
  const to = toFolder.split('/').slice(0, -1);
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same), ''].join('/');
}

function encodePath(text: string): string {
  // A lone surrogate cannot be encoded; git gives none, but a caller might.
  const whole = text.replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(whole).replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'));
}
