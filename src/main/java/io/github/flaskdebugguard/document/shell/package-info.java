/** Shell scripts of sh and bash as syntax trees. */
@NullMarked
package io.github.flaskdebugguard.document.shell;

import org.jspecify.annotations.NullMarked;
