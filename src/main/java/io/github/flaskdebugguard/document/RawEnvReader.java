package io.github.flaskdebugguard.document;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Readers that take everything after the first {@code =} as it stands (executed: docker 26.1,
 * podman 4.3, kubectl 1.32, kustomize 5.5): quotes, comments and blanks become part of the value,
 * so {@code A="0"} is not the text 0.
 */
final class RawEnvReader {
  private final EnvEntries entries;
  private final EnvFile.Reader reader;

  RawEnvReader(EnvEntries entries, EnvFile.Reader reader) {
    this.entries = entries;
    this.reader = reader;
  }

  void read() {
    Set<String> names = new HashSet<>();
    for (EnvEntries.Line line : entries.lines(reader != EnvFile.Reader.PODMAN_RAW)) {
      String text = line.text().stripLeading();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int start = line.start() + line.text().length() - text.length();
      int end = start + text.length();
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      String refusal = refusal(name, names);
      if (refusal != null) {
        entries.refuse(refusal, start, end);
        return;
      }
      if (equals >= 0) {
        entries.set(name, text.substring(equals + 1), start, end);
      } else if (reader == EnvFile.Reader.KUBECTL || reader == EnvFile.Reader.KUSTOMIZE) {
        Text caller = entries.fromEnvironment(name);
        entries.set(
            name,
            caller == null ? new Text.Known("", entries.span(start, end)) : caller,
            start,
            end);
      } else {
        entries.bare(name, start, end);
      }
    }
  }

  private @Nullable String refusal(String name, Set<String> names) {
    return switch (reader) {
      case DOCKER_RAW ->
          name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0
              ? "docker refuses the file: the variable name \""
                  + name
                  + "\" is empty or holds blanks"
              : null;
      case KUBECTL -> {
        if (!isKubernetesName(name)) {
          yield "kubectl refuses the file: \"" + name + "\" is not a valid variable name";
        }
        yield names.add(name) ? null : "kubectl refuses the file: " + name + " is set twice";
      }
      case KUSTOMIZE ->
          names.add(name) ? null : "kustomize refuses the file: " + name + " is set twice";
      case PODMAN_RAW, PYTHON_DOTENV, COMPOSE_V1, COMPOSE_V2, SYSTEMD, FOREMAN, NODE_FOREMAN ->
          null;
    };
  }

  private static boolean isKubernetesName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
