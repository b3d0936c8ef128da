// Never part of a repository's own files unless git tracks them: the data of version control systems and what package
// managers unpack. Installed packages are looked up there by exact path, through the file system.
const FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '.sl',
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.pnpm-store',
  '.pnpm',
  '.npm',
  '.yarn-cache',
  '__pycache__',
  '.tox',
  '.nox',
  '.eggs',
  '__pypackages__',
  '.pixi',
  '.gradle',
  '.m2',
  '.terraform',
  '.terragrunt-cache',
  '.bundle',
  '.dart_tool',
  '.nuget',
  '.stack-work',
  'dist-newstyle',
]);

/** True for a path that lies in, or is, a folder of a package manager or of version control. */
export function isSkipped(path: string): boolean {
  return path.split('/').some(isSkippedFolder);
}

export function isSkippedFolder(name: string): boolean {
  return FOLDERS.has(name);
}
