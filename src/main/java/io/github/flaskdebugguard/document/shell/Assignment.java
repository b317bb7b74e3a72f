package io.github.flaskdebugguard.document.shell;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code name=value} before a command or alone.
 *
 * @param items the words of an array, {@code name=(a b)}; null otherwise
 * @param index text of {@code [...]}, null without one
 * @param append whether it is {@code +=}
 */
public record Assignment(
    String name,
    @Nullable String index,
    Word value,
    @Nullable List<Word> items,
    boolean append,
    Span span) {}
