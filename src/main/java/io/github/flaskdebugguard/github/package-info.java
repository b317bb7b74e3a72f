@NullMarked
package io.github.flaskdebugguard.github;

import org.jspecify.annotations.NullMarked;
