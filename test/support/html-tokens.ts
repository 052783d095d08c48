/** A tag as a browser's tokenizer would see it. */
export interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * The tags of well-formed HTML as we write it: lower case, attributes in double quotes.
 * @throws where anything else begins with `<`
 */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/y;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', tag.lastIndex)) {
    tag.lastIndex = at;
    const found = tag.exec(html);
    if (!found) throw new Error(`no tag: ${html.slice(at, at + 80)}`);
    const [, end, name = '', written = ''] = found;
    const attributes = new Map<string, string>();
    for (const [, key = '', value = ''] of written.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      if (attributes.has(key)) throw new Error(`twice: ${key}`);
      attributes.set(
        key,
        value.replace(/&(amp|lt|gt|quot|#39);/g, (_, one: string) => ENTITIES[one] ?? ''),
      );
    }
    tags.push({ name, isEnd: end === '/', attributes });
  }
  return tags;
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'rel', 'id', 'class', 'aria-label'],
  blockquote: [],
  br: [],
  code: [],
  del: [],
  div: ['class', 'tabindex', 'role', 'aria-label'],
  em: [],
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  h5: ['id'],
  h6: ['id'],
  hr: [],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
  input: ['type', 'disabled', 'checked', 'aria-label'],
  li: ['id', 'class'],
  ol: ['start', 'class', 'aria-label'],
  p: ['class'],
  pre: ['class', 'tabindex', 'role', 'aria-label', 'data-language'],
  s: [],
  span: ['class', 'aria-hidden'],
  strong: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['class'],
  th: ['class'],
  thead: [],
  tr: [],
  ul: [],
};
const VOID = new Set(['br', 'hr', 'img', 'input']);
const HREF = /^(?:https?:\/\/|mailto:|#|(?:\.\.?\/)+(?![^/]*:))/i;

/** What HTML has beyond the tags, attributes and addresses that a text may have, or nests in a wrong way. */
export function harmIn(html: string): string | undefined {
  try {
    check(html);
    return undefined;
  } catch (error) {
    return `${String(error)} in ${html.slice(0, 300)}`;
  }
}

function check(html: string): void {
  const open: string[] = [];
  const ids = new Set<string>();
  for (const { name, isEnd, attributes } of tagsOf(html)) {
    const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
    if (!allowed) throw new Error(`tag ${name}`);
    if (isEnd) {
      if (open.pop() !== name) throw new Error(`</${name}> ends another`);
      continue;
    }
    if (name === 'a' && open.includes('a')) throw new Error('a link in a link');
    if (!VOID.has(name)) open.push(name);
    for (const [key, value] of attributes) {
      if (!allowed.includes(key)) throw new Error(`${name} ${key}`);
      if (key === 'href' && !HREF.test(value)) throw new Error(`href ${value}`);
      if (key === 'src' && !value.startsWith('../../assets/files/')) throw new Error(`src ${value}`);
      if (key === 'type' && value !== 'checkbox') throw new Error(`type ${value}`);
      if (key === 'id' && ids.has(value)) throw new Error(`id ${value} twice`);
      if (key === 'id') ids.add(value);
    }
    const isForeign = /^https?:/.test(attributes.get('href') ?? '');
    if (isForeign && attributes.get('rel') !== 'noopener noreferrer') throw new Error('no rel');
  }
  if (open.length > 0) throw new Error(`open: ${open.join(' ')}`);
}
