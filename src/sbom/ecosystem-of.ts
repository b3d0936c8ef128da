/** Purl types whose ecosystem has another name here; the first one where several ecosystems publish under one type. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['hex', 'mix'],
  ['hackage', 'haskell'],
  ['bower', 'npm'],
  ['vscode-extension', 'devcontainer'],
]);

/** The ecosystem of a purl type. */
export function ecosystemOf(purlType: string): string {
  return OTHERS.get(purlType) ?? purlType;
}
