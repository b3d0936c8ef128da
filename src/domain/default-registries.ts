/**
 * The registries that package managers use when nobody names another one. A package from one of them has a purl
 * without `repository_url`. This is the only place in the code that holds their names.
 */

/** Cargo.lock writes the git index even when the sparse one was used; both are the same registry (Cargo `SourceId`). */
export const DEFAULT_CARGO_REGISTRIES: readonly string[] = [
  'https://github.com/rust-lang/crates.io-index',
  'https://index.crates.io',
];

/** npm's registry, and yarn's name for the same one (a CNAME of it, yarn v1 writes it into `resolved`). */
export const DEFAULT_NPM_REGISTRY_HOSTS: readonly string[] = ['registry.npmjs.org', 'registry.yarnpkg.com'];

/** The Python package index, and its name before 2018 (old lockfiles). */
export const DEFAULT_PYPI_INDEXES: readonly string[] = ['https://pypi.org/simple', 'https://pypi.python.org/simple'];

/** Composer's registry and its mirrors under the same name; locked packages name it where installations are reported. */
export const DEFAULT_COMPOSER_HOSTS: readonly string[] = ['packagist.org', 'repo.packagist.org'];

/** The registry of RubyGems, as Gemfiles name it. */
export const DEFAULT_GEM_HOSTS: readonly string[] = ['rubygems.org', 'www.rubygems.org', 'index.rubygems.org'];

/** The registry that vcpkg has built in. */
export const DEFAULT_VCPKG_REGISTRIES: readonly string[] = ['https://github.com/microsoft/vcpkg'];

/** CRAN, by the names that R and renv give it and its mirrors, and by host. */
export const CRAN_MIRROR_NAMES: readonly string[] = ['CRAN', 'RSPM', 'P3M', 'PPM', 'RStudio'];
export const DEFAULT_CRAN_HOSTS: readonly string[] = ['cloud.r-project.org', 'cran.r-project.org', 'cran.rstudio.com'];

/** The Bazel Central Registry, and the repository it is made from. */
export const DEFAULT_BAZEL_REGISTRIES: readonly string[] = [
  'https://bcr.bazel.build',
  'https://raw.githubusercontent.com/bazelbuild/bazel-central-registry/main',
];

/** NuGet's gallery, as paket.lock names it. */
export const DEFAULT_NUGET_HOSTS: readonly string[] = ['api.nuget.org', 'www.nuget.org', 'nuget.org'];

/** Dart's registry, and the name it had before. */
export const DEFAULT_PUB_HOSTS: readonly string[] = ['pub.dev', 'pub.dartlang.org'];

/** CocoaPods' own spec repository, as Podfile.lock names it. */
export const DEFAULT_POD_REPOSITORIES: readonly string[] = [
  'trunk',
  'https://cdn.cocoapods.org',
  'https://github.com/cocoapods/specs',
  'https://github.com/cocoapods/specs.git',
];

/** Bioconductor's packages are not CRAN's; renv names it without an address. */
export const BIOCONDUCTOR = 'https://bioconductor.org/packages';

/** The registry of container images that need not name one, under its several names. */
export const DEFAULT_DOCKER_REGISTRIES: readonly string[] = [
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
];

/** The registry of Terraform, which provider addresses in its lockfiles name. */
export const DEFAULT_TERRAFORM_REGISTRY = 'registry.terraform.io';

/** Where each source of `--online` answers, unless `--registry-url NAME=URL` says otherwise. */
export const ONLINE_SOURCES = {
  npm: 'https://registry.npmjs.org',
  pypi: 'https://pypi.org',
  crates: 'https://static.crates.io/crates',
  go: 'https://proxy.golang.org',
  maven: 'https://repo.maven.apache.org/maven2',
  rubygems: 'https://rubygems.org',
  nuget: 'https://api.nuget.org/v3-flatcontainer',
  packagist: 'https://repo.packagist.org',
  'deps.dev': 'https://api.deps.dev/v3',
  clearlydefined: 'https://api.clearlydefined.io',
} as const;

/** The Hugging Face Hub, as weights and cards name what they come from. */
export const MODEL_HUB = 'https://huggingface.co/';
