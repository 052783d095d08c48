import { expect, test } from 'vitest';
import { homePage } from '../../src/site/pages/home.tsx';
import { relationsOf } from '../../src/site/view/relations.ts';
import { drawn, siteModel, type SomeRecord, textOf } from './model.ts';

const home = (records: readonly SomeRecord[], settings = {}): string => {
  const model = siteModel(records, settings);
  return drawn(homePage(model, relationsOf(model)), model);
};

const asked: SomeRecord = {
  kind: 'session',
  id: 'SK-260511-02',
  title: 'Welcome letter',
  summary: 'The letter is written.',
  owner: 'sergei',
  status: 'handed-off',
  created: '2026-05-11T16:02:35+02:00',
  workstream: 'onboarding',
  waiting: [{ id: 'w1', text: 'approve the sender', for: 'RT', open: true, line: 40 }],
  questions: [{ id: 'q1', text: 'which colour?', open: true, line: 44 }],
};
const onboarding: SomeRecord = {
  kind: 'workstream',
  id: 'onboarding',
  title: 'Onboarding',
  status: 'active',
  priority: 'P1',
  owner: 'sergei',
  created: '2026-05-01',
  progress: { done: 2, total: 5, next: { id: 'T3', text: 'Send the letter' } },
};

test('it says what waits on whom, and since when', () => {
  const html = home([asked]);
  expect(textOf(html)).toContain(
    'Waiting on Roman approve the sender Sergei 11 May 2026, 16:02 SK-260511-02#w1 Open questions (1) which colour?',
  );
  expect(html).toContain('<time datetime="2026-05-11T16:02:35+02:00" data-relative');
});

test('what waits is linked to the place where it stands', () => {
  const html = home([asked]);
  for (const item of ['w1', 'q1']) expect(html).toContain(`href="sessions/SK-260511-02/#${item}"`);
});

test('what imported sessions have left stands behind that, each thing once, and is counted', () => {
  const old = (day: number, ...texts: string[]): SomeRecord => ({
    kind: 'session',
    id: `SK-24010${day}-01`,
    title: `Old ${day}`,
    owner: 'sergei',
    status: 'imported',
    created: `2024-01-0${day}T00:00:00Z`,
    waiting: texts.map((text, at) => ({ id: `w${at + 1}`, text, for: 'RT', open: true, line: 9 + at })),
  });
  const recent = { ...old(9, 'the newest'), created: '2026-05-12T00:00:00Z' };
  const days = [6, 5, 4, 3, 2, 1].map((day) => old(day, 'Renew it', `blocker ${day}`));
  const records = [recent, asked, ...days];
  expect(textOf(home(records))).toContain(
    'Waiting on Roman approve the sender Sergei 11 May 2026, 16:02 SK-260511-02#w1 ' +
      'the newest Sergei 12 May 2026, 00:00 imported SK-240109-01#w1 ' +
      'Renew it Sergei 6 January 2024, 00:00 imported 6 times SK-240106-01#w1 ' +
      'blocker 6 Sergei 6 January 2024, 00:00 imported SK-240106-01#w2 ' +
      'blocker 5 Sergei 5 January 2024, 00:00 imported SK-240105-01#w2 4 more from imported sessions',
  );
  // Where many were handed off, none of the others is shown.
  const many: SomeRecord[] = [0, 1, 2, 3, 4].map((at) => ({ ...asked, id: `SK-26051${at}-02` }));
  expect(textOf(home([...many, ...records]))).toContain('9 more, 8 from imported sessions');
  // Nobody has a page for what waits on nobody known.
  const nobody = days.map((one): SomeRecord => {
    const { id, title, status, created, waiting = [] } = one;
    const items = waiting.map(({ id: item, text, open, line }) => ({ id: item, text, open, line }));
    return {
      kind: 'session',
      id,
      title: title ?? '',
      status: status ?? '',
      created: created ?? '',
      waiting: items,
    };
  });
  expect(textOf(home(nobody))).toContain('2 more from imported sessions');
  expect(textOf(home(records, { language: 'ru' }))).toMatch(/импорт, повторений: 6 .*Ещё 4 из импорта/);
});

test('active work has its progress and its next task, the highest priority first', () => {
  const text = textOf(
    home([
      onboarding,
      { ...onboarding, id: 'flip', title: 'The flip', priority: 'P0', progress: { done: 0, total: 0 } },
      {
        ...onboarding,
        id: 'vault',
        title: 'The vault',
        status: 'blocked',
        priority: 'P2',
        blockedBy: ['flip'],
      },
      { ...onboarding, id: 'over', title: 'Over', status: 'done' },
    ]),
  );
  expect(text).toContain(
    'Active work The flip active P0 Sergei Onboarding Next T3 Send the letter active P1 Sergei 2 of 5 ' +
      'The vault Blocked by The flip blocked P2 Sergei 2 of 5 All workstreams',
  );
});

test('sessions stand by their day, which is an anchor', () => {
  const html = home([asked, onboarding, { kind: 'session', id: 'CONV-10', title: 'An old one' }]);
  expect(html).toContain('<h2 class="day" id="2026-05-11"><a href="#2026-05-11">');
  expect(textOf(html)).toContain(
    '11 May 2026 Welcome letter The letter is written. handed off Sergei Onboarding SK-260511-02 ' +
      'Without a date An old one',
  );
});

test('where there is nothing it says what to do', () => {
  const text = textOf(home([]));
  expect(text).toContain('Nothing waits on anybody.');
  expect(text).toContain('canon new workstream');
  expect(text).toContain('canon handoff');
});

test('it is written in Russian where the site is', () => {
  const html = home([asked, onboarding], { language: 'ru' });
  expect(html).toContain('<html lang="ru"');
  expect(textOf(html)).toMatch(
    /Ожидается от: Roman .*Открытые вопросы \(1\).*Сейчас в работе.*2 из 5.*11 мая 2026 г\..*передано/,
  );
});

test('what a record says is text', () => {
  const html = home([{ ...asked, title: '<img src=x onerror=alert(1)>', id: 'a"b', owner: '<b>' }]);
  expect(html).not.toMatch(/<img|<b>|id="a"b/);
});
