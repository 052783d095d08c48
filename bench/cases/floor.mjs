import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../floor.cjs', import.meta.url));

/** What the limits of the others stand on, in the same run: Node, git and the file system, without canon. */
export const cases = ({ node, repository }) => {
  const floor = (name, what, sessions, layout, use) => ({
    name: `floor: ${name}`,
    memory: false,
    rounds: sessions > 2000 ? 9 : undefined,
    prepare: () => ({ command: node, args: [script, what], cwd: repository(sessions, layout, use) }),
  });
  return [
    floor('2000 sessions read once', 'read', 2000),
    floor('20000 sessions read once', 'read', 20_000),
    floor('git status, 20000 sessions', 'status', 20_000),
    floor('git of a handoff, 2000 sessions', 'handoff', 2000, 'flat', 'floor'),
    floor('git of a handoff, 20000 sessions, month', 'handoff', 20_000, 'month', 'floor'),
  ];
};
