/** Who answers for a project, and which file says so. */
export interface ProjectOwner {
  /** Path of the project, `''` for the root. */
  readonly path: string;
  /** As they are written: `@org/team`, `user@example.com`, `group:default/team`; sorted. */
  readonly owners: readonly string[];
  readonly source: 'CODEOWNERS' | 'catalog-info';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}
