package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile as BuildKit's parser reads it (executed: Docker engine 26.1.5).
 *
 * @param escape the escape character, a backslash unless the directive {@code # escape=`} says
 *     otherwise
 * @param globals {@code ARG} before the first {@code FROM}
 * @param problems what a build would refuse; the rest is read all the same
 */
public record Dockerfile(
    String path,
    char escape,
    List<DockerInstruction.Arg> globals,
    List<Stage> stages,
    List<Problem> problems) {
  public Dockerfile {
    globals = List.copyOf(globals);
    stages = List.copyOf(stages);
    problems = List.copyOf(problems);
  }

  /** A build stage: its {@code FROM} and what follows. */
  public record Stage(DockerInstruction.From from, List<DockerInstruction> instructions) {
    public Stage {
      instructions = List.copyOf(instructions);
    }

    /** {@return the name after {@code AS}, or null} */
    public @Nullable String name() {
      MappedText name = from.name();
      return name == null ? null : name.text();
    }
  }

  /** {@return the document; never fails, what cannot be read is a problem} */
  public static Dockerfile parse(SourceFile file) {
    return new DockerfileParser(file).parse();
  }

  /**
   * {@return the index of the stage that a name means when written in the stage at {@code before},
   * or -1; names ignore case and the later one wins}
   */
  public int stage(String name, int before) {
    for (int i = Math.min(before, stages.size()) - 1; i >= 0; i--) {
      String known = stages.get(i).name();
      if (known != null && known.equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
