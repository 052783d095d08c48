const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * Says how long ago dates were, as soon as they are there and before they are drawn: nothing moves. What stood there
 * goes into their title. It goes on with what is put into the page later.
 */
export function relativeDates(): void {
  const convert = (): void => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-relative=""]'))
      if (document.readyState !== 'loading' || isWhole(time)) tell(time, Date.now());
  };
  new MutationObserver(convert).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', convert);
}

/** While a page is read, its last element may not have all of its text. */
function isWhole(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) if (at.nextSibling) return true;
  return false;
}

function tell(time: HTMLTimeElement, now: number): void {
  time.dataset['relative'] = 'told';
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) return;
  const seconds = (at - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  time.title = time.textContent ?? '';
  time.textContent = format.format(Math.trunc(seconds / size), unit);
}
