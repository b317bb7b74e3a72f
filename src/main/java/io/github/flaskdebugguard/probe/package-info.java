@NullMarked
package io.github.flaskdebugguard.probe;

import org.jspecify.annotations.NullMarked;
