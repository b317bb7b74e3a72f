package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * A variable that nothing in the repository sets and that changes the verdict.
 *
 * @param whenUnset the state (debug or debugger, whichever is worse) while it is absent; unknown
 *     when the app requires it
 * @param otherwise the state for values that change it
 * @param description for people: {@code on for any text but "0", "false", "no" and empty}
 * @param span where it is read, when the code reads it
 */
public record Dependency(
    String variable, State whenUnset, State otherwise, String description, @Nullable Span span) {}
