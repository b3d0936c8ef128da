const SHORTHAND_HOSTS: Readonly<Record<string, string>> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  bitbucket: 'https://bitbucket.org/',
};

/**
 * A git source in the one form `git+<url>#<revision>`, from what lockfiles write: `git@host:a/b.git#sha`,
 * `github:a/b#sha`, `https://host/a/b.git#commit=sha`. `undefined` when the text is no git source.
 */
export function gitSource(text: string): string | undefined {
  const hash = text.indexOf('#');
  const address = hash === -1 ? text : text.slice(0, hash);
  const revision = hash === -1 ? undefined : revisionOf(text.slice(hash + 1));
  const url = gitUrl(address);
  if (url === undefined) return undefined;
  return revision === undefined ? url : `${url}#${revision}`;
}

function gitUrl(address: string): string | undefined {
  const short = /^(github|gitlab|bitbucket):(?!\/\/)([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(address);
  if (short !== null) return `git+${SHORTHAND_HOSTS[short[1] ?? ''] ?? ''}${short[2] ?? ''}.git`;
  if (/^git\+[a-z]+:\/\//.test(address)) return address;
  if (/^(?:git|ssh):\/\//.test(address)) return `git+${address}`;
  if (/^https?:\/\/.*\.git$/.test(address)) return `git+${address}`;
  const scp = /^git@([\w.-]+):(?!\/\/)(.+)$/.exec(address);
  return scp === null ? undefined : `git+ssh://git@${scp[1] ?? ''}/${scp[2] ?? ''}`;
}

// Berry writes `#commit=<sha>` and may add `&workspace=…`; the others write the revision alone.
function revisionOf(fragment: string): string | undefined {
  const commit = /(?:^|&)commit=([^&]+)/.exec(fragment)?.[1] ?? /^[^&=]+/.exec(fragment)?.[0];
  return commit === '' ? undefined : commit;
}
