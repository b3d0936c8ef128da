import { describe, expect, it } from 'vitest';
import { parsePackageSwift } from '../../../src/ecosystems/swift/package-swift.ts';
import { projectDirectory } from '../../../src/ecosystems/swift/projects.ts';
import { repositoryPurl } from '../../../src/ecosystems/swift/swift-purl.ts';

describe('the repository of a Swift package', () => {
  it.each([
    ['https://github.com/Apple/swift-log.git', 'pkg:swift/github.com/Apple/swift-log@1'],
    ['https://user:token@github.com/apple/swift-log/', 'pkg:swift/github.com/apple/swift-log@1'],
    ['git@github.com:apple/swift-log.git', 'pkg:swift/github.com/apple/swift-log@1'],
    ['ssh://git@host.example:2222/group/sub/name', 'pkg:swift/host.example/group/sub/name@1'],
    ['/Users/me/name', undefined],
  ])('%s is %s', (url, expected) => {
    expect(repositoryPurl(url, '1')).toBe(expected);
  });
});

describe('a Package.swift', () => {
  it('reads literal dependencies and says which are not', () => {
    const text =
      '.package(url: "https://a.example/b/c", from: "1.0.0"),\n// .package(url: "no")\n.package(url: x),\n.package(path: "d")';
    const { dependencies, dynamic } = parsePackageSwift(text);
    expect(dependencies.map(({ location, requirement, line }) => [location, requirement, line])).toEqual([
      ['https://a.example/b/c', 'from: "1.0.0"', 1],
      ['d', undefined, 4],
    ]);
    expect(dynamic).toEqual([3]);
  });

  it('takes linear time for calls that are never closed', () => {
    parsePackageSwift('.package('.repeat(20_000));
  });
});

it.each([
  ['Package.resolved', ''],
  ['ios/Package.resolved', 'ios'],
  ['ios/App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved', 'ios'],
  ['App.xcworkspace/xcshareddata/swiftpm/Package.resolved', ''],
])('%s is of the project in `%s`', (path, directory) => {
  expect(projectDirectory(path)).toBe(directory);
});
