@NullMarked
package io.github.flaskdebugguard.repository;

import org.jspecify.annotations.NullMarked;
