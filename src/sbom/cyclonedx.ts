import type { Diagnostic } from '../domain/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { InputFile } from '../domain/snapshot.ts';
import { field, isRecord, listField, recordField, textField } from '../domain/values.ts';
import { readComponent } from './cyclonedx-component.ts';
import type { OwnFacts, SbomDraft, SbomEdge } from './draft.ts';
import type { DocumentPart } from './json-members.ts';
import type { LostCounter } from './lost.ts';
import { packageCollector } from './package-collector.ts';
import type { PartReader } from './part-reader.ts';
import { toEdges } from './to-edges.ts';

/** The licet repository itself, which its documents have as their root: no package, a frame around the projects. */
const OWN_ROOT = /^licet:repository:/;

/** Reads CycloneDX 1.2 to 1.7 from the parts of a document, JSON or XML alike. */
export function cycloneDxReader(path: string, lost: LostCounter): PartReader {
  const reader = new CycloneDxReader(path, lost);
  return { part: (part) => reader.part(part), finish: (format) => reader.finish(format) };
}

// A class because a document comes in parts, and in any order.
class CycloneDxReader {
  readonly #path: string;
  readonly #lost: LostCounter;
  readonly #collector: ReturnType<typeof packageCollector>;
  readonly #needs: [from: string, to: string][] = [];
  readonly #inside: [container: string, part: string][] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #bomFormat: unknown;
  #specVersion: string | undefined;
  #metadata: unknown;
  #rootRef: string | undefined;
  #isOwn = false;

  constructor(path: string, lost: LostCounter) {
    this.#path = path;
    this.#lost = lost;
    this.#collector = packageCollector(lost);
  }

  part({ key, value, line, text }: DocumentPart): void {
    switch (key) {
      case 'bomFormat':
        this.#bomFormat = value;
        return;
      case 'specVersion':
        this.#specVersion = String(value);
        return;
      case 'components':
        return this.#addComponents(value, { line, text, isRoot: false });
      case 'dependencies':
        return this.#addDependency(value);
      case 'metadata':
        return this.#readMetadata(value, line, text);
      case 'compositions':
        return this.#readComposition(value, line);
      case 'serialNumber':
      case 'version':
      case '$schema':
        return;
      default:
        this.#lost.add(key, textField(value, 'bom-ref') ?? textField(value, 'name') ?? textField(value, 'id') ?? '');
    }
  }

  finish(format: SbomDraft['format']): SbomDraft | undefined {
    if (this.#bomFormat !== 'CycloneDX') return undefined;
    const component = recordField(this.#metadata, 'component');
    const packages = this.#collector.packages();
    const { edges, dangling } = toEdges(this.#collector, { needs: this.#needs, inside: this.#inside });
    const isRoot = (ref: string): boolean => ref === this.#rootRef && this.#isOwn;
    for (const [from, to] of dangling)
      if (!isRoot(from)) this.#lost.add('dependencies of or on components that are not there', `${from} → ${to}`);
    const own = this.#ownFacts();
    const repository = (listField(component, 'externalReferences') ?? []).find((item) => textField(item, 'type') === 'vcs');
    return {
      format,
      specVersion: this.#specVersion ?? '?',
      name: this.#isOwn ? textField(component, 'name') : packages.find((item) => item.project !== undefined)?.name,
      time: readTime(textField(this.#metadata, 'timestamp')),
      tools: readTools(field(this.#metadata, 'tools')),
      repository: textField(repository, 'url'),
      packages,
      edges: edges.map((edge) => this.#scoped(edge)),
      lost: this.#lost.items(),
      diagnostics: this.#diagnostics,
      ...(own !== undefined && { own }),
    };
  }

  // CycloneDX has no scope for a dependency, only one for each component: what the root needs has that of its target.
  #scoped(edge: SbomEdge): SbomEdge {
    const [from, to] = [this.#collector.get(edge.from), this.#collector.get(edge.to)];
    return from?.project === undefined ? edge : { ...edge, scope: to?.scope ?? 'runtime' };
  }

  #readMetadata(value: unknown, line: number, text: string): void {
    this.#metadata = value;
    const component = recordField(value, 'component');
    if (component === undefined) return;
    this.#rootRef = textField(component, 'bom-ref');
    this.#isOwn = OWN_ROOT.test(this.#rootRef ?? '');
    if (!this.#isOwn) this.#addComponents(component, { line, text, isRoot: true });
  }

  #addComponents(value: unknown, { line, text, isRoot }: { line: number; text: string; isRoot: boolean }): void {
    const isNested = isRecord(value) && (isRoot || listField(value, 'components') !== undefined);
    const lines = isNested ? refLines(text, line) : undefined;
    const stack: { value: unknown; container: string | undefined }[] = [{ value, container: undefined }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const written = textField(next.value, 'bom-ref');
      const ref = this.#collector.freeRef(written, textField(next.value, 'purl'));
      const own = next.container === undefined && !isRoot ? line : undefined;
      const at = numberOf(textField(next.value, '#line')) ?? own ?? lines?.get(written ?? '') ?? line;
      const item = readComponent(next.value, { lost: this.#lost, isRoot, line: at, ref });
      if (item !== undefined) this.#collector.add(item);
      else this.#collector.leaveOut(ref);
      if (item !== undefined && next.container !== undefined && !isRoot) this.#inside.push([next.container, ref]);
      const parts = listField(next.value, 'components') ?? [];
      for (const part of parts.toReversed()) stack.push({ value: part, container: item === undefined ? next.container : ref });
    }
  }

  #addDependency(value: unknown): void {
    const ref = textField(value, 'ref');
    if (ref === undefined) return this.#lost.add('dependencies without a reference', JSON.stringify(value ?? null));
    for (const target of listField(value, 'dependsOn') ?? []) {
      if (typeof target === 'string') this.#needs.push([this.#collector.intern(ref), this.#collector.intern(target)]);
    }
    for (const target of listField(value, 'provides') ?? []) this.#lost.add('`provides` of dependencies', String(target));
  }

  #readComposition(value: unknown, line: number): void {
    const aggregate = textField(value, 'aggregate') ?? '';
    const about = [...(listField(value, 'assemblies') ?? []), ...(listField(value, 'dependencies') ?? [])];
    if (!aggregate.startsWith('incomplete') || this.#isOwn || (about.length > 0 && !about.includes(this.#rootRef))) {
      if (!this.#isOwn) this.#lost.add('compositions', aggregate);
      return;
    }
    const message = `the SBOM says of itself that it is \`${aggregate}\``;
    this.#diagnostics.push(diagnostic('sbom-incomplete', message, { path: this.#path, line }));
  }

  #ownFacts(): OwnFacts | undefined {
    if (!this.#isOwn) return undefined;
    const pairs = (listField(this.#metadata, 'properties') ?? []).map(
      (item) => [textField(item, 'name') ?? '', textField(item, 'value') ?? ''] as const,
    );
    const valueOf = (name: string): string | undefined => pairs.find(([key]) => key === name)?.[1];
    const below = (prefix: string): (readonly [string, string])[] =>
      pairs.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : []));
    return {
      treeDigest: valueOf('licet:source:tree-digest'),
      commit: valueOf('licet:source:commit'),
      dirty: valueOf('licet:source:dirty') === 'true',
      config: Object.fromEntries(below('licet:config:')),
      caches: below('licet:cache:').map(([name, digest]) => ({ name, digest })),
      inputs: below('licet:input:').flatMap(([state, text]) => toInput(state, text)),
    };
  }
}

// `licet:input:stale` is `package-lock.json: package.json names a package that it does not know`
function toInput(state: string, text: string): InputFile[] {
  if (state !== 'stale' && state !== 'unsupported' && state !== 'failed') return [];
  const [, path = text, reason] = /^(.*?)(?:: (.*))?$/s.exec(text) ?? [];
  return [{ path, ecosystem: 'sbom', state, role: 'product', ...(reason !== undefined && { reason }) }];
}

// A list of `{vendor, name, version}` up to 1.4, `{components, services}` since 1.5.
function readTools(value: unknown): string[] {
  const listed = Array.isArray(value)
    ? (value as unknown[]).flat()
    : [field(value, 'components'), field(value, 'services')].flat();
  return listed.flatMap((tool) => {
    const [name, version] = [textField(tool, 'name'), textField(tool, 'version')];
    return name === undefined ? [] : [version === undefined ? name : `${name} ${version}`];
  });
}

/** A time in our form: UTC, ISO 8601; `undefined` when it is none. */
export function readTime(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace('.000Z', 'Z');
}

const REF = /"bom-ref"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

/** Lines of the components inside one entry, by their references. */
function refLines(text: string, first: number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = first;
  let at = 0;
  for (const match of text.matchAll(REF)) {
    for (
      let newline = text.indexOf('\n', at);
      newline !== -1 && newline < match.index;
      newline = text.indexOf('\n', newline + 1)
    ) {
      line += 1;
    }
    at = match.index;
    if (match[1] !== undefined && !lines.has(match[1])) lines.set(match[1], line);
  }
  return lines;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
