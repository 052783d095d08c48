type Unit = readonly [unit: Intl.RelativeTimeFormatUnit, minutes: number];
const DAY: Unit = ['day', 1440];
const UNITS: readonly Unit[] = [
  ['year', 525_960],
  ['month', 43_830],
  ['week', 10_080],
  DAY,
  ['hour', 60],
  ['minute', 1],
];

/**
 * Says how long ago dates were, as soon as they are there and before they are drawn: nothing moves. What stood there
 * goes into their title. It goes on with what is put into the page later.
 */
export function relativeDates(): void {
  const every = document.getElementsByTagName('*');
  const convert = (): void => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-relative]:not([title])'))
      // While a page is read, its last element may not have all of its text. At the end that is in the footer.
      if (time !== every[every.length - 1]) tell(time);
  };
  new MutationObserver(convert).observe(document, { childList: true, subtree: true });
}

/** When the day began where somebody reads. */
const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

function tell(time: HTMLTimeElement): void {
  const now = Date.now();
  // A day without a time is that day wherever it is read; and from a day on, days are those of the calendar.
  const isDay = !time.dateTime[10];
  const at = Date.parse(time.dateTime + (isDay ? 'T00:00' : ''));
  let past = (at - now) / 6e4;
  if (isDay || Math.abs(past) >= 1440) past = Math.round((dayOf(at) - dayOf(now)) / 864e5) * 1440;
  if (Number.isNaN(past)) return;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(past) >= size) ?? DAY;
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  time.title = time.textContent ?? '';
  time.textContent = format.format(Math.trunc(past / size), unit);
}
