// Each language's names in the order of the year, the first three letters or more where they tell a month alone.
const NAMES: readonly string[] = [
  // English, German, French, Spanish, Italian, Portuguese, Russian
  'jan january januar jänner janv janvier enero ene gennaio gen janeiro янв январь января',
  'feb february februar févr fevr fév février fevrier febrero febbraio fevereiro fev фев февр февраль февраля',
  'mar march märz mrz maerz mars marzo março marco мар март марта',
  'apr april avr avril abril abr aprile апр апрель апреля',
  'may mai mayo maggio mag maio мая май',
  'jun june juni juin junio giugno giu junho июн июнь июня',
  'jul july juli juil juillet julio luglio lug julho июл июль июля',
  'aug august août aout agosto ago авг август августа',
  'sep sept september septembre septiembre settembre set setembro сен сент сентябрь сентября',
  'oct october oktober okt octobre octubre ottobre ott outubro out окт октябрь октября',
  'nov november novembre noviembre novembro ноя нояб ноябрь ноября',
  'dec december dezember dez déc décembre decembre diciembre dic dicembre dezembro дек декабрь декабря',
];

const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, i) => names.split(' ').map((name) => [name.normalize('NFC'), i + 1] as const)),
);

/** The number of a month by its name or a usual abbreviation, in any of seven languages. */
export const monthNumber = (name: string): number | undefined =>
  MONTHS.get(name.normalize('NFC').toLowerCase().replace(/\.$/, ''));
