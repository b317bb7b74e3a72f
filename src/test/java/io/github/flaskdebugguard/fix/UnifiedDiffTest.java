package io.github.flaskdebugguard.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedDiffTest {
  @TempDir Path folder;

  @Test
  void aChangedLineStandsBetweenThreeOthers() {
    assertThat(diff("a.txt", "1\n2\n3\n4\nold\n6\n7\n8\n9\n", "1\n2\n3\n4\nnew\n6\n7\n8\n9\n"))
        .isEqualTo(
            """
            --- a/a.txt
            +++ b/a.txt
            @@ -2,7 +2,7 @@
             2
             3
             4
            -old
            +new
             6
             7
             8
            """);
  }

  @Test
  void noContextShowsASecret() {
    String before = "A=1\nSECRET_KEY=opensesame\nFLASK_DEBUG=1\nB=1\nDB=x://u:opensesame@h\n";
    assertThat(diff(".env", before, before.replace("DEBUG=1", "DEBUG=0")))
        .contains("@@ -3,2 +3,2 @@\n-FLASK_DEBUG=1\n+FLASK_DEBUG=0\n B=1\n")
        .doesNotContain("opensesame");
  }

  @Test
  void theSameTextGivesNothing() {
    assertThat(diff("a.txt", "1\n", "1\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "with blank.txt", "ümlaut.txt", "quo\"te.txt", "d/e.txt"})
  void gitAppliesIt(String path) throws IOException {
    Random random = new Random(7);
    GitRepository git = GitRepository.create(folder.resolve("r"));
    for (int round = 0; round < 12; round++) {
      List<String> before = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        before.add("line " + random.nextInt(6) + (round % 2 == 0 ? "\n" : "\r\n"));
      }
      List<String> after = new ArrayList<>(before);
      for (int i = 0; i < 3; i++) {
        int at = random.nextInt(after.size());
        if (random.nextBoolean()) {
          after.remove(at);
        } else {
          after.set(at, "changed\n");
        }
      }
      String old = String.join("", before) + (round % 3 == 0 ? "no end" : "");
      String now = String.join("", after) + (round % 3 == 0 ? "no end now" : "");
      git.commit("before", Map.of(path, old));
      Path patch = folder.resolve("patch");
      Files.writeString(patch, diff(path, old, now));
      git.git("-c", "core.whitespace=cr-at-eol", "apply", patch.toString());
      assertThat(Files.readString(git.folder().resolve(path))).isEqualTo(now);
    }
  }

  private static String diff(String path, String before, String after) {
    return UnifiedDiff.of(
        new SourceFile(path, before), new SourceFile(path, after), UnaryOperator.identity());
  }
}
