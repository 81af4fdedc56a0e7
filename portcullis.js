#!/usr/bin/env node
// The `portcullis` command: builds what is not built, then runs the verb.
import { ensureBuilt } from './build.js';

await ensureBuilt({ force: process.argv[2] === 'build' });
if (process.argv[2] !== 'build') await import('./dist/server/cli/portcullis.js');
