import {
  type Conflict,
  conflictText,
  isConflict,
  isMark,
  isParting,
  linesOf,
  mayConflict,
  type Piece,
  splitConflicts,
} from '../../record/conflict-markers.ts';
import { splitDocument } from '../../record/document.ts';
import { lineEnding } from '../../record/section-edit.ts';
import { sectionKey } from '../../record/sections.ts';
import { uniteBodies } from './merge-texts.ts';
import type { Versions } from './unite-tasks.ts';
import { weave } from './weave.ts';

/** The sections of a workstream in which lines are known by what they stand for. */
const UNITED: ReadonlySet<string> = new Set(['Tasks', 'Session Log']);

/**
 * A workstream's file in which a merge has left conflicts: those in the Session Log and among the tasks are united,
 * as the merge driver would have done, but for tasks that both sides changed in ways that do not go together.
 * Conflicts elsewhere stay as they are. What people wrote is kept, from both sides.
 *
 * @param only the sections to mend; both of them when not given
 */
export async function repairRecord(text: string, only: ReadonlySet<string> = UNITED): Promise<string> {
  if (!mayConflict(text)) return text;
  const { body, bodyStart } = splitDocument(text);
  return text.slice(0, bodyStart) + (await repairBody(body, only));
}

async function repairBody(body: string, only: ReadonlySet<string>): Promise<string> {
  const pieces = placed(splitConflicts(body).flatMap(atHeadings));
  const inside = pieces.filter(({ piece, section }) => isOpen(piece, section, only));
  if (inside.length === 0) return only.has('Session Log') ? withoutStrayMarks(body) : body;
  const kept: string[] = [];
  const side = (choose: (conflict: Conflict) => readonly string[]): string =>
    pieces
      .map(({ piece, section }) => {
        if (!isConflict(piece)) return piece.lines.join('');
        if (isOpen(piece, section, only)) return choose(piece).join('');
        // Told apart from everything, and the same in each version.
        const at = kept.indexOf(conflictText(piece));
        return placeholder(at >= 0 ? at : kept.push(conflictText(piece)) - 1);
      })
      .join('');
  const versions: Versions = [
    side(({ base }) => base ?? []),
    side(({ ours }) => ours),
    side(({ theirs }) => theirs),
  ];
  const [, ours, theirs] = (await uniteBodies(versions)) ?? versions;
  const [first] = inside;
  const marks = first && isConflict(first.piece) ? first.piece.marks : ['', undefined, '', ''];
  const eol = lineEnding(body);
  const woven = weave(linesOf(ours), linesOf(theirs), (left) => [
    marks[0] ?? '',
    ...left.ours.map((line) => ended(line, eol)),
    marks[2] ?? '',
    ...left.theirs.map((line) => ended(line, eol)),
    ended(marks[3] ?? '', eol),
  ]).join('');
  const whole = kept.reduce((out, one, at) => out.replace(placeholder(at), () => one), woven);
  return only.has('Session Log') ? withoutStrayMarks(whole) : whole;
}

// A comment: it is no heading, no item, and swallows nothing.
const placeholder = (at: number): string => `<!-- canon: conflict ${at}, left as it is -->\n`;

const ended = (line: string, eol: string): string => (line.endsWith('\n') ? line : line + eol);

interface Placed {
  readonly piece: Piece;
  /** The section that it begins in. */
  readonly section: string | undefined;
}

const isOpen = (piece: Piece, section: string | undefined, only: ReadonlySet<string>): piece is Conflict =>
  isConflict(piece) &&
  section !== undefined &&
  only.has(section) &&
  ![...piece.ours, ...piece.theirs].some(isHeading);

const HEADING = /^#{1,2}[ \t]+(.+?)[ \t]*#*[ \t]*\r?\n?$/;
const isHeading = (line: string): boolean => HEADING.test(line);

const keyOf = (line: string): string | undefined => sectionKey('workstream', HEADING.exec(line)?.[1] ?? '');

function placed(pieces: readonly Piece[]): Placed[] {
  let section: string | undefined;
  return pieces.map((piece) => {
    const here = { piece, section };
    const last = (lines: readonly string[]): string | undefined => lines.findLast(isHeading);
    if (!isConflict(piece)) {
      const heading = last(piece.lines);
      if (heading !== undefined) section = keyOf(heading);
    } else if (last(piece.ours) !== undefined || last(piece.theirs) !== undefined) {
      section = last(piece.ours) === last(piece.theirs) ? keyOf(last(piece.ours) ?? '') : undefined;
    }
    return here;
  });
}

/** A conflict cut at the headings that all its sides have: git does not part what stands close together. */
function atHeadings(piece: Piece): Piece[] {
  if (!isConflict(piece)) return [piece];
  const { ours, base, theirs, marks } = piece;
  const heading = ours.find(
    (line) => isHeading(line) && theirs.includes(line) && (base === undefined || base.includes(line)),
  );
  if (heading === undefined) return [piece];
  const cut = (lines: readonly string[], behind: boolean): readonly string[] =>
    behind ? lines.slice(lines.indexOf(heading) + 1) : lines.slice(0, lines.indexOf(heading));
  const part = (behind: boolean): Piece[] => {
    const sides = { ours: cut(ours, behind), base: base && cut(base, behind), theirs: cut(theirs, behind) };
    if (sides.ours.join('') === sides.theirs.join('')) return [{ lines: sides.ours }];
    return behind ? atHeadings({ ...sides, marks }) : [{ ...sides, marks }];
  };
  return [...part(false), { lines: [heading] }, ...part(true)];
}

/** Marks that somebody overlooked in the Session Log, which holds nothing that they could be part of. */
function withoutStrayMarks(body: string): string {
  if (!mayConflict(body)) return body;
  return placed(splitConflicts(body))
    .map(({ piece, section }) => {
      if (isConflict(piece)) return conflictText(piece);
      let here = section;
      let stray = false;
      return piece.lines
        .filter((line) => {
          if (isHeading(line)) {
            here = keyOf(line);
            stray = false;
          }
          if (here !== 'Session Log') return true;
          if (isMark(line)) stray = true;
          return !(isMark(line) || (stray && isParting(line)));
        })
        .join('');
    })
    .join('');
}
