import type { Scope } from '../../domain/scope.ts';

// Names that Gradle's own plugins and the wide-spread ones give to configurations. A name that is in no row holds what
// the build makes, whatever its source set is called.
const ROWS: readonly (readonly [scope: Scope, names: RegExp])[] = [
  // `testRuntimeClasspath`, `integrationTestCompileOnly`, `debugUnitTestRuntimeClasspath`, `testFixturesApi`
  ['test', /^test|(?:^|[a-z0-9])Test(?=[A-Z]|s?$)|^(?:jmh|androidTest)/],
  ['dev', /^annotationProcessor$|AnnotationProcessor$|^(?:kapt|ksp)(?=[A-Z]|$)|^developmentOnly$/],
  // the class path of the build script itself, and tools that look at code
  [
    'dev',
    /^classpath$|^(?:checkstyle|pmd|pmdAux|spotbugs|findbugs|codenarc|jacoco|kover|ktlint|detekt|spotless|errorprone|lint)(?=[A-Z]|$)/,
  ],
  [
    'build',
    /^(?:kotlin(?:Compiler|BuildTools|Klib|Native|Scripting|Internal)|zinc|scalaCompilerPlugins|antlr|dokka|protoc|protobufTools)/,
  ],
  ['provided', /(?:^c|C)ompileOnly(?:Api)?$|^provided(?:Compile|Runtime)?$/],
];

/** How what is in a configuration is used: `testRuntimeClasspath` is `test`, `runtimeClasspath` is `runtime`. */
export function configurationScope(configuration: string): Scope {
  return ROWS.find(([, names]) => names.test(configuration))?.[0] ?? 'runtime';
}
