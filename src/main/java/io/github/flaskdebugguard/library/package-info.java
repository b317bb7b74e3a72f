/** Models of Python's standard library and of the helpers that read settings. */
@NullMarked
package io.github.flaskdebugguard.library;

import org.jspecify.annotations.NullMarked;
