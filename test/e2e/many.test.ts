import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DRAFT, type Field, field } from '../handoff/field.ts';

const MANY = 20_000;

/** Sessions of both operators on every day back from May 2026, a hundred a day; every tenth waits on Roman. */
function fill(place: Field): void {
  for (let at = 0; at < MANY; at += 1) {
    const day = new Date(Date.UTC(2026, 4, 10) - Math.floor(at / 100) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const who = at % 2 === 0 ? ['RT', 'roman'] : ['SK', 'sergei'];
    const id = `${who[0]}-${day.slice(2).replaceAll('-', '')}-${String(99 - (at % 100)).padStart(2, '0')}`;
    const time = `${day}T12:${String(59 - Math.floor((at % 100) / 2)).padStart(2, '0')}:00+02:00`;
    const waits = at % 10 === 1 ? '\n## Waiting On\n\n- [ ] w1 @roman: look at this\n' : '';
    place.box.write(
      join(place.repo, `docs/sessions/${id}.md`),
      `---\ntitle: Session ${at}\noperator: ${who[1]}\nworkstream: flip\nkind: session\nid: ${id}\nstatus: handed-off\ncreated: ${time}\nbranch: main\n---\n# ${id} — Session ${at}\n\n## Next Action\n\nGo on with ${at}.\n${waits}`,
    );
  }
  // A collection in the background would outlive the test.
  place.git('config', 'gc.auto', '0');
  place.git('add', '.');
  place.git('commit', '-qm', 'Years of work');
}

it(`shows, lists and hands off with ${MANY} sessions as with one`, async () => {
  const place = field({ remote: false });
  fill(place);
  for (const round of ['cold', 'kept']) {
    const { exit, data } = await place.json(['resume']);
    expect(exit, round).toBe(0);
    expect(data['last_session'], round).toMatchObject({ title: 'Session 0', next_action: 'Go on with 0.' });
    expect(data['own_workstreams'], round).toMatchObject([{ id: 'flip', tasks_done: 1, tasks_total: 2 }]);
    expect(data['peer_activity'], round).toMatchObject([{ operator: 'sergei', title: 'Session 1' }]);
    expect(data['tokens'], round).toBeLessThanOrEqual(2000);
    // All 2,000 that wait are counted, whatever of them is shown.
    const waiting = data['waiting_on_me'] as unknown[];
    const [left] = (data['left_out'] as { what: string; count: number }[]).filter(
      ({ what }) => what === 'waiting_on_me',
    );
    expect(waiting.length + (left?.count ?? 0), round).toBe(MANY / 10);
  }
  const listed = await place.json(['list', 'session', '--all']);
  expect(listed.data['records']).toHaveLength(MANY);
  const handed = await place.json(['handoff', '--draft', '-'], { input: DRAFT });
  expect(handed).toMatchObject({ exit: 0, data: { id: 'RT-260511-01' } });
  expect(place.git('status', '--porcelain')).toBe('');
  expect((await place.json(['resume'])).data['last_session']).toMatchObject({ id: 'RT-260511-01' });
});
