// composer/composer src/Composer/Repository/PlatformRepository.php, PLATFORM_PACKAGE_REGEX
const PLATFORM =
  /^(?:php(?:-64bit|-ipv6|-zts|-debug)?|hhvm|(?:ext|lib)-[a-z0-9](?:[_.-]?[a-z0-9]+)*|composer(?:-(?:plugin|runtime)-api)?)$/i;

/** `php`, `ext-json`, `lib-curl`, `composer-plugin-api`: what the machine must have, not a package that is installed. */
export function isPlatformPackage(name: string): boolean {
  return PLATFORM.test(name);
}
