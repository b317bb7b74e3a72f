package io.github.flaskdebugguard.python.syntax;

import org.jspecify.annotations.Nullable;

/** {@code name as asName} of an import; {@code name} may be dotted or {@code *}. */
public record Alias(String name, @Nullable String asName, int start, int end) implements Node {}
