// Ten megabytes searched for secrets as before a commit, as a process of its own: `lines` of text, `line` without a
// line end, `found` with a token in every kilobyte. Bundled by bench/cases/secrets.mjs.
import { findSecrets } from '../src/secrets/find-secrets.ts';

const SIZE = 10_000_000;
const PIECES: Readonly<Record<string, string>> = {
  lines: 'The account of it is at https://example.com/a/b?c=1, `code_here` and - [x] done on 2026-05-11.\n',
  line: 'The account of it is at https://example.com/a/b?c=1, `code_here` and - [x] done on 2026-05-11. ',
  // Put together when it runs: nothing here may look like a secret.
  found: `${'plain words, many of them, '.repeat(36)}${['gh', 'p_', 'abcdefghij0123456789'.repeat(2).slice(4)].join('')}\n`,
};

const [kind = ''] = process.argv.slice(2);
const piece = PIECES[kind] ?? '';
// From bytes, as what is read from files: not a text that is only described.
const text = Buffer.from(piece.repeat(Math.ceil(SIZE / piece.length))).toString('utf8');
const { length } = await findSecrets([{ path: 'a.md', text }], []);
const wanted = kind === 'found' ? Math.ceil(SIZE / piece.length) : 0;
if (length !== wanted) throw new Error(`found ${length}, not ${wanted}`);
