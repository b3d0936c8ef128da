declare module 'spdx-expression-parse' {
  export interface OracleTerm {
    readonly license: string;
    readonly plus?: true;
    readonly exception?: string;
  }
  export interface OracleBranch {
    readonly left: OracleNode;
    readonly conjunction: 'and' | 'or';
    readonly right: OracleNode;
  }
  export type OracleNode = OracleTerm | OracleBranch;
  /** @throws Error on anything that is not an expression, RangeError on deep ones. */
  export default function parse(text: string): OracleNode;
}
