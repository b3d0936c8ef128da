import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../src/cli/main.ts';
import { loadEcosystems } from '../src/ecosystems/list.ts';
import { renderEcosystemMarkdown } from '../src/report/ecosystems.ts';
import { captureTerminal } from './support/capture-terminal.ts';

const ECOSYSTEMS = await loadEcosystems();

// `UPDATE_README=1 npx vitest run test/readme.test.ts` rewrites the parts between the markers.
function expectBlock(name: string, content: string): void {
  const readme = readFileSync('README.md', 'utf8');
  const block = new RegExp(`(<!-- ${name} -->\n)([^]*?)(<!-- /${name} -->)`);
  if (process.env['UPDATE_README'] !== undefined)
    writeFileSync(
      'README.md',
      readme.replace(block, (_, open, __, close) => `${open}${content}${close}`),
    );
  else expect(block.exec(readme)?.[2]).toBe(content);
}

describe('README.md', () => {
  it('lists the ecosystems as the readers declare them', () => {
    expectBlock('ecosystems', `\n${renderEcosystemMarkdown(ECOSYSTEMS)}\n`);
  });

  it('shows what the first command really prints', async () => {
    const terminal = captureTerminal({ env: { SOURCE_DATE_EPOCH: '1795000000' } });
    const status = await main(['check', 'fixtures/monorepos/acme-shop', '--caches', 'none'], terminal);
    expect(status).toBe(0);
    expectBlock('check-example', `\n\`\`\`\n${terminal.stdout()}\`\`\`\n\n`);
  });
});
