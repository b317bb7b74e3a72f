@NullMarked
package io.github.flaskdebugguard.python.syntax;

import org.jspecify.annotations.NullMarked;
