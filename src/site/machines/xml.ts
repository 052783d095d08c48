// What XML 1.0 has no place for, not even as an entity: controls, halves of surrogate pairs, two non-characters.
// eslint-disable-next-line no-control-regex
const INVALID = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// Most text is neither markup nor anything that is not shown: it is looked at once.
const PLAIN = /^[\w \-.,:;/()#+!?'\u0400-\u04FF]*$/;

/** Text as XML holds it, in elements and in quoted attributes. */
export const xmlText = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text.replace(INVALID, '').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** XML that is whole: what `element` made. */
export interface Xml {
  readonly xml: string;
}

/** Attributes of an element; those without a value are left out. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** An element. Its names are canon's own; values and text may be anything. */
export function element(name: string, attributes: Attributes, ...children: readonly (Xml | string)[]): Xml {
  const pairs = Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const open = [name, ...pairs.map(([key, value]) => `${key}="${xmlText(value)}"`)].join(' ');
  if (children.length === 0) return { xml: `<${open}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? xmlText(child) : child.xml));
  // Elements stand on lines of their own: that is what a comparison of two builds shows.
  const isText = children.every((child) => typeof child === 'string');
  return {
    xml: isText ? `<${open}>${inner.join('')}</${name}>` : `<${open}>\n${inner.join('\n')}\n</${name}>`,
  };
}

/** A whole document. */
export const xmlDocument = ({ xml }: Xml): string => `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`;
