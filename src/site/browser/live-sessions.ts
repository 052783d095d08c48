import { live } from '../language/live.ts';

/** A session as `/_canon/live.json` has it. All of its text is somebody's, and is never more than text here. */
interface Session {
  readonly id: string | null;
  readonly who: string | null;
  readonly host: string | null;
  readonly began: string | null;
  readonly last: number | null;
  readonly ended: boolean;
  readonly calls: number;
  readonly failures: number;
  readonly tools: readonly (readonly [name: string, calls: number])[];
}

const words = live[document.documentElement.lang === 'ru' ? 'ru' : 'en'];
const locale = words === live.ru ? 'ru-RU' : 'en-GB';
const rules = new Intl.PluralRules(locale);
/** An agent that calls nothing for so long, in milliseconds, is no longer seen at work. */
const QUIET = 15 * 60_000;

/** Shows the sessions that no record tells of yet, with what they have called so far, at the head of the page. */
export async function showSessions(): Promise<void> {
  const response = await fetch('/_canon/live.json');
  const { sessions } = (await response.json()) as { sessions: readonly Session[] };
  const before = document.querySelector('#in-progress');
  if (sessions.length === 0) return before?.remove();
  const panel = element('section', 'live');
  panel.id = 'in-progress';
  const heading = element('h2', '', words.heading);
  heading.id = 'in-progress-heading';
  panel.setAttribute('aria-labelledby', heading.id);
  const list = element('ul', 'rows');
  list.append(...sessions.map(row));
  panel.append(heading, list);
  if (before) before.replaceWith(panel);
  else (document.querySelector('main h1') ?? document.querySelector('main')?.firstElementChild)?.after(panel);
}

function row({ id, who, host, began, last, ended, calls, failures, tools }: Session): HTMLElement {
  const item = element('li');
  const isWorking = !ended && last !== null && Date.now() - last < QUIET;
  item.dataset['state'] = isWorking ? 'working' : 'over';
  const state = isWorking ? words.working : ended ? words.ended : words.quiet;
  const head = element('p', 'live-who');
  head.append(element('strong', '', who ?? words.nobody));
  if (id !== null) head.append(' ', element('span', 'id', id));
  head.append(' ', element('span', 'quiet', host === null ? state : `${state} · ${host}`));
  const at = last ?? Date.parse(began ?? '');
  if (!Number.isNaN(at)) head.append(' ', time(at));
  const counts = element('p', 'live-calls');
  const forms: Readonly<Record<string, string>> = words.calls;
  const count = `${calls} ${forms[rules.select(calls)] ?? ''}`;
  const failed = failures === 0 ? '' : `, ${failures} ${words.failed}`;
  counts.append(element('span', 'live-sum', calls === 0 ? words.none : count + failed));
  for (const [name, number] of tools) {
    const tool = element('span', 'live-tool', name);
    tool.append(' ', element('b', '', `${number}`));
    counts.append(' ', tool);
  }
  item.append(head, counts);
  return item;
}

function time(ms: number): HTMLElement {
  const at = new Date(ms);
  const shown = element(
    'time',
    'quiet',
    at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }),
  );
  shown.setAttribute('datetime', at.toISOString());
  shown.title = at.toLocaleString(locale);
  return shown;
}

function element(name: string, className = '', text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}
