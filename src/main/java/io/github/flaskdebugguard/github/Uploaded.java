package io.github.flaskdebugguard.github;

import java.util.List;

/** How an upload to code scanning ended. */
sealed interface Uploaded {
  /** {@return what to tell, one line each} */
  List<String> lines();

  /** Code scanning has the results under this id. */
  record Accepted(String id, List<String> lines) implements Uploaded {
    public Accepted {
      lines = List.copyOf(lines);
    }
  }

  /** It cannot have them here; annotations and the summary have to do. */
  record Unavailable(List<String> lines) implements Uploaded {
    public Unavailable {
      lines = List.copyOf(lines);
    }
  }

  /** It should have them and does not. */
  record Failed(List<String> lines) implements Uploaded {
    public Failed {
      lines = List.copyOf(lines);
    }
  }
}
