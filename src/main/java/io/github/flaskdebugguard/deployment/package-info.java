@NullMarked
package io.github.flaskdebugguard.deployment;

import org.jspecify.annotations.NullMarked;
