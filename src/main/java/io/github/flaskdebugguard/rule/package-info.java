@NullMarked
package io.github.flaskdebugguard.rule;

import org.jspecify.annotations.NullMarked;
