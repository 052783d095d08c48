// The Snowball stemmer for Russian, https://snowballstem.org/algorithms/russian/stemmer.html, without its last steps on
// derivations: `ё` is `е` by then, and endings are looked for only behind the first vowel.

const ending = (...endings: readonly string[]): RegExp => new RegExp(`(?:${endings.join('|')})$`);

const GERUND = ending('(?<=[ая])(?:вшись|вши|в)', '(?:ив|ыв)(?:шись|ши)?');
const REFLEXIVE = ending('с[яь]');
const ADJECTIVE = ending('[еиыо]е|[иы]ми|[еиыо]й|[еиыо]м|[ео]го|[ео]му|[иы]х|[уюое]ю|[ая]я');
const PARTICIPLE = ending('(?<=[ая])(?:ем|нн|вш|ющ|щ)', 'ивш|ывш|ующ');
const VERB = ending(
  '(?<=[ая])(?:ешь|нно|ете|йте|ла|на|ли|ем|ло|но|ет|ют|ны|ть|й|л|н)',
  'ейте|уйте|ила|ыла|ена|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|ей|уй|ил|ыл|им|ым|ен|ят|ит|ыт|ую|ю',
);
const NOUN = ending(
  'иями|ями|ами|ией|иям|ием|иях|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|[аеийоуыьюя]',
);

/** The stem of a Russian word in small letters. */
export function stemRussian(word: string): string {
  const first = word.search(/[аеиоуыэюя]/) + 1;
  if (first === 0) return word;
  const head = word.slice(0, first);
  let rest = word.slice(first);
  const strip = (pattern: RegExp): boolean => {
    const before = rest;
    rest = rest.replace(pattern, '');
    return rest !== before;
  };
  if (!strip(GERUND)) {
    strip(REFLEXIVE);
    if (strip(ADJECTIVE)) strip(PARTICIPLE);
    else if (!strip(VERB)) strip(NOUN);
  }
  return (
    head +
    rest
      .replace(/и$/, '')
      .replace(/ейше?$/, '')
      .replace(/нн$/, 'н')
      .replace(/ь$/, '')
  );
}
