/** A document that a registry gave. */
export interface WebAnswer {
  readonly url: string;
  readonly body: Uint8Array;
  /** Lower-case hex of the body. */
  readonly sha256: string;
  /** When it was given, ISO 8601 in UTC: of an answer from our cache, when it was asked for. */
  readonly time: string;
}
