@NullMarked
package io.github.flaskdebugguard.config;

import org.jspecify.annotations.NullMarked;
