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
  /** Labels of the document that stay in its text: what follows them belongs to their paragraph or list. */
  readonly staying: readonly Label[];
  /** Labels that stand further below. */
  readonly further: readonly Label[];
  /** Behind the last of `lines`, or where the search began. */
  readonly bodyStart: number;
}

/** Labels further below than this are not the document's. */
const FURTHEST = 2500;

/** What would be something else if the line before were gone: a part of an item, HTML, a reference, a list that ends no paragraph. */
const HELD = /^(?:[ \t]+\S|<(?!!)|\[[^\]]*\]:|\d{1,9}[.)](?:[ \t]|$)|[*+][ \t]*$)/;
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Reads the title and the labels that a text begins with. */
export function readHead(text: string, from: number): Head {
  const head: { raw: string; labels: Label[] }[] = [];
  let firstHeading: string | undefined;
  let bodyStart = from;
  let atHead = true;
  // The lines of labels without a blank one between them, at the end of those found: how many stand before, and where.
  let run = { before: 0, start: from };
  let blank = false;
  let held = false;
  let fence = false;
  const further: Label[] = [];
  for (let at = from; at < text.length && at < from + FURTHEST;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, newline < 0 ? text.length : newline).replace(/\r$/, '');
    const start = at;
    at = next;
    // Only the first line that is no label can belong to one.
    const behind = atHead ? head.at(-1) : undefined;
    if (/^\s{0,3}(?:```|~~~)/.test(line)) {
      fence = !fence;
      held ||= behind !== undefined && isHeld(line, behind.raw, blank);
      atHead = false;
    }
    if (line.trim() === '') blank = true;
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
      if (head.length === 0 || (blank && !ITEM.test(behind?.raw ?? ''))) run = { before: head.length, start };
      head.push({ raw: line, labels });
      bodyStart = next;
      blank = false;
    } else {
      held ||= behind !== undefined && isHeld(line, behind.raw, blank);
      atHead = false;
      for (const label of labels) further.push(label);
    }
  }
  const lines = held ? head.slice(0, run.before) : head;
  // Labels that say nothing of the document are text.
  const isOf = ({ key }: Label): boolean => factOf(foldKey(key)) !== undefined;
  const staying = (lines.length === head.length ? [] : head.slice(run.before)).flatMap(
    ({ labels }) => labels,
  );
  if (!lines.some(({ labels }) => labels.some(isOf))) {
    return { heading: undefined, firstHeading, lines: [], staying, further, bodyStart: from };
  }
  return {
    heading: firstHeading,
    firstHeading,
    lines,
    staying,
    further,
    bodyStart: held ? run.start : bodyStart,
  };
}

function isHeld(line: string, label: string, blank: boolean): boolean {
  return blank ? ITEM.test(label) && /^[ \t]/.test(line) : HELD.test(line);
}

/** A label that says something of the document; `**Next Steps:**` and `**Goal:** …` begin its text. */
function isHeader({ key, value }: Label): boolean {
  if (factOf(foldKey(key))) return true;
  return value.trim() !== '' && value.length <= 200 && !matchSection('session', key);
}
