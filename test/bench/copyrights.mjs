// CPU seconds to read the copyright statements of all files below a folder, and how many there are.
//   npm run build && node test/bench/copyrights.mjs node_modules
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractCopyrights } from '../../dist/licenses/copyright/extract.js';

const [root = '.'] = process.argv.slice(2);
const LARGEST = 1024 * 1024;
let [files, bytes, statements, seconds] = [0, 0, 0, 0];
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const content = readFileSync(join(entry.parentPath, entry.name));
  if (content.length > LARGEST || content.subarray(0, 8192).includes(0)) continue;
  const start = process.cpuUsage();
  const found = extractCopyrights(content.toString('utf8'));
  const { user, system } = process.cpuUsage(start);
  files += 1;
  bytes += content.length;
  statements += found.length;
  seconds += (user + system) / 1e6;
}
console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${statements} statements in ${seconds.toFixed(2)} CPU s`);
