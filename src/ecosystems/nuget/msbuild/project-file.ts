import type { ClaimedFile } from '../../ecosystem.ts';
import { readXml, type XmlElement } from '../../formats/xml.ts';
import type { Decoded } from '../../formats/decoded.ts';

/** An MSBuild file (.csproj, .props, .targets) in the order of its elements. */
export interface MsBuildFile {
  readonly path: string;
  readonly steps: readonly MsBuildStep[];
}

export type MsBuildStep =
  | { readonly kind: 'property'; readonly name: string; readonly value: string; readonly conditions: readonly string[] }
  | { readonly kind: 'item'; readonly item: MsBuildItem }
  | { readonly kind: 'import'; readonly project: string; readonly conditions: readonly string[] };

export interface MsBuildItem {
  /** `PackageReference`, `PackageVersion`, … */
  readonly type: string;
  readonly action: 'include' | 'update' | 'remove';
  readonly spec: string;
  /** Attributes and child elements by lower-case name. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly conditions: readonly string[];
  readonly line: number;
}

export function readMsBuildFile(file: ClaimedFile): Decoded<MsBuildFile> {
  const { value: root, problem } = readXml(file, 'manifest-unparsable');
  if (problem !== undefined) return { problem };
  return { value: { path: file.path, steps: root.children.flatMap((child) => toSteps(child, [])) } };
}

function toSteps(element: XmlElement, above: readonly string[]): MsBuildStep[] {
  const conditions = withOwn(element, above);
  switch (element.name) {
    case 'PropertyGroup':
      return element.children.map((child) => ({
        kind: 'property',
        name: child.name.toLowerCase(),
        value: child.text.trim(),
        conditions: withOwn(child, conditions),
      }));
    case 'ItemGroup':
      return element.children.flatMap((child) => toItem(child, withOwn(child, conditions)));
    case 'Import':
      return [{ kind: 'import', project: element.attributes.get('Project') ?? '', conditions }];
    case 'ImportGroup':
      return element.children.flatMap((child) => toSteps(child, conditions));
    case 'Choose':
      // only one branch counts, and which one is rarely to be known: each is a condition of its own
      return element.children.flatMap((branch) =>
        branch.children.flatMap((child) => toSteps(child, withOwn(branch, [...conditions, '?']))),
      );
    default:
      return [];
  }
}

function toItem(element: XmlElement, conditions: readonly string[]): MsBuildStep[] {
  const metadata = new Map([...element.attributes].map(([name, value]) => [name.toLowerCase(), value.trim()]));
  for (const child of element.children) metadata.set(child.name.toLowerCase(), child.text.trim());
  return (['include', 'update', 'remove'] as const).flatMap((action) => {
    const spec = metadata.get(action);
    if (spec === undefined) return [];
    return [{ kind: 'item', item: { type: element.name, action, spec, metadata, conditions, line: element.line } }];
  });
}

function withOwn(element: XmlElement, above: readonly string[]): readonly string[] {
  const own = element.attributes.get('Condition')?.trim() ?? '';
  return own === '' ? above : [...above, own];
}
