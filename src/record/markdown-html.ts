/** An HTML block by CommonMark 0.31, chapter 4.6. */
export interface HtmlBlock {
  readonly type: 'html';
  /** What the line that ends it has in it; `blank` when the next blank line does. */
  readonly until: RegExp | 'blank';
  /** May begin in the middle of a paragraph. */
  readonly interrupts: boolean;
}

const BLOCK_NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|' +
  'track|ul';
const BLOCK_TAG = new RegExp(`^</?(?:${BLOCK_NAMES})(?:\\s|/?>|$)`, 'i');
const RAW_TAG = /^<(?:script|pre|style|textarea)(?:\s|>|$)/i;
const TAG_NAME = /<(?:[A-Za-z][A-Za-z0-9-]*|\/[A-Za-z][A-Za-z0-9-]*)/y;
const ATTRIBUTE = /\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?/y;
const TAG_END = /\s*\/?>\s*$/y;
const CLOSING_TAG_END = /\s*>\s*$/y;

/** A complete tag and nothing after it. Attribute by attribute: one expression over a long line would exhaust the stack. */
function isWholeTag(line: string): boolean {
  TAG_NAME.lastIndex = 0;
  if (!TAG_NAME.test(line)) return false;
  let at = TAG_NAME.lastIndex;
  const end = line.charCodeAt(1) === 47 ? CLOSING_TAG_END : TAG_END;
  if (end === TAG_END) {
    for (ATTRIBUTE.lastIndex = at; ATTRIBUTE.test(line); at = ATTRIBUTE.lastIndex);
  }
  end.lastIndex = at;
  return end.test(line);
}

/** The HTML block that a line opens, without the blanks before it: the seven ways, each with what ends it. */
export function htmlBlockAt(line: string): HtmlBlock | undefined {
  if (line.startsWith('<!--')) return html(/-->/);
  if (line.startsWith('<?')) return html(/\?>/);
  if (line.startsWith('<![CDATA[')) return html(/\]\]>/);
  if (/^<![A-Za-z]/.test(line)) return html(/>/);
  if (RAW_TAG.test(line)) return html(/<\/(?:script|pre|style|textarea)>/i);
  if (BLOCK_TAG.test(line)) return html('blank');
  return isWholeTag(line) ? html('blank', false) : undefined;
}

const html = (until: RegExp | 'blank', interrupts = true): HtmlBlock => ({ type: 'html', until, interrupts });
