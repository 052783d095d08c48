import { type DefaultTreeAdapterTypes, parse, type ParserError } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** A page as a browser's parser reads it. */
export interface Html {
  /** What the standard calls an error, with its line. */
  readonly errors: readonly string[];
  readonly elements: readonly Element[];
}

/** Reads a page. */
export function parseHtml(text: string): Html {
  const errors: string[] = [];
  const onParseError = ({ code, startLine, startCol }: ParserError): number =>
    errors.push(`${code} at ${startLine}:${startCol}`);
  const root = parse(text, { onParseError, sourceCodeLocationInfo: false });
  return { errors, elements: [...elementsIn(root)] };
}

function* elementsIn(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsIn(child);
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

/** The text in an element. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
