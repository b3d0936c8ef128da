import { describe, expect, it } from 'vitest';
import { holds } from '../../../src/ecosystems/nuget/msbuild/condition.ts';
import { evaluateProject } from '../../../src/ecosystems/nuget/msbuild/evaluate.ts';
import { msBuildLoader } from '../../../src/ecosystems/nuget/msbuild/loader.ts';
import { packageReferences } from '../../../src/ecosystems/nuget/msbuild/package-references.ts';
import { makeProperties } from '../../../src/ecosystems/nuget/msbuild/properties.ts';
import { normaliseVersion, requiredVersion } from '../../../src/ecosystems/nuget/version.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';

describe('NuGet versions', () => {
  it.each([
    ['1', '1.0.0'],
    ['1.0', '1.0.0'],
    ['1.01.2', '1.1.2'],
    ['1.2.3.0', '1.2.3'],
    ['1.2.3.4', '1.2.3.4'],
    ['1.0.0-beta.1+build.7', '1.0.0-beta.1'],
    ['1.*', undefined],
    ['$(Version)', undefined],
  ])('%s is %s in its normal form', (text, expected) => {
    expect(normaliseVersion(text)).toBe(expected);
  });

  it.each([
    ['1.2', '1.2.0'],
    ['[1.2]', '1.2.0'],
    ['[1.2, )', '1.2.0'],
    ['[1.0,2.0)', undefined],
    ['(1.0,)', undefined],
    ['1.0-*', undefined],
  ])('%s asks for %s', (text, expected) => {
    expect(requiredVersion(text)).toBe(expected);
  });
});

describe('MSBuild conditions', () => {
  const properties = makeProperties({ Known: 'a' });
  it.each([
    ["'$(Known)' == 'A'", 'yes'],
    ["'$(Known)' != 'a'", 'no'],
    ["'$(Unset)' == ''", 'yes'],
    ["'$(Configuration)' == 'Release'", 'unknown'],
    ["'$(TargetFramework)' == 'net8.0'", 'yes'],
    ["'$(TargetFramework)' == 'net48'", 'no'],
    ["'$(Known)' == 'a' and '$(TargetFramework)' == 'net48'", 'no'],
    ["'$(Known)' == 'b' or '$(TargetFramework)' == 'net9.0'", 'yes'],
    ["Exists('x')", 'unknown'],
  ])('%s: %s', (condition, expected) => {
    expect(holds([condition], properties, ['net8.0', 'net9.0'])).toBe(expected);
  });
});

describe('an MSBuild project', () => {
  const references = (files: Record<string, string>, path: string): unknown =>
    packageReferences(evaluateProject(path, msBuildLoader(memoryFs(files)))).map(({ id, requirements }) => [id, ...requirements]);

  it('takes in the file above the file above it', () => {
    const files = {
      'Directory.Build.props': '<Project><PropertyGroup><A>1.1.0</A></PropertyGroup></Project>',
      'src/Directory.Build.props':
        "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /><PropertyGroup><B>$(A)</B></PropertyGroup></Project>",
      'src/x/x.csproj': '<Project><ItemGroup><PackageReference Include="P" Version="$(b)" /></ItemGroup></Project>',
    };
    expect(references(files, 'src/x/x.csproj')).toEqual([['P', '1.1.0']]);
  });

  it('updates and removes what it took in', () => {
    const files = {
      'Directory.Build.props':
        '<Project><ItemGroup><PackageReference Include="P" Version="1" /><PackageReference Include="Q" Version="1" /></ItemGroup></Project>',
      'x.csproj':
        '<Project><ItemGroup><PackageReference Update="p" Version="2" /><PackageReference Remove="Q" /></ItemGroup></Project>',
    };
    expect(references(files, 'x.csproj')).toEqual([['P', '2']]);
  });

  it('does not choose between two values of a property', () => {
    const files = {
      'x.csproj':
        '<Project><PropertyGroup><V Condition="\'$(Configuration)\' == \'Debug\'">1.0.0</V><V Condition="\'$(Configuration)\' == \'Release\'">2.0.0</V></PropertyGroup><ItemGroup><PackageReference Include="P" Version="$(V)" /></ItemGroup></Project>',
    };
    expect(references(files, 'x.csproj')).toEqual([['P', '$(V)']]);
  });

  it('ends when files import each other', () => {
    const files = {
      'a.props': '<Project><Import Project="x.csproj" /></Project>',
      'x.csproj': '<Project><Import Project="a.props" /></Project>',
    };
    expect(references(files, 'x.csproj')).toEqual([]);
  });
});
