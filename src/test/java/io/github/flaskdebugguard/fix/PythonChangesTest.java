package io.github.flaskdebugguard.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonChangesTest {
  /** A keyword stays one, for nothing may follow it without. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "os.getenv('A')                        | os.getenv('A', \"\")",
        "os.getenv('A', 'no')                  | os.getenv('A', 'no')",
        "os.getenv('A', 'yes')                 | os.getenv('A', \"no\")",
        "os.getenv('A', True)                  | os.getenv('A', \"\")",
        "os.getenv(key='A')                    | os.getenv(key='A', default=\"\")",
        "os.getenv('A', default='off')         | os.getenv('A', default='off')",
        "os.environ.get(default=1, key='A')    | os.environ.get(key='A', default=\"\")",
        "environ.get('A', default=False)       | environ.get('A', default=\"\")"
      })
  void theTextOfAVariableIsCompared(String read, String call) {
    String code = "app.debug = bool(" + read + ")\n";
    assertThat(parsed(code))
        .containsExactly(
            "app.debug = " + call + ".lower() in (\"1\", \"true\", \"yes\", \"on\")\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"os.getenv(*A)", "os.getenv(**A)", "os.getenv('A', *B)", "os.getenv('A', x=1)"})
  void whatACallIsGivenMustBeUnderstood(String read) {
    assertThat(parsed("app.debug = bool(" + read + ")\n")).isEmpty();
  }

  private static List<String> parsed(String code) {
    SourceFile file = new SourceFile("app.py", code);
    InMemoryRepository repository = new InMemoryRepository(Map.of("app.py", code));
    List<String> texts = new ArrayList<>();
    for (Change change : new PythonChanges(file, new Span("app.py", 0, code.length())).parsed()) {
      Objects.requireNonNull(Edits.apply(repository, change.edits()))
          .values()
          .forEach(each -> texts.add(each.text()));
    }
    return texts;
  }
}
