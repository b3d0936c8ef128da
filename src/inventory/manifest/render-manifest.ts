import { stringify } from 'yaml';
import type { WrittenManifest } from './schema.ts';

const HEAD = `# yaml-language-server: $schema=./node_modules/licet/rules/schemas/licet-org-1.schema.json
# The repositories of the organization, and what they belong to. Every figure about coverage counts against this list:
# say why a repository does not count (\`excluded: reason\`, \`archived: true\`) instead of removing it.
# What else can stand here: docs/organization.md
`;

/** The text of a manifest to start from. */
export function renderManifest(manifest: WrittenManifest): string {
  return `${HEAD}${stringify(manifest, { lineWidth: 120 })}`;
}
