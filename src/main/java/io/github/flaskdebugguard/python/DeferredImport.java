package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;

/**
 * {@code from module import name}, left until the name is used.
 *
 * @param module its absolute dotted name
 * @param span the place of the name
 * @param statement the place of the import
 */
record DeferredImport(String module, String name, Span span, Span statement) {}
