import { UNKNOWN } from './image-reference.ts';

const VARIABLE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\})/g;

/**
 * Puts the values of variables in: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+other}`, as Dockerfiles and compose
 * files write them. What has no value becomes `UNKNOWN`. Defaults that hold variables are resolved one level deep.
 */
export function interpolate(text: string, valueOf: (name: string) => string | undefined, depth = 0): string {
  const replaced = text.replaceAll(VARIABLE, (...match: readonly (string | undefined)[]) => {
    const [, dollar, plain, braced, operator = '', word = ''] = match;
    if (dollar !== undefined) return '$';
    const value = valueOf(plain ?? braced ?? '');
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    if (operator.endsWith('+')) return isSet ? word : '';
    if (operator.endsWith('-') && !isSet) return word;
    return value ?? UNKNOWN;
  });
  // `${A:-${B}}` is read from the inside out.
  if (replaced !== text && replaced.includes('${') && depth < 4) return interpolate(replaced, valueOf, depth + 1);
  return /\$[{A-Za-z_]/.test(replaced) ? replaced.replaceAll(/\$\{[^}]*\}|\$\w+/g, UNKNOWN) : replaced;
}
