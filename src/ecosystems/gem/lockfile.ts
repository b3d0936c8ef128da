import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from '../formats/decoded.ts';
import { readTextLines } from '../formats/text-lines.ts';

/** A Gemfile.lock (rubygems/rubygems bundler/lib/bundler/lockfile_parser.rb). */
export interface GemfileLock {
  readonly specs: readonly LockedSpec[];
  readonly dependencies: readonly LockedDependency[];
  /** `algorithm=hex` by `name (version-platform)`. */
  readonly checksums: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LockedSpec {
  readonly name: string;
  readonly version: string;
  /** `x86_64-linux`, `java`; absent for `ruby`. */
  readonly platform?: string;
  readonly source: LockedSource;
  readonly dependencies: readonly Requirement[];
  readonly line: number;
}

export interface LockedSource {
  readonly kind: 'GEM' | 'GIT' | 'PATH' | 'PLUGIN SOURCE';
  readonly remotes: readonly string[];
  readonly revision?: string;
}

export interface Requirement {
  readonly name: string;
  readonly requirement?: string;
}

export interface LockedDependency extends Requirement {
  readonly line: number;
}

const SOURCES = new Set<string>(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);
const SECTIONS = new Set<string>([...SOURCES, 'PLATFORMS', 'DEPENDENCIES', 'CHECKSUMS', 'RUBY VERSION', 'BUNDLED WITH']);

// Two, four or six blanks, a name, `(version-platform)` or a requirement, `!` for a dependency with its own source.
const ENTRY = /^( {2}| {4}| {6})(?! )(\S+?)(?: \(([^)]*)\))?(!)?(?: (\S+))?$/;

export function readGemfileLock(file: ClaimedFile): Decoded<GemfileLock> {
  const { value: lines, problem } = readTextLines(file, 'lockfile-unparsable');
  if (problem !== undefined) return { problem };
  if (!lines.some((line) => SECTIONS.has(line.trimEnd()))) {
    return { problem: diagnostic('lockfile-unparsable', 'no section of a Gemfile.lock in it', { path: file.path, line: 1 }) };
  }
  return { value: new LockReader(file.path).read(lines) };
}

// A class because the section, the source and the spec at hand move along with the lines.
class LockReader {
  readonly #path: string;
  readonly #specs: (LockedSpec & { dependencies: Requirement[] })[] = [];
  readonly #dependencies: LockedDependency[] = [];
  readonly #checksums = new Map<string, readonly string[]>();
  readonly #diagnostics: Diagnostic[] = [];
  #section = '';
  #source: { kind: LockedSource['kind']; remotes: string[]; revision?: string } = { kind: 'GEM', remotes: [] };

  constructor(path: string) {
    this.#path = path;
  }

  read(lines: readonly string[]): GemfileLock {
    for (const [index, line] of lines.entries()) this.#line(line.trimEnd(), index + 1);
    return {
      specs: this.#specs,
      dependencies: this.#dependencies,
      checksums: this.#checksums,
      diagnostics: this.#diagnostics,
    };
  }

  #line(line: string, number: number): void {
    if (line === '') return;
    if (!line.startsWith(' ')) return this.#open(line, number);
    if (SOURCES.has(this.#section)) return this.#sourceLine(line, number);
    if (this.#section === 'DEPENDENCIES') {
      const [, blanks, name, requirement] = ENTRY.exec(line) ?? [];
      if (blanks?.length !== 2 || name === undefined) return this.#bad(number);
      this.#dependencies.push({ ...toRequirement(name, requirement), line: number });
    }
    if (this.#section === 'CHECKSUMS') {
      const [, , name, version, , sums] = ENTRY.exec(line) ?? [];
      if (name !== undefined && sums !== undefined) this.#checksums.set(`${name} (${version ?? ''})`, sums.split(','));
    }
  }

  #open(line: string, number: number): void {
    this.#section = SECTIONS.has(line) ? line : '';
    if (SOURCES.has(line)) this.#source = { kind: line as LockedSource['kind'], remotes: [] };
    // newer Bundlers add sections of one word in capitals; what is there is not ours to read
    else if (!/^[A-Z][A-Z ]*$/.test(line)) this.#bad(number);
  }

  #sourceLine(line: string, number: number): void {
    const option = /^ {2}([a-z_]+):(?: (.*))?$/.exec(line);
    if (option !== null) {
      if (option[1] === 'remote') this.#source.remotes.push(option[2] ?? '');
      if (option[1] === 'revision' && option[2] !== undefined) this.#source.revision = option[2];
      return;
    }
    const [, blanks, name, detail] = ENTRY.exec(line) ?? [];
    const spec = this.#specs.at(-1);
    if (name === undefined) return this.#bad(number);
    if (blanks?.length === 6 && spec !== undefined) return void spec.dependencies.push(toRequirement(name, detail));
    const [, version, platform] = /^([^-]+)(?:-(.+))?$/.exec(detail ?? '') ?? [];
    if (blanks?.length !== 4 || version === undefined) return this.#bad(number);
    this.#specs.push({
      name,
      version,
      ...(platform !== undefined && platform !== 'ruby' && { platform }),
      source: this.#source,
      dependencies: [],
      line: number,
    });
  }

  #bad(line: number): void {
    this.#diagnostics.push(diagnostic('lockfile-entry-invalid', 'a line that no Bundler writes', { path: this.#path, line }));
  }
}

function toRequirement(name: string, requirement: string | undefined): Requirement {
  return { name, ...(requirement !== undefined && requirement !== '' && { requirement }) };
}
