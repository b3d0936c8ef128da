import type { SpdxExpression } from './license.ts';

/**
 * What a project is for. Test fixtures and vendored copies stay out of the SBOM and the gate by default:
 * a lockfile of the product is not a lockfile in a test fixture.
 */
export const PROJECT_ROLES = ['product', 'tooling', 'example', 'test-fixture', 'vendored'] as const;

export type ProjectRole = (typeof PROJECT_ROLES)[number];

export interface Project {
  /** `<path>#<ecosystem>:<name>`, with `.` for the scan root. */
  readonly id: string;
  /** Directory relative to the scan root, `''` for the root itself. */
  readonly path: string;
  readonly name: string;
  readonly version?: string;
  readonly ecosystem: string;
  readonly role: ProjectRole;
  /** Which rule or setting gave it that role, for people. */
  readonly roleReason: string;
  readonly manifest?: string;
  /** The file that locks its dependencies. */
  readonly lockfile?: string;
  /** Marked as not to be published (`private: true`, `publish = false`). */
  readonly private?: boolean;
  /** What its own files say of its license; absent in documents that do not know. */
  readonly licensing?: OwnLicensing;
}

/** How a project of the repository is licensed by its own files, beside what its manifest declares. */
export interface OwnLicensing {
  /** A license file in its directory, only in one above it, or in neither. */
  readonly licenseFile: 'own' | 'above' | 'none';
  readonly path?: string;
  /** Licenses that the headers of its source files name. Of very many files only some were read. */
  readonly headers?: {
    readonly files: number;
    readonly read: number;
    readonly found: readonly HeaderLicense[];
  };
}

export interface HeaderLicense {
  readonly expression: SpdxExpression;
  readonly files: number;
  /** The first file that says so. */
  readonly example: { readonly path: string; readonly line: number };
}

/** The one maker of project ids. */
export function projectId(path: string, ecosystem: string, name: string): string {
  return `${path === '' ? '.' : path}#${ecosystem}:${name}`;
}

/** Roles that are part of what the organization makes; the others are counted and listed only. */
export function isInventoried(role: ProjectRole): boolean {
  return role !== 'test-fixture' && role !== 'vendored';
}
