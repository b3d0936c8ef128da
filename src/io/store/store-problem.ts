/** Something in the store that cannot be used: named, skipped, and counted, never taken for empty. */
export class StoreProblem extends Error {
  override readonly name = 'StoreProblem';
  /** Path below the store. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}
