/** Names that nobody means but as tags. */
const TAGS = new Set(
  (
    'blockquote br center dd del details div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr img ins kbd li ol p ' +
    'picture pre samp small span strike strong sub sup tbody td tfoot th thead tr tt ul wbr'
  ).split(' '),
);
/** Names that are words as well: `canon show <title>`, `Array<object>`. */
const WORDS = new Set(
  (
    'a abbr acronym address area article aside audio b base bdi bdo big body button canvas caption cite code col ' +
    'colgroup data datalist dfn dialog embed fieldset footer form frame head header hgroup html i iframe input label ' +
    'legend link main map mark menu meta meter nav noscript object optgroup option output param progress q rp rt ruby ' +
    's script search section select slot source style summary svg table template textarea time title track u var video'
  ).split(' '),
);

const PARTS = /^<(\/?)([a-z][a-z0-9]*)(?=[\s/>])/;

/**
 * Whether what looks like a tag is one: `Array<Foo>` and `<name>` are text. A name that is a word as well makes a tag
 * only where it has an attribute or is closed.
 * @param token from `<` to `>`
 * @param rest what stands behind it
 */
export function isTag(token: string, rest: string): boolean {
  const [, slash, name = ''] = PARTS.exec(token) ?? [];
  if (TAGS.has(name)) return true;
  if (!WORDS.has(name)) return false;
  return slash === '/' || token.endsWith('/>') || /\s[\w:-]+\s*=/.test(token) || rest.includes(`</${name}>`);
}
