// The names of HTML 4, which people write; of the two thousand that HTML has since, only what stands here besides.
// A blank, or nothing, is what some of them come to on one line of plain text.

const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml';
const GREEK =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi ' +
  'Psi Omega - - - - - - - alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho ' +
  'sigmaf sigma tau upsilon phi chi psi omega';
const OTHERS =
  `quot " amp & lt < gt > apos ' ndash – mdash — hellip … lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ lsaquo ‹ ` +
  'rsaquo › dagger † Dagger ‡ bull • permil ‰ prime ′ Prime ″ oline ‾ frasl ⁄ euro € trade ™ image ℑ weierp ℘ real ℜ ' +
  'alefsym ℵ larr ← uarr ↑ rarr → darr ↓ harr ↔ crarr ↵ lArr ⇐ uArr ⇑ rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ ' +
  'empty ∅ nabla ∇ isin ∈ notin ∉ ni ∋ prod ∏ sum ∑ minus − lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩ ' +
  'cup ∪ int ∫ there4 ∴ sim ∼ cong ≅ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ oplus ⊕ ' +
  'otimes ⊗ perp ⊥ sdot ⋅ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦ OElig Œ oelig œ ' +
  'Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ thetasym ϑ upsih ϒ piv ϖ check ✓ cross ✗ star ☆ starf ★ num # ' +
  'ast * lowbar _ grave ` lbrack [ rbrack ] lbrace { rbrace } lpar ( rpar ) vert | bsol \\ sol / excl ! colon : ' +
  'commat @ percnt % dollar $ plus + equals = hyphen ‐';
const BLANK = ['nbsp', 'ensp', 'emsp', 'thinsp', 'Tab', 'NewLine'];
const NOTHING = ['shy', 'zwnj', 'zwj', 'lrm', 'rlm'];

let table: ReadonlyMap<string, string> | undefined;

/** What `&name;` and `&#1055;` stand for; the token itself where that is nothing to show. */
export function decodeEntity(token: string): string {
  const name = token.slice(1, -1);
  if (name.charAt(0) !== '#') return (table ??= makeTable()).get(name) ?? token;
  const hex = /^#[xX]/.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  const isShown =
    code > 31 && code < 0x110000 && (code < 127 || code > 159) && (code < 0xd800 || code > 0xdfff);
  return isShown ? String.fromCodePoint(code) : token;
}

/** The names that are known, and what they stand for. */
export function makeTable(): Map<string, string> {
  const made = new Map<string, string>();
  const from = (first: number, names: string): void => {
    for (const [at, name] of names.split(' ').entries()) made.set(name, String.fromCharCode(first + at));
  };
  from(160, LATIN);
  from(913, GREEK);
  made.delete('-');
  const others = OTHERS.split(' ');
  for (let at = 0; at < others.length; at += 2) made.set(others[at] ?? '', others[at + 1] ?? '');
  for (const name of BLANK) made.set(name, ' ');
  for (const name of NOTHING) made.set(name, '');
  return made;
}
