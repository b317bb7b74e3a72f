@NullMarked
package io.github.flaskdebugguard.report;

import org.jspecify.annotations.NullMarked;
