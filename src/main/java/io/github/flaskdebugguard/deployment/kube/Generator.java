package io.github.flaskdebugguard.deployment.kube;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code configMapGenerator} or {@code secretGenerator}. Executed with kustomize
 * 5.5.0: literals lose one pair of outer quotes, env files keep them, a bare name is empty, a
 * repeated key is refused, a file is one value.
 */
final class Generator {
  private final Repository repository;
  private final String folder;
  private final YamlMap entry;
  private final boolean secret;
  private final Map<String, YamlScalar> data = new LinkedHashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private @Nullable String incomplete;

  Generator(Repository repository, String folder, YamlMap entry, boolean secret) {
    this.repository = repository;
    this.folder = folder;
    this.entry = entry;
    this.secret = secret;
  }

  String kind() {
    return secret ? "Secret" : "ConfigMap";
  }

  String name() {
    String name = entry.text("name");
    return name == null ? "" : name;
  }

  /** {@return {@code create}, {@code merge} or {@code replace}} */
  String behavior() {
    String behavior = entry.text("behavior");
    return behavior == null ? "create" : behavior;
  }

  List<String> refusals() {
    return refusals;
  }

  /** {@return the object that it makes by itself} */
  KubeObject generate(String path) {
    for (YamlNode literal : entry.list("literals")) {
      if (literal instanceof YamlScalar scalar) {
        literal(scalar);
      }
    }
    for (YamlNode file : entry.list("envs")) {
      envFile(file);
    }
    YamlNode old = entry.get("env");
    if (old != null) {
      envFile(old);
    }
    for (YamlNode file : entry.list("files")) {
      file(file);
    }
    List<YamlEntry> entries = new ArrayList<>();
    data.forEach(
        (key, value) -> entries.add(new YamlEntry(YamlEdit.text(key, value.span()), value)));
    Span span = entry.span();
    YamlMap map = new YamlMap(List.of(), null, span);
    map = YamlEdit.put(map, "apiVersion", YamlEdit.text("v1", span));
    map = YamlEdit.put(map, "kind", YamlEdit.text(kind(), span));
    map = YamlEdit.set(map, List.of("metadata", "name"), YamlEdit.text(name(), span));
    String namespace = entry.text("namespace");
    if (namespace != null) {
      map = YamlEdit.set(map, List.of("metadata", "namespace"), YamlEdit.text(namespace, span));
    }
    map = YamlEdit.put(map, "data", new YamlMap(entries, null, span));
    return new KubeObject(map, path, incomplete);
  }

  private void literal(YamlScalar scalar) {
    int equals = scalar.text().indexOf('=');
    if (equals < 1) {
      refusals.add("invalid literal source " + scalar.text() + ", expected key=value");
      return;
    }
    String value = scalar.text().substring(equals + 1);
    int last = value.length() - 1;
    if (last > 0
        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
        && value.charAt(last) == value.charAt(0)) {
      value = value.substring(1, last);
    }
    set(scalar.text().substring(0, equals), value, scalar.span(), scalar.template());
  }

  private void envFile(YamlNode node) {
    SourceFile file = source(node, node instanceof YamlScalar scalar ? scalar.text() : "");
    if (file == null) {
      return;
    }
    EnvFile read = EnvFile.parse(file, EnvFile.Reader.KUSTOMIZE, EnvFile.Lookup.NOTHING);
    String error = read.error();
    if (error != null) {
      refusals.add(error);
    }
    for (EnvFile.Entry each : read.entries()) {
      switch (each.value()) {
        case Text.Known known -> set(each.name(), known.value(), each.span(), null);
        case Text.Unknown unknown -> set(each.name(), "", each.span(), unknown.reason());
        case null -> set(each.name(), "", each.span(), null);
      }
    }
  }

  private void file(YamlNode node) {
    if (!(node instanceof YamlScalar scalar)) {
      return;
    }
    int equals = scalar.text().indexOf('=');
    String path = scalar.text().substring(equals + 1);
    String key = equals > 0 ? scalar.text().substring(0, equals) : KubePaths.name(path);
    SourceFile file = source(node, path);
    if (file != null) {
      put(
          key,
          new YamlScalar(
              value(file.text()), Style.LITERAL, null, file.span(0, file.text().length()), null));
    }
  }

  private @Nullable SourceFile source(YamlNode node, String path) {
    String resolved = KubePaths.resolve(folder, path);
    SourceFile file =
        resolved != null && repository.isFile(resolved) ? repository.read(resolved) : null;
    if (file == null) {
      incomplete = "comes from " + path + ", which is not in the repository";
      refusals.add(path + " is not in the repository");
    } else if (!KubePaths.isBelow(folder, file.path())) {
      refusals.add("security; file " + file.path() + " is not in or below " + folder);
    }
    return file;
  }

  private void set(String key, String value, Span span, @Nullable String template) {
    put(key, new YamlScalar(value(value), Style.DOUBLE_QUOTED, null, span, template));
  }

  private void put(String key, YamlScalar value) {
    if (data.put(key, value) != null) {
      refusals.add(
          kind().toLowerCase(java.util.Locale.ROOT)
              + " "
              + name()
              + " illegally repeats the key "
              + key);
    }
  }

  private String value(String plain) {
    return secret
        ? Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))
        : plain;
  }
}
