/** The live check of a running address: what strangers can see of it, told apart by signals. */
@NullMarked
package io.github.flaskdebugguard.probe;

import org.jspecify.annotations.NullMarked;
