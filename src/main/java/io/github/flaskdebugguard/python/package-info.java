@NullMarked
package io.github.flaskdebugguard.python;

import org.jspecify.annotations.NullMarked;
