const SCP = /^(?:[^/@:]+@)?[^/:@]{2,}:(?!\/\/)/;

/** Why an address cannot be cloned; `undefined` for one that can. No protocol that runs a program or asks for a password. */
export function urlProblem(url: string): { readonly message: string; readonly hint: string } | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (SCP.test(url) || parsed?.protocol === 'ssh:')
    return {
      message: `\`${url}\` is an ssh address; only https:// and file:// are cloned`,
      hint: 'write the https address, or check it out and name its `path`',
    };
  if (parsed === undefined || !['https:', 'file:'].includes(parsed.protocol))
    return { message: `\`${url}\` is not an https:// or file:// address`, hint: 'check it out and name its `path` instead' };
  if (parsed.username !== '' || parsed.password !== '')
    return {
      message: 'the address holds credentials, which do not belong into a file that is read by many',
      hint: 'remove them; `LICET_GIT_TOKEN` in the environment is sent to the host of the address',
    };
  return undefined;
}

/** A name where none is written: the last segment of the path, or owner and name of the address. */
export function repositoryNameOf({
  path,
  url,
}: {
  readonly path?: string | undefined;
  readonly url?: string | undefined;
}): string | undefined {
  if (url !== undefined && URL.canParse(url)) {
    const segments = new URL(url).pathname
      .replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split('/')
      .filter((part) => part !== '');
    const name = new URL(url).protocol === 'file:' ? segments.at(-1) : segments.join('/');
    if (name !== undefined && name !== '') return decodeSafely(name);
  }
  return path?.split(/[\\/]/).findLast((part) => part !== '' && part !== '.' && part !== '..');
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
