package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedFilesTest {
  private static RememberedFiles view(Map<String, String> files) {
    return new RememberedFiles(new InMemoryRepository(files).mountedAt("/app"));
  }

  @Test
  void answersAreThoseOfTheOtherView() {
    RememberedFiles files = view(Map.of("a/b.py", "x = 1\n"));
    for (int round = 0; round < 2; round++) {
      assertThat(files.presence("/app/a")).isEqualTo(FileView.Presence.FOLDER);
      assertThat(files.read("/app/a/b.py")).extracting(SourceFile::text).isEqualTo("x = 1\n");
      assertThat(files.read("/app/none")).isNull();
      assertThat(files.list("/app/a")).containsExactly("b.py");
      assertThat(files.pathOf("a/b.py")).isEqualTo("/app/a/b.py");
    }
  }

  @Test
  void onlyWhatWasAskedCounts() {
    RememberedFiles files = view(Map.of("app.py", "x\n", "other.py", "y\n"));
    files.presence("/app/app.py");
    files.read("/app/app.py");
    files.presence("/app/absent.py");
    assertThat(files.answersLike(view(Map.of("app.py", "x\n", "other.py", "z\n")))).isTrue();
    assertThat(files.answersLike(view(Map.of("app.py", "x\n", "absent.py", "z\n")))).isFalse();
    assertThat(files.answersLike(view(Map.of("app.py", "changed\n")))).isFalse();
    assertThat(files.answersLike(view(Map.of("other.py", "y\n")))).isFalse();
  }

  @Test
  void foldersAndPlacesCountWhereTheyWereAsked() {
    RememberedFiles files = view(Map.of("a/b.py", "x\n"));
    files.list("/app/a");
    assertThat(files.answersLike(view(Map.of("a/b.py", "y\n")))).isTrue();
    assertThat(files.answersLike(view(Map.of("a/b.py", "x\n", "a/c.py", "x\n")))).isFalse();
    FileView elsewhere = new InMemoryRepository(Map.of("a/b.py", "x\n")).mountedAt("/srv");
    RememberedFiles placed = view(Map.of("a/b.py", "x\n"));
    placed.pathOf("a/b.py");
    assertThat(placed.answersLike(elsewhere)).isFalse();
  }

  @Test
  void aFileThatCannotBeReadIsNoFileThatCan() {
    RememberedFiles files = view(Map.of("a.py", "x\n"));
    files.read("/app/none.py");
    assertThat(files.answersLike(view(Map.of("none.py", "x\n")))).isFalse();
    assertThat(files.answersLike(view(Map.of("a.py", "y\n")))).isTrue();
  }
}
