#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets a sentence instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: licet needs Node.js 20.19 or later, this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  const { run } = await import('../dist/cli/main.js');
  await run(process);
}
