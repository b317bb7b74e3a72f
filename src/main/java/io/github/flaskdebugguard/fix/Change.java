package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import java.util.List;

/** A change that may make a finding go away; the evaluator decides whether it does. */
record Change(String description, List<Finding.Edit> edits) {
  Change {
    edits = List.copyOf(edits);
  }

  static Change of(String description, String path, int start, int end, String text) {
    return new Change(description, List.of(new Finding.Edit(new Span(path, start, end), text)));
  }
}
