package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.document.DockerExpansion;
import io.github.flaskdebugguard.document.DockerInstruction;
import io.github.flaskdebugguard.document.Dockerfile;
import io.github.flaskdebugguard.document.MappedText;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/** Instructions follow each other, and each character of a word stands where it says. */
final class DockerfileFuzz implements FuzzTarget {
  private static final String LONG = "$A'\"".repeat(1_000);

  /** The limit of a value, and one value that passed it. */
  private static final int LONGEST = 64 * 1024 + LONG.length();

  @Override
  public void check(String input) {
    SourceFile file = new SourceFile("own/Dockerfile", input);
    Dockerfile dockerfile = Dockerfile.parse(file);
    Records.areIn(file, dockerfile);
    int last = 0;
    for (Dockerfile.Stage stage : dockerfile.stages()) {
      Property.holds(last <= stage.from().span().start(), "%s is not in order", stage.from());
      last = stage.from().span().end();
      for (DockerInstruction instruction : stage.instructions()) {
        Property.holds(last <= instruction.span().start(), "%s is not in order", instruction);
        last = instruction.span().end();
        words(instruction, file);
      }
    }
  }

  private static void words(DockerInstruction instruction, SourceFile file) {
    switch (instruction) {
      case DockerInstruction.Env env -> env.assignments().forEach(each -> assignment(each, file));
      case DockerInstruction.Arg arg -> arg.assignments().forEach(each -> assignment(each, file));
      case DockerInstruction.Workdir workdir -> word(workdir.folder(), file);
      case DockerInstruction.User user -> word(user.user(), file);
      case DockerInstruction.Expose expose -> expose.ports().forEach(each -> word(each, file));
      case DockerInstruction.Copy copy -> {
        copy.sources().forEach(each -> word(each, file));
        word(copy.destination(), file);
        copy.heredocs().forEach(each -> word(each.content(), file));
      }
      case DockerInstruction.Run run -> run.heredocs().forEach(each -> word(each.content(), file));
      default -> {}
    }
  }

  private static void assignment(DockerInstruction.Assignment assignment, SourceFile file) {
    word(assignment.name(), file);
    if (assignment.value() != null) {
      word(assignment.value(), file);
    }
  }

  private static void word(MappedText word, SourceFile file) {
    // A word of a JSON array points to its beginning as a whole.
    boolean quoted = word.length() > 0 && file.text().charAt(word.offset(0)) == '"';
    for (int i = 0; i < word.length() && !quoted; i++) {
      Property.same(word.at(i), file.text().charAt(word.offset(i)), "character of " + word);
    }
    Text expanded =
        DockerExpansion.expand(
            word, '\\', name -> new Text.Known(LONG, file.span(0, 0)), problem -> {});
    Property.holds(
        !(expanded instanceof Text.Known known) || known.value().length() <= LONGEST,
        "a word of %d characters expands too far",
        word.length());
  }

  @Override
  public void checkDeeply(String input) {
    Scanned.of(Map.of("own/Dockerfile", input, "own/app.py", Scanned.APP));
  }
}
