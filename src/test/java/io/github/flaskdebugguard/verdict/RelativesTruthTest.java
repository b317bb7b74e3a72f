package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.repository.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small programs around Flask's relatives, settings helpers and servers, with what they do. {@code
 * /truth/relatives.txt} says how it is written.
 */
class RelativesTruthTest {
  private static final Span LINE = new Span("requirements.txt", 0, 4);

  /** One launch of a program. */
  record Launched(
      String story,
      Map<String, String> files,
      String packages,
      Map<String, String> environment,
      List<String> words,
      String expected) {
    @Override
    public String toString() {
      return story + ": " + packages + " " + environment + " " + String.join(" ", words);
    }
  }

  static Stream<Launched> launches() throws IOException {
    String text;
    try (InputStream in = RelativesTruthTest.class.getResourceAsStream("/truth/relatives.txt")) {
      text = new String(assertThat(in).isNotNull().actual().readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Launched> launches = new ArrayList<>();
    String story = "";
    Map<String, String> files = new TreeMap<>();
    String path = null;
    for (String line : text.split("\n")) {
      if (line.startsWith("=== ")) {
        story = line.substring(4);
        files = new TreeMap<>();
        path = null;
      } else if (line.startsWith("--- ")) {
        path = line.substring(4);
        files.put(path, "");
      } else if (line.startsWith("> ")) {
        path = null;
        launches.add(launch(story, Map.copyOf(files), line.substring(2)));
      } else if (path != null) {
        files.merge(path, line + "\n", String::concat);
      }
    }
    return launches.stream();
  }

  private static Launched launch(String story, Map<String, String> files, String line) {
    String[] parts = line.split("\\|", -1);
    Map<String, String> environment = new LinkedHashMap<>();
    for (String each : parts[1].strip().split(" ")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        environment.put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return new Launched(
        story,
        files,
        parts[0].strip(),
        environment,
        List.of(parts[2].strip().split(" ")),
        parts[3].strip());
  }

  private static Packages packages(String text) {
    Map<String, Packages.Requirement> requirements = new TreeMap<>();
    for (String each : text.split(" ")) {
      int end = 0;
      while (end < each.length() && "<>=~!".indexOf(each.charAt(end)) < 0) {
        end++;
      }
      String name = each.substring(0, end);
      String specifier = each.substring(end);
      if (!name.isEmpty() && !name.equals("-")) {
        String exact = specifier.startsWith("==") ? specifier.substring(2) : null;
        requirements.put(name, new Packages.Requirement(name, specifier, exact, LINE));
      }
    }
    return new Packages(null, requirements, !text.equals("-"));
  }

  @ParameterizedTest
  @MethodSource("launches")
  void aLaunchDoesWhatIsWrittenBesideIt(Launched launch) {
    List<Verdict> verdicts =
        Program.of(
            launch.files(),
            launch.words(),
            launch.environment(),
            packages(launch.packages()),
            secrets(launch.environment()));
    Verdict verdict = verdicts.isEmpty() ? null : verdicts.getFirst();
    for (String expected : launch.expected().split("; ")) {
      int equals = expected.indexOf('=');
      String name = expected.substring(0, equals).strip();
      String wanted = expected.substring(equals + 1).strip();
      String found = found(verdict, name);
      if (name.equals("reason") || name.equals("tells")) {
        assertThat(found).contains(wanted);
      } else if (name.equals("quiet")) {
        assertThat(found).doesNotContain(wanted);
      } else {
        assertThat(found)
            .as(name + (verdict == null ? "" : " " + verdict.reason()))
            .isEqualTo(wanted);
      }
    }
  }

  private static Set<String> secrets(Map<String, String> environment) {
    Set<String> secrets = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (value.equals("?")) {
            secrets.add(name);
          }
        });
    return secrets;
  }

  private static String found(@Nullable Verdict verdict, String name) {
    if (verdict == null) {
      return "no verdict";
    }
    return switch (name) {
      case "debug" -> verdict.debug().word();
      case "debugger" -> verdict.debugger().word();
      case "leak" -> verdict.leak().word();
      case "reloader" -> verdict.reloader().word();
      case "starts" -> verdict.starts().word();
      case "server" -> verdict.server();
      case "reason" -> verdict.reason();
      case "tells", "quiet" -> verdict.observations().toString();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
