package io.github.flaskdebugguard.repository;

import org.jspecify.annotations.Nullable;

/**
 * Something that could not be read or understood; the scan went on without it.
 *
 * @param path repository-relative file or folder
 * @param span the place, where one is known
 * @param message what happened and what it means for the scan, one line
 * @param matters whether a verdict may be wrong because of it, so that the scan must not end green
 *     (exit 3)
 */
public record Problem(String path, @Nullable Span span, String message, boolean matters) {}
