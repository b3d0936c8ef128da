/** The form in which two names of one distribution are equal: `Zope_Interface` is `zope-interface` (PEP 503). */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

const LONGEST = 214;

/** Whether a text can be the name of a distribution (PEP 508). */
export function isName(text: string): boolean {
  return text.length <= LONGEST && /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(text);
}
