/** One requirement with its options, joined from the lines it is written on. */
export interface LogicalLine {
  /** Without comments. */
  readonly text: string;
  /** What the comments on and right below it say. */
  readonly comments: readonly string[];
  /** 1-based, of its first line. */
  readonly line: number;
}

/**
 * Joins lines as pip does: a backslash at the end continues, except in a comment, and a comment starts at `#` after a space or
 * at the start of the line (pip `req/req_file.py`).
 */
export function toLogicalLines(text: string): readonly LogicalLine[] {
  const out: (LogicalLine & { comments: string[] })[] = [];
  let pending: { parts: string[]; line: number } | undefined;
  const finish = (): void => {
    if (pending === undefined) return;
    const joined = pending.parts.join('');
    const hash = /(?:^|\s)#/.exec(joined);
    const code = (hash === null ? joined : joined.slice(0, hash.index)).trim();
    const comment = hash === null ? '' : joined.slice(hash.index).trim();
    if (code !== '') out.push({ text: code, comments: comment === '' ? [] : [comment], line: pending.line });
    else if (comment !== '') out.at(-1)?.comments.push(comment);
    pending = undefined;
  };
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const isComment = /^\s*#/.test(raw);
    // a blank line ends what the comments below a requirement are about
    if (isComment && pending !== undefined) finish();
    pending ??= { parts: [], line: index + 1 };
    if (raw.endsWith('\\') && !isComment) pending.parts.push(raw.replace(/\\+$/, ''));
    else {
      pending.parts.push(raw);
      finish();
    }
  }
  finish();
  return out;
}
