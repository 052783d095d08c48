import type { Query } from './query.ts';
import { type Token, tokensIn } from './tokens.ts';

/** The phrases of a query: those that a text must have, and those that it must not. */
export function phrasesOf({ parts }: Query): {
  readonly wanted: readonly (readonly string[])[];
  readonly unwanted: readonly (readonly string[])[];
} {
  const phrases = (no: boolean): (readonly string[])[] =>
    parts.flatMap((part) => (part.type === 'phrase' && part.not === no ? [part.words] : []));
  return { wanted: phrases(false), unwanted: phrases(true) };
}

/** Places of a phrase among the words of a text: those where its words stand in a row. */
export function phraseAt(tokens: readonly Token[], phrase: readonly string[]): number[] {
  const [first] = phrase;
  const places: number[] = [];
  for (const [at, { word }] of tokens.entries())
    if (word === first && phrase.every((one, i) => tokens[at + i]?.word === one)) places.push(at);
  return places;
}

/** Whether a text has the phrases that a query wants, and none that it does not. */
export function phrasesHold(query: Query, text: string): boolean {
  const { wanted, unwanted } = phrasesOf(query);
  if (wanted.length + unwanted.length === 0) return true;
  const tokens = tokensIn(text);
  const has = (phrase: readonly string[]): boolean => phraseAt(tokens, phrase).length > 0;
  return wanted.every(has) && !unwanted.some(has);
}
