package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads or writes.
 *
 * @param descriptor the number before the operator, -1 without one
 * @param operator {@code >}, {@code >>}, {@code <}, {@code <<}, {@code <<<}, {@code >&}, {@code
 *     <&}, {@code &>}, {@code &>>}, {@code >|}, {@code <>}
 * @param target file or descriptor; the delimiter of a here-document
 * @param body text of a here-document or here-string
 */
public record Redirection(
    int descriptor, String operator, Word target, @Nullable Word body, Span span) {}
