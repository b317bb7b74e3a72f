@NullMarked
package io.github.flaskdebugguard.document;

import org.jspecify.annotations.NullMarked;
