/** What Flask, Werkzeug and the servers do, by version. */
@NullMarked
package io.github.flaskdebugguard.flask;

import org.jspecify.annotations.NullMarked;
