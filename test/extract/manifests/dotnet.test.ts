import { expect, test } from 'vitest';
import { packagesIn } from './support.ts';

test('project files: attributes, elements, properties and analysers', async () => {
  const text = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><AiVersion>2.1.0</AiVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Acme.AI" Version="$(AiVersion)" />
    <PackageReference Include="Acme.Db">
      <Version>1.4.0</Version>
    </PackageReference>
    <PackageReference Include="Acme.Analyzers" Version="1" PrivateAssets="all" />
    <PackageReference Update="Acme.Not" Version="9" />
    <PackageReference Include="Acme.One;Acme.Two" />
    <!-- <PackageReference Include="Acme.Old" Version="1" /> -->
  </ItemGroup>
</Project>
`;
  expect(await packagesIn('msbuild', text)).toEqual([
    '4:32 nuget/Acme.AI 2.1.0 production',
    '5:32 nuget/Acme.Db 1.4.0 production',
    '8:32 nuget/Acme.Analyzers 1 development',
    '10:32 nuget/Acme.One any production',
    '10:41 nuget/Acme.Two any production',
  ]);
});

test('Directory.Packages.props only fixes versions', async () => {
  const text =
    '<Project><ItemGroup>\n<PackageVersion Include="Acme.AI" Version="2.1.0" />\n<GlobalPackageReference Include="Acme.Sign" Version="1" />\n</ItemGroup></Project>';
  expect(await packagesIn('msbuild', text)).toEqual(['2:26 nuget/Acme.AI 2.1.0 production indirect', '3:34 nuget/Acme.Sign 1 production']);
});

test('packages.config', async () => {
  const text =
    '<packages>\n  <package id="Acme.AI" version="2.1.0" targetFramework="net48" />\n  <package id="Acme.Build" version="1" developmentDependency="true" />\n</packages>';
  expect(await packagesIn('packages-config', text)).toEqual(['2:16 nuget/Acme.AI 2.1.0 production', '3:16 nuget/Acme.Build 1 development']);
});

test('packages.lock.json: one entry for all frameworks', async () => {
  const text = `{
  "version": 2,
  "dependencies": {
    "net8.0": {
      "Acme.AI": { "type": "Direct", "requested": "[2.1.0, )", "resolved": "2.1.0" },
      "Acme.Db": { "type": "Transitive", "resolved": "1.4.0", "dependencies": { "Acme.Core": "1" } },
      "own": { "type": "Project" }
    },
    "net9.0": { "Acme.AI": { "type": "Direct", "resolved": "2.1.0" } }
  }
}`;
  expect(await packagesIn('nuget-lock', text)).toEqual(['5:8 nuget/Acme.AI 2.1.0 production', '6:8 nuget/Acme.Db 1.4.0 production indirect']);
});
