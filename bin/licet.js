#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets a sentence instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: licet needs Node.js 20.19 or later, this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  // Node 22 and later keep compiled code between runs; Node 20 has no such thing.
  const { default: module } = await import('node:module');
  module.enableCompileCache?.();
  const { run } = await import('../dist/cli/main.js');
  await run(process);
}
