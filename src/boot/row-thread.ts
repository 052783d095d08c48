import { chunksIn } from './chunks.ts';

// What a second thread starts from.
chunksIn(__dirname)('./row-worker.cjs');
