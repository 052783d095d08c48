#!/usr/bin/env node
import { chunksIn } from './boot/chunks.ts';

chunksIn(__dirname)('./main.cjs');
