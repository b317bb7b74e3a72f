@NullMarked
package io.github.flaskdebugguard.fix;

import org.jspecify.annotations.NullMarked;
