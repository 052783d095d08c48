/**
 * The same answers about texts, of which the last few are remembered: each item of an import is asked about several times
 * in a row, as it was and as its record has it. Answers are shared, and must not be changed.
 */
export function rememberLast<T>(ask: (text: string) => Promise<T>): (text: string) => Promise<T> {
  const known: { readonly text: string; readonly answer: Promise<T> }[] = [];
  return (text) => {
    const before = known.find((one) => one.text === text);
    if (before) return before.answer;
    const answer = ask(text);
    if (text.length <= LONGEST) {
      known.unshift({ text, answer });
      known.length = Math.min(known.length, FEW);
    }
    return answer;
  };
}

const FEW = 6;
/** What is held on to after the last question is to be little. */
const LONGEST = 1 << 20;
