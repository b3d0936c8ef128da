/** A named question about the inventory, as SQL over its database. */
export interface OrgQuery {
  readonly name: string;
  /** What it answers, in one line. */
  readonly title: string;
  readonly parameters: readonly QueryParameter[];
  /** Rests on findings of a policy. */
  readonly judged?: true;
  /** `$1`, `$2`, … stand for the parameters in their order. */
  readonly sql: string;
}

export interface QueryParameter {
  readonly name: 'since' | 'category' | 'ecosystem';
  readonly description: string;
  readonly fallback: 'month' | '%';
}
