import type { mappedKind } from '../map.ts';
import { outlineOf } from '../text/outline-of.ts';
import { type DocumentFacts, readFacts } from '../text/read-facts.ts';
import { matchSection } from '../text/section-synonyms.ts';
import { ledgerItem, ledgerSections } from './ledger-item.ts';
import { logItems } from './log-items.ts';
import { markdownItem } from './markdown-item.ts';
import { isYaml, type Recognised, recognise } from './recognise.ts';
import type { DraftItem, Making, SourceFile } from './source-file.ts';
import { specstoryItem } from './specstory-item.ts';
import { splitLog } from './split-log.ts';

const FACTS = new WeakMap<SourceFile, DocumentFacts>();

function factsOf(file: SourceFile): DocumentFacts {
  const known = FACTS.get(file) ?? readFacts(file.text, file.path);
  FACTS.set(file, known);
  return known;
}

/** What a file is, `single` where it was named itself; undefined for one that needs no record. */
export function recogniseFile(
  file: SourceFile,
  single: boolean,
  making: Making,
  mapped: ReturnType<typeof mappedKind>,
): Recognised | undefined {
  const { text, path } = file;
  if (mapped === 'skip' || text.trim() === '') return undefined;
  if (isYaml(path)) {
    if (mapped) return { family: 'ledger', kind: { value: mapped, from: 'map' } };
    if (!single && ledgerSections(text, making) < 2) return undefined;
    return { family: 'ledger', kind: { value: 'session', from: 'text' } };
  }
  const { type } = factsOf(file);
  const sections = (): number =>
    outlineOf(text).filter((heading) => matchSection('session', heading.text, making.synonyms)).length;
  const found = recognise(path, text, type, sections);
  if (mapped) return { family: found.family, kind: { value: mapped, from: 'map' } };
  // Who names one file says that it is a handoff.
  if (found.unsure && single) return { family: 'handoff', kind: { value: 'session', from: 'guess' } };
  // No name says so, and yet it is a log: its headings are days.
  if (found.unsure && splitLog(text, factsOf(file)))
    return { family: 'handoff', kind: { value: 'session', from: 'text' } };
  return found;
}

/** The items of a file: of a log one for each entry, else one. */
export function itemsOf(file: SourceFile, what: Recognised, making: Making): DraftItem[] {
  if (what.family === 'ledger') return [ledgerItem(file, what, making)];
  if (what.family === 'specstory') return [specstoryItem(file, what)];
  const facts = factsOf(file);
  const { value: kind } = what.kind;
  const log = kind === 'session' || kind === 'adr' ? splitLog(file.text, facts) : undefined;
  return log ? logItems(file, what, log, making) : [markdownItem(file, what, making, facts)];
}
