package io.github.flaskdebugguard.config;

import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds and opens the one configuration of a repository, in its root. */
final class ConfigurationFiles {
  private static final List<String> NAMES =
      List.of(".flask-debug-guard.yml", ".flask-debug-guard.yaml");

  private static final String PROJECT = "pyproject.toml";

  private ConfigurationFiles() {}

  static Configuration find(Repository repository) throws ConfigurationException {
    List<SourceFile> found = new ArrayList<>();
    for (String name : NAMES) {
      if (repository.isFile(name)) {
        found.add(read(repository, name));
      }
    }
    if (repository.isFile(PROJECT) && repository.mayContain(PROJECT, TomlNodes.SECTION)) {
      SourceFile project = read(repository, PROJECT);
      if (TomlNodes.section(project) != null) {
        found.add(project);
      }
    }
    if (found.size() > 1) {
      throw new ConfigurationException(
          "two configurations, "
              + found.get(0).path()
              + " and "
              + found.get(1).path()
              + "; one must go");
    }
    if (found.isEmpty()) {
      lookalike(repository);
      return Configuration.DEFAULT;
    }
    return open(found.getFirst());
  }

  static Configuration named(Repository repository, String path) throws ConfigurationException {
    if (!repository.isFile(path)) {
      throw new ConfigurationException(path + ": there is no such file");
    }
    return open(read(repository, path));
  }

  /** A file with a name that is almost right would be ignored in silence. */
  private static void lookalike(Repository repository) throws ConfigurationException {
    for (String name : repository.list("")) {
      String plain = name.toLowerCase(Locale.ROOT);
      boolean ending = plain.endsWith(".yml") || plain.endsWith(".yaml") || plain.endsWith(".toml");
      String letters = plain.replace("-", "").replace("_", "").replace(".", "");
      if (ending && letters.startsWith("flaskdebugguard") && repository.isFile(name)) {
        throw new ConfigurationException(
            name + " is not read: a configuration is called " + NAMES.getFirst());
      }
    }
  }

  private static SourceFile read(Repository repository, String path) throws ConfigurationException {
    SourceFile file = repository.read(path);
    if (file == null) {
      throw new ConfigurationException(path + ": cannot be read" + reason(repository, path));
    }
    return file;
  }

  private static String reason(Repository repository, String path) {
    for (Problem problem : repository.problems()) {
      if (problem.path().equals(path)) {
        return ": " + problem.message();
      }
    }
    return "";
  }

  static Configuration open(SourceFile file) throws ConfigurationException {
    YamlMap map = file.path().endsWith(".toml") ? TomlNodes.section(file) : yaml(file);
    return map == null
        ? new ConfigurationReader(file).read(new YamlMap(List.of(), null, file.span(0, 0)))
        : new ConfigurationReader(file).read(map);
  }

  private static @Nullable YamlMap yaml(SourceFile file) throws ConfigurationException {
    YamlFile yaml = YamlFile.parse(file);
    if (!yaml.problems().isEmpty()) {
      Problem problem = yaml.problems().getFirst();
      Span span = problem.span();
      throw new ConfigurationException(
          file.path()
              + ":"
              + (span == null ? 1 : file.locate(span).line())
              + ": "
              + problem.message());
    }
    if (yaml.documents().isEmpty()) {
      return null;
    }
    if (yaml.documents().size() > 1) {
      throw new ConfigurationException(file.path() + ": holds more than one document");
    }
    if (yaml.documents().getFirst() instanceof YamlMap map) {
      return map;
    }
    throw new ConfigurationException(file.path() + ":1: holds no keys with values");
  }
}
