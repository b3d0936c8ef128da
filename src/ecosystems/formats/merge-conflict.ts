/** 1-based line of the first git conflict marker, when the text holds an opening and a closing one. */
export function mergeConflictLine(text: string): number | undefined {
  const opening = /^<{7} /m.exec(text);
  if (opening === null || !/^>{7} /m.test(text)) return undefined;
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < opening.index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
