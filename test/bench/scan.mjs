// Times `licet scan` beside other tools found on PATH.
//   node test/bench/scan.mjs [--runs N] [--tools licet,syft] DIR...
// Prints the median of wall time, CPU time and peak memory for each. Build first (`npm run build`).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, tools: { type: 'string' } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  process.stderr.write('usage: node test/bench/scan.mjs [--runs N] [--tools licet,syft] DIR...\n');
  process.exit(2);
}

const out = mkdtempSync(join(tmpdir(), 'licet-bench-'));
const licet = fileURLToPath(new URL('../../bin/licet.js', import.meta.url));
const report = join(out, 'out.json');
const TOOLS = {
  licet: (dir) => [process.execPath, licet, 'scan', dir, '--caches', 'none', '-o', `cyclonedx-json=${report}`],
  syft: (dir) => ['syft', 'scan', `dir:${dir}`, '-q', '-o', `cyclonedx-json=${report}`],
  'osv-scanner': (dir) => [
    'osv-scanner',
    'scan',
    'source',
    '-r',
    dir,
    '--offline',
    '--no-call-analysis=go',
    '--all-packages',
    '--format',
    'cyclonedx-1-5',
    '--output',
    report,
  ],
  trivy: (dir) => ['trivy', 'fs', '-q', '--offline-scan', '--skip-db-update', '--format', 'cyclonedx', '-o', report, dir],
  cdxgen: (dir) => ['cdxgen', '--no-install-deps', '-r', '-o', report, dir],
};

// wait4() gives the resources of exactly one child; Python's standard library is the portable way to it.
const METER = `
import os, sys, time
start = time.monotonic()
pid = os.fork()
if pid == 0:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1); os.dup2(null, 2)
    try: os.execvp(sys.argv[1], sys.argv[1:])
    except OSError: os._exit(127)
_, status, used = os.wait4(pid, 0)
peak = used.ru_maxrss / (1048576 if sys.platform == 'darwin' else 1024)
print(time.monotonic() - start, used.ru_utime + used.ru_stime, peak, os.waitstatus_to_exitcode(status))
`;

function measure(command) {
  const { stdout } = spawnSync('python3', ['-c', METER, ...command], { encoding: 'utf8', timeout: 600_000 });
  const [wall, cpu, peak, exit] = String(stdout ?? '')
    .trim()
    .split(' ')
    .map(Number);
  return { wall, cpu, peak, exit };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
const wanted = values.tools?.split(',') ?? Object.keys(TOOLS).filter((name) => name === 'licet' || onPath(name));

const rows = [['repository', 'tool', 'wall s', 'CPU s', 'peak MB', 'components', 'exit']];
for (const dir of positionals.map((path) => resolve(path))) {
  for (const tool of wanted) {
    rmSync(report, { force: true });
    const runs = Array.from({ length: Number(values.runs) }, () => measure(TOOLS[tool](dir)));
    const pick = (key) => median(runs.map((run) => run[key]));
    rows.push([
      basename(dir),
      tool,
      pick('wall').toFixed(2),
      pick('cpu').toFixed(2),
      pick('peak').toFixed(0),
      String(countComponents()),
      [...new Set(runs.map((run) => run.exit))].join('/'),
    ]);
  }
}
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
rmSync(out, { recursive: true });

function countComponents() {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).components?.length ?? 0;
  } catch {
    return '-';
  }
}
