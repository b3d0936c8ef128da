import type { Component } from '../domain/component.ts';
import { findingId, type Finding, type FindingCode } from '../domain/finding.ts';
import type { SpdxExpression } from '../domain/license.ts';
import type { HeaderLicense, Project } from '../domain/project.ts';
import { foldSpdx, parseSpdx, renderTerm, spdxTerms } from '../domain/spdx-expression.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { LicenseCategories } from './categories.ts';
import type { Policy } from './model.ts';

/**
 * What people have to look at in the repository's own packages: those to be published without any license (LIC011), and
 * those whose manifest, license file and headers say different things (LIC012). Nothing of it is denied.
 */
export function ownPackageFindings(snapshot: Snapshot, policy: Policy, categories: LicenseCategories): Finding[] {
  return onePerDirectory(snapshot).flatMap(({ component, project }): Finding[] => {
    const place = { component, project, policy };
    const name = [project.name, snapshot.source.name].find((text) => text !== '.') ?? 'this repository';
    if (hasNoLicense(component, project))
      return [toFinding('LIC011', `${name} is to be published and has no license`, { ...place, expression: 'NONE' })];
    const said = contradictions(component, project, categories);
    if (said.length === 0) return [];
    const shown =
      said.slice(0, MOST_SHOWN).join('; ') + (said.length > MOST_SHOWN ? `; and ${said.length - MOST_SHOWN} more` : '');
    const expression = expressionOf(component) ?? 'NOASSERTION';
    return [toFinding('LIC012', `${name} says different things of its own license: ${shown}`, { ...place, expression })];
  });
}

const MOST_SHOWN = 3;

interface OwnPackage {
  readonly component: Component;
  readonly project: Project;
}

/** Several ecosystems may see a project in one directory; the one with a version speaks for it. */
function onePerDirectory(snapshot: Snapshot): readonly OwnPackage[] {
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const byPath = new Map<string, OwnPackage>();
  for (const component of snapshot.components) {
    const project = component.firstParty ? projects.get(component.id) : undefined;
    if (project?.licensing === undefined || project.role !== 'product') continue;
    const known = byPath.get(project.path);
    if (known === undefined || (known.component.version === undefined && component.version !== undefined))
      byPath.set(project.path, { component, project });
  }
  return [...byPath.values()];
}

// A package without a version, or marked as private, is published by nobody.
function hasNoLicense({ version, concluded, declared }: Component, { private: isPrivate, licensing }: Project): boolean {
  if (version === undefined || isPrivate === true || licensing?.licenseFile !== 'none') return false;
  return declared.status === 'no-assertion' && concluded.status === 'no-assertion' && concluded.reason === 'no-evidence';
}

function contradictions(component: Component, { licensing }: Project, categories: LicenseCategories): string[] {
  const { concluded } = component;
  if (concluded.status === 'conflict') return [`declared and in its license file: ${concluded.candidates.join(' / ')}`];
  const own = expressionOf(component);
  if (own === undefined) return [];
  const terms = termsOf(own);
  return (licensing?.headers?.found ?? [])
    .filter(
      ({ expression }) =>
        !termsOf(expression).some((header) => terms.some((term) => agrees(header, term))) &&
        !isPermissive(expression, categories),
    )
    .map((header) => describeHeader(header, own));
}

/** Code under a permissive license may stand in a work under any other: its notices stay, and nothing contradicts. */
function isPermissive(expression: SpdxExpression, categories: LicenseCategories): boolean {
  const parsed = parseSpdx(expression);
  if (!parsed.ok) return false;
  return foldSpdx<boolean>(parsed.node, {
    term: (term) => PERMISSIVE.has(categories.ofLicense(term.license) ?? ''),
    branch: (branch, parts) => (branch.type === 'and' ? parts.every(Boolean) : parts.some(Boolean)),
  });
}

const PERMISSIVE: ReadonlySet<string> = new Set(['permissive', 'public-domain']);

function describeHeader({ expression, files, example }: HeaderLicense, own: SpdxExpression): string {
  const count = files === 1 ? 'a file' : `${files} files`;
  return `${own}, and ${expression} in the header of ${count} (${example.path}:${example.line})`;
}

function expressionOf({ concluded }: Component): SpdxExpression | undefined {
  return concluded.status === 'concluded' ? concluded.expression : undefined;
}

function termsOf(expression: SpdxExpression): string[] {
  const parsed = parseSpdx(expression);
  return parsed.ok ? spdxTerms(parsed.node).map((term) => renderTerm(term).split(' WITH ')[0] ?? '') : [];
}

/**
 * Does a header say what the package says? Headers often leave out "only" or "or later", and "version 2 or later" in a
 * header goes with the text of a later version beside it.
 */
function agrees(header: string, own: string): boolean {
  const [said, meant] = [versionOf(header), versionOf(own)];
  if (said.family !== meant.family) return false;
  return said.version === meant.version || (/-or-later$|\+$/.test(header) && said.version < meant.version);
}

function versionOf(term: string): { readonly family: string; readonly version: number } {
  const plain = term.replace(/-only$|-or-later$|\+$/, '');
  const [, family, version] = /^(.+)-(\d+(?:\.\d+)?)$/.exec(plain) ?? [];
  return family === undefined ? { family: plain, version: 0 } : { family, version: Number(version) };
}

interface Parts {
  readonly component: Component;
  readonly project: Project;
  readonly policy: Policy;
  readonly expression: string;
}

function toFinding(code: FindingCode, message: string, { component, project, policy, expression }: Parts): Finding {
  const { id, name, version, licenseEvidence } = component;
  const at = policy.defaults.at;
  const isAllowed = code === 'LIC012' && policy.licenses.conflict === 'allow';
  return {
    id: findingId({ kind: 'license', component: id, expression: `${code} ${expression}`, project: project.id, scope: 'runtime' }),
    kind: 'license',
    code,
    verdict: isAllowed ? 'allow' : 'review',
    severity: isAllowed ? 'info' : 'low',
    message,
    component: { id, name, ...(version !== undefined && { version }) },
    project: project.id,
    scope: 'runtime',
    context: {},
    assumed: [],
    expression,
    reason: code === 'LIC011' ? 'no-license' : 'license-conflict',
    notes: [],
    rule: { label: code === 'LIC011' ? 'defaults.noLicense' : 'licenses.conflict', kind: 'default', ...at },
    license: {
      text: expression,
      source: 'concluded',
      terms: [],
      branches: [],
      evidence: licenseEvidence.map(({ role, method, raw, location }) => ({
        role,
        method,
        raw,
        path: location.path,
        ...(location.lines !== undefined && { line: location.lines[0] }),
      })),
    },
    location: { path: project.manifest ?? project.path },
    paths: [],
    otherPaths: 0,
    fix:
      code === 'LIC011'
        ? 'add a LICENSE file and the license to the manifest, or mark the package as private'
        : 'make manifest, license file and headers say the same, or move what is foreign to a vendored folder',
    state: 'open',
    obligations: [],
  };
}
