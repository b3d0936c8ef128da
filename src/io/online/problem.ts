/** A question that got no usable answer. Becomes a diagnostic. */
export class OnlineProblem extends Error {
  override readonly name = 'OnlineProblem';
  /** It may go better in a moment: a time-out, a cut connection, a busy server. */
  readonly passing: boolean;

  constructor(message: string, passing: boolean) {
    super(message);
    this.passing = passing;
  }
}
