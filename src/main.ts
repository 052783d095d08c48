import { run } from './cli/run.ts';

void run(process);
