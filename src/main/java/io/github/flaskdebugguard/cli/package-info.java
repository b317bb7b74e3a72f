@NullMarked
package io.github.flaskdebugguard.cli;

import org.jspecify.annotations.NullMarked;
