import { foldKey, factOf } from './fact-keys.ts';
import { type Label, labelsOf } from './read-labels.ts';
import { matchSection } from './section-synonyms.ts';

/** What stands at the top of a text. */
export interface Head {
  /** The first heading, where labels stand below it. */
  readonly heading: string | undefined;
  /** The first heading, wherever the text begins with one. */
  readonly firstHeading: string | undefined;
  /** The lines of labels, verbatim. */
  readonly lines: readonly { readonly raw: string; readonly labels: readonly Label[] }[];
  /** Labels that stand further below. */
  readonly further: readonly Label[];
  /** Behind the last of `lines`, or where the search began. */
  readonly bodyStart: number;
}

/** Labels further below than this are not the document's. */
const FURTHEST = 2500;

/** Reads the title and the labels that a text begins with. */
export function readHead(text: string, from: number): Head {
  const head: { raw: string; labels: Label[] }[] = [];
  let firstHeading: string | undefined;
  let bodyStart = from;
  let atHead = true;
  let known = false;
  let fence = false;
  const further: Label[] = [];
  for (let at = from; at < text.length && at < from + FURTHEST;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, newline < 0 ? text.length : newline).replace(/\r$/, '');
    at = next;
    if (/^\s{0,3}(?:```|~~~)/.test(line)) {
      fence = !fence;
      atHead = false;
    }
    if (fence || line.trim() === '') continue;
    const labels = labelsOf(line);
    if (!atHead) {
      for (const label of labels) further.push(label);
      continue;
    }
    const heading = /^ {0,3}#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line.slice(0, 2000))?.[1];
    if (heading !== undefined && firstHeading === undefined && head.length === 0) {
      firstHeading = heading;
    } else if (/^ {0,3}(?:-[ \t]*){3,}$/.test(line)) {
      // A rule between labels and text, or the underline of a heading: nobody misses it between labels.
      if (head.length === 0) atHead = false;
    } else if (labels.length > 0 && !/^\s*\|/.test(line) && labels.every(isHeader)) {
      // A table stays whole.
      head.push({ raw: line, labels });
      known ||= labels.some(({ key }) => factOf(foldKey(key)) !== undefined);
      bodyStart = next;
    } else {
      atHead = false;
      for (const label of labels) further.push(label);
    }
  }
  // Labels that say nothing of the document are text.
  if (!known) return { heading: undefined, firstHeading, lines: [], further, bodyStart: from };
  return { heading: firstHeading, firstHeading, lines: head, further, bodyStart };
}

/** A label that says something of the document; `**Next Steps:**` and `**Goal:** …` begin its text. */
function isHeader({ key, value }: Label): boolean {
  if (factOf(foldKey(key))) return true;
  return value.trim() !== '' && value.length <= 200 && !matchSection('session', key);
}
