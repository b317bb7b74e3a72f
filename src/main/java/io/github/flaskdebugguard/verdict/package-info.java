@NullMarked
package io.github.flaskdebugguard.verdict;

import org.jspecify.annotations.NullMarked;
