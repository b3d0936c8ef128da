/**
 * The packages that come with Julia, for manifests that name dependencies without being locked; in a Manifest.toml a
 * package without `git-tree-sha1` and `path` is one (Pkg.jl, `is_stdlib`).
 */
export const STANDARD_LIBRARY: ReadonlySet<string> = new Set(
  [
    '',
    'ArgTools',
    'Artifacts',
    'Base64',
    'CRC32c',
    'Dates',
    'DelimitedFiles',
    'Distributed',
    'Downloads',
    'FileWatching',
    'Future',
    '',
    'InteractiveUtils LazyArtifacts LibCURL LibGit2 Libdl LinearAlgebra Logging Markdown Mmap',
    'NetworkOptions Pkg Printf Profile REPL Random SHA Serialization SharedArrays Sockets',
    'SparseArrays Statistics StyledStrings SuiteSparse TOML Tar Test UUIDs Unicode',
  ].flatMap((names) => names.split(' ')),
);
