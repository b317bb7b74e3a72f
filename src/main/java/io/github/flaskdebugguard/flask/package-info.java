@NullMarked
package io.github.flaskdebugguard.flask;

import org.jspecify.annotations.NullMarked;
