import { describe, expect, test } from 'vitest';
import { packagesIn } from './support.ts';

describe('pom.xml', () => {
  const text = `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>test.acme</groupId>
  <version>7.0</version>
  <properties><ai.version>2.1.0</ai.version></properties>
  <dependencyManagement>
    <dependencies>
      <dependency><groupId>test.acme</groupId><artifactId>acme-bom</artifactId><version>\${ai.version}</version></dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <!-- <dependency><groupId>old</groupId><artifactId>old</artifactId></dependency> -->
    <dependency>
      <groupId>test.acme</groupId>
      <artifactId> acme-ai </artifactId>
      <version>\${ai.version}</version>
      <exclusions><exclusion><groupId>test.acme</groupId><artifactId>acme-not</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>acme-own</artifactId><version>\${project.version}</version></dependency>
    <dependency><groupId>test.acme</groupId><artifactId>acme-fake</artifactId><scope>test</scope></dependency>
    <dependency><groupId>test.acme</groupId><artifactId>acme-gpu</artifactId><version>\${outside}</version><optional>true</optional></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>gen</artifactId><dependencies>
    <dependency><groupId>test.acme</groupId><artifactId>acme-gen</artifactId></dependency>
  </dependencies></plugin></plugins></build>
</project>
`;

  test('scopes, properties and what is only fixed', async () => {
    expect(await packagesIn('pom', text)).toEqual([
      '15:20 maven/test.acme/acme-ai 2.1.0 production',
      '19:66 maven/test.acme/acme-own 7.0 production',
      '20:57 maven/test.acme/acme-fake any test',
      '21:57 maven/test.acme/acme-gpu any optional',
      '8:59 maven/test.acme/acme-bom 2.1.0 production indirect',
      '24:57 maven/test.acme/acme-gen any development',
    ]);
  });
});

test('Gradle in Groovy', async () => {
  const text = `def aiVersion = '2.1.0'
dependencies {
    implementation 'test.acme:acme-ai:2.1.0'
    implementation "test.acme:acme-voice:\${aiVersion}"
    api group: 'test.acme', name: 'acme-db', version: aiVersion
    testImplementation("test.acme:acme-fake:1.0") { exclude group: 'x', module: 'y' }
    implementation platform('test.acme:acme-bom:2.1.0')
    annotationProcessor 'test.acme:acme-gen:1'
    implementation libs.acme.gpu
    // implementation 'test.acme:acme-old:1'
    implementation project(':own')
    compileOnly 'test.acme:acme-web'
}
println 'host:port:value'
`;
  expect(await packagesIn('gradle', text)).toEqual([
    '3:31 maven/test.acme/acme-ai 2.1.0 production',
    '4:31 maven/test.acme/acme-voice 2.1.0 production',
    '5:36 maven/test.acme/acme-db 2.1.0 production',
    '6:35 maven/test.acme/acme-fake 1.0 test',
    '7:40 maven/test.acme/acme-bom 2.1.0 production',
    '8:36 maven/test.acme/acme-gen 1 development',
    '12:28 maven/test.acme/acme-web any production',
  ]);
});

test('Gradle in Kotlin', async () => {
  const text = `val aiVersion: String = "2.1.0"
dependencies {
    implementation(platform("test.acme:acme-bom:$aiVersion"))
    runtimeOnly("test.acme:acme-ai")
    add("implementation", "test.acme:acme-db:1.0")
    androidTestImplementation("test.acme:acme-fake:\${property("fake")}")
}
`;
  expect(await packagesIn('gradle', text)).toEqual([
    '3:40 maven/test.acme/acme-bom 2.1.0 production',
    '4:28 maven/test.acme/acme-ai any production',
    '5:38 maven/test.acme/acme-db 1.0 production',
    '6:42 maven/test.acme/acme-fake any test',
  ]);
});

test('libs.versions.toml', async () => {
  const text = `[versions]
acme = "2.1.0"
db = { strictly = "1.4" }

[libraries]
ai = { module = "test.acme:acme-ai", version.ref = "acme" }
voice = "test.acme:acme-voice:1.0.2"
db = { group = "test.acme", name = "acme-db", version = { ref = "db" } }

[plugins]
gen = { id = "test.acme.gen", version = "1" }
`;
  expect(await packagesIn('gradle-catalog', text)).toEqual([
    '6:28 maven/test.acme/acme-ai 2.1.0 production',
    '7:20 maven/test.acme/acme-voice 1.0.2 production',
    '8:37 maven/test.acme/acme-db 1.4 production',
  ]);
});

test('gradle.lockfile', async () => {
  const text =
    '# written by Gradle\ntest.acme:acme-ai:2.1.0=compileClasspath,runtimeClasspath\ntest.acme:acme-fake:1.0=testCompileClasspath,testRuntimeClasspath\nempty=annotationProcessor\n';
  expect(await packagesIn('gradle-lock', text)).toEqual([
    '2:11 maven/test.acme/acme-ai 2.1.0 production indirect',
    '3:11 maven/test.acme/acme-fake 1.0 test indirect',
  ]);
});

test('build.sbt', async () => {
  const text = `val aiVersion = "2.1.0"
libraryDependencies ++= Seq(
  "test.acme" %% "acme-ai" % aiVersion,
  "test.acme" % "acme-db" % "1.4",
  "test.acme" %% "acme-fake" % "1.0" % Test,
  // "test.acme" % "acme-old" % "1",
)
`;
  expect(await packagesIn('sbt', text)).toEqual([
    '3:19 maven/test.acme/acme-ai 2.1.0 production',
    '4:18 maven/test.acme/acme-db 1.4 production',
    '5:19 maven/test.acme/acme-fake 1.0 test',
  ]);
});
