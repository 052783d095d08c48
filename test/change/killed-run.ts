import { applyPlan } from '../../src/change/apply.ts';
import type { ChangePlan } from '../../src/change/plan.ts';
import { openProject } from '../../src/store/project.ts';
import { indexed, worldAt } from './kit.ts';

// A process of its own that applies a plan and is killed as `kill -9` kills, at the step it is told.
const [path = '', plan = '', step = '', how = ''] = process.argv.slice(2);
const env = Object.fromEntries(Object.entries(process.env).map(([key, value]) => [key, value ?? '']));
const world = worldAt(path, env);
const project = await openProject(world);
// Bytes come as text, where an edit has any.
const revive = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'base64' in value
    ? { ...value, read: () => Promise.resolve(Buffer.from(String(value.base64), 'base64')) }
    : value;
await applyPlan(project, world, JSON.parse(plan, revive) as ChangePlan, {
  commit: how !== 'no-commit',
  derive: indexed(project),
  onStep: (reached) => {
    if (reached === step) process.kill(process.pid, 'SIGKILL');
  },
});
