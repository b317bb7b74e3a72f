package io.github.flaskdebugguard.python.syntax;

import java.util.List;

/**
 * A parsed file. {@code broken} lists what was not understood, in order, also those nested in
 * blocks.
 */
public record ModuleTree(
    List<Statement> body, List<Comment> comments, List<Statement.Broken> broken) {
  public ModuleTree {
    body = List.copyOf(body);
    comments = List.copyOf(comments);
    broken = List.copyOf(broken);
  }
}
