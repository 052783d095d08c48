import { extname } from 'node:path';

/** The policy that every page carries, and that nobody may put it into a frame, which only a header can say. */
export const POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'";
/** A drawing that came in with a record: shown in a page it is an image, by itself it would be a page that runs. */
const DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** What the files of a site are. Whatever is not here is bytes that a browser keeps and does not show. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};

/** What goes with every answer: nothing is kept, guessed, framed, or shown to another site. */
export const SAFE = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/** The headers of a file, by its name. */
export function headersOf(path: string): Record<string, string> {
  const kind = extname(path).toLowerCase();
  const type = TYPES[kind] ?? 'application/octet-stream';
  const drawing =
    kind === '.svg' ? { 'Content-Security-Policy': DRAWING, 'Content-Disposition': 'attachment' } : {};
  return { ...SAFE, 'Content-Type': type, ...drawing };
}
