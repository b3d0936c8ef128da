/** One row of the table of diagnostics; docs/diagnostics.md has a paragraph for each. */
export interface CodeRow {
  readonly severity: 'error' | 'warning' | 'note';
  /** What it means, for people, without the case at hand. */
  readonly title: string;
  /** The file it names counts as not read: the scan is incomplete (exit 3). */
  readonly fails?: true;
  readonly hint?: string;
}

const TABLE = {
  'lockfile-unparsable': { severity: 'error', fails: true, title: 'a lockfile is not in the format it claims' },
  'lockfile-version-unsupported': { severity: 'error', fails: true, title: 'a lockfile version that no reader knows' },
  'lockfile-merge-conflict': {
    severity: 'error',
    fails: true,
    title: 'a lockfile holds merge conflict markers',
    hint: 'resolve the conflict and run the package manager again',
  },
  'lockfile-entry-invalid': { severity: 'warning', title: 'one entry of a lockfile makes no sense and was left out' },
  'lockfile-duplicate-key': { severity: 'warning', title: 'a key stands twice in a lockfile; the last one counts' },
  'lockfile-edge-unresolved': { severity: 'warning', title: 'a dependency names a package that the lockfile does not hold' },
  'lockfile-part-unused': { severity: 'note', title: 'a part of a lockfile that no manifest asks for; it was left out' },
  'toolchain-part': {
    severity: 'note',
    title: 'packages that come with the compiler or interpreter itself; they are not listed',
  },
  'lockfile-stale': {
    severity: 'warning',
    title: 'a manifest declares a dependency that its lockfile does not know',
    hint: 'run the package manager again and commit the lockfile',
  },
  'lockfile-hash-differs': {
    severity: 'warning',
    title: 'a lockfile was made of a manifest with another hash than the one beside it',
    hint: 'run the package manager again and commit the lockfile',
  },
  'lockfile-missing': { severity: 'warning', title: 'a manifest declares dependencies and nothing locks their versions' },
  'lockfile-conflict': { severity: 'warning', title: 'lockfiles of several package managers lie side by side; one was chosen' },
  'manifest-unparsable': { severity: 'error', fails: true, title: 'a manifest is not in the format it claims' },
  'manifest-entry-invalid': { severity: 'warning', title: 'one entry of a manifest makes no sense and was left out' },
  'manifest-parent-missing': {
    severity: 'warning',
    title: 'a manifest inherits from one that is not at hand, so a part of what it says is not known',
    hint: 'fill the local cache of the package manager, and scan with it',
  },
  'version-unresolved': { severity: 'warning', title: 'a manifest asks for a package, and nothing at hand says which version' },
  'dependency-graph-incomplete': {
    severity: 'warning',
    title: 'what dependencies need themselves is not known, because their metadata is not at hand',
  },
  'profile-undecided': {
    severity: 'note',
    title: 'a part of a manifest counts on some machines only, so it was left out',
  },
  'manifest-computed': { severity: 'warning', title: 'a part of a manifest is computed by code, which is never executed' },
  'format-unsupported': { severity: 'warning', title: 'a known dependency file that no reader reads' },
  'file-unreadable': { severity: 'error', fails: true, title: 'a file could not be opened or read' },
  'file-too-large': { severity: 'error', fails: true, title: 'a file is larger than what is read' },
  'file-not-text': { severity: 'error', fails: true, title: 'a file that should be text is binary, or in an unknown encoding' },
  'path-not-utf8': { severity: 'error', fails: true, title: 'a file name is not valid UTF-8 and cannot be named' },
  'reader-crashed': { severity: 'error', fails: true, title: 'a reader failed on a file: this is a bug in licet' },
  'integrity-conflict': { severity: 'warning', title: 'one package version has different hashes in two places' },
  'installed-package-mismatch': {
    severity: 'warning',
    title: 'a place where a package should be installed holds another package or version',
    hint: 'run the package manager again, so that what is installed is what the lockfile says',
  },
  'sbom-unparsable': { severity: 'error', fails: true, title: 'an SBOM is not in the format it claims, or is cut off' },
  'sbom-format-unknown': {
    severity: 'error',
    fails: true,
    title: 'a file that is no SBOM of a format that is read',
    hint: 'give CycloneDX 1.2 to 1.7 (JSON or XML), or SPDX 2.2, 2.3 (JSON or tag-value) or 3.0 (JSON-LD)',
  },
  'sbom-too-large': { severity: 'error', fails: true, title: 'a part of an SBOM is larger than what is read' },
  'sbom-incomplete': { severity: 'warning', title: 'an SBOM says of itself that it is not complete' },
  'sbom-set-aside': { severity: 'note', title: 'an SBOM in the tree that this scanner wrote itself' },
  'sbom-content-unused': { severity: 'note', title: 'a part of an SBOM that an inventory has no place for' },
  'cache-entry-mismatch': {
    severity: 'warning',
    title: 'an entry of a local package cache is not what the lockfile names; it was not used',
    hint: 'remove that entry, so that the package manager fetches it again',
  },
  'text-read-in-part': { severity: 'note', title: 'a large file was looked at in its two ends only' },
  'reuse-file-unparsable': { severity: 'warning', title: 'a REUSE.toml or dep5 file is not well formed' },
  'vendored-unidentified': {
    severity: 'note',
    title: 'a folder of third-party code that neither a license nor a description identifies; it is not listed',
    hint: 'add its license file, or a README.chromium with Name, Version and License',
  },
  'licenses-lock-unusable': {
    severity: 'error',
    fails: true,
    title: 'the lock file of licenses is not in its format; nothing of it was used',
    hint: 'make it again with `licet licenses lock`',
  },
  'licenses-lock-stale': {
    severity: 'warning',
    title: 'an entry in the lock file of licenses was made for another package; it was not used',
    hint: 'run `licet licenses lock` and commit the file',
  },
  'registry-unreachable': {
    severity: 'warning',
    title: 'a registry did not answer some questions, so some licenses stay unknown',
  },
  'registry-answer-refused': {
    severity: 'warning',
    title: 'a registry answered with another package than the one asked for; the answer was not used',
  },
  'registry-not-asked': {
    severity: 'note',
    title: 'packages that no public registry was asked about, because their names may be private',
  },
  'license-file-unreadable': { severity: 'warning', title: 'the files of an installed package could not be read' },
} as const satisfies Record<string, CodeRow>;

export type DiagnosticCode = keyof typeof TABLE;

export const CODES: Readonly<Record<DiagnosticCode, CodeRow>> = TABLE;

export function isDiagnosticCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(TABLE, code);
}
