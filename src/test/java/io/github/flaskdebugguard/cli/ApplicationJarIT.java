package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the one jar must be like for its classes to go into the AOT cache. */
class ApplicationJarIT {
  private static final Path JAR =
      Path.of(System.getProperty("application"), "lib", "flask-debug-guard.jar");

  @Test
  void noClassIsOlderThanJava8() throws IOException {
    List<String> old = new ArrayList<>();
    int examined = 0;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          examined++;
          try (InputStream content = jar.getInputStream(entry)) {
            byte[] header = content.readNBytes(8);
            if (header[7] < 52) {
              old.add(entry.getName());
            }
          }
        }
      }
    }
    assertThat(examined).isGreaterThan(2000);
    assertThat(old).isEmpty();
  }

  @Test
  void noSignatureAndNoModuleIsLeft() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
          .noneMatch(name -> name.endsWith("module-info.class"));
    }
  }

  @Test
  void theManifestNamesEntryPointAndVersion() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes attributes = jar.getManifest().getMainAttributes();
      assertThat(jar.isMultiRelease()).isTrue();
      assertThat(attributes.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo(Main.class.getName());
      assertThat(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotBlank();
      assertThat(attributes.keySet().stream().map(Object::toString))
          .noneMatch(name -> name.endsWith("-Digest"));
    }
  }

  @Test
  void theManifestComesFirst() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(
              jar.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")).findFirst())
          .contains(JarFile.MANIFEST_NAME);
    }
  }
}
